/* Loaded before the C library (LD_PRELOAD): makes calls of the system fail, or do less than they were
 * asked to, and steps the clock. Compiled by the soak; all is told by the environment:
 *
 *   SOAK_CALL    read, write, fsync or open: which calls are meant; pread and pwrite count with them
 *   SOAK_PATH    part of the path of the files that are meant (the path of the descriptor for all but open)
 *   SOAK_AFTER   so many of these calls go through first; default 0
 *   SOAK_ERRNO   number of the error that the calls after that give; 0 or absent = none
 *   SOAK_TIMES   so many calls fail, later ones go through; absent = all
 *   SOAK_SHORT   n: reads and writes do at most 1 to n bytes, another number each time
 *   SOAK_CLOCK   seconds that the time of day is ahead by (or behind)
 *   SOAK_STEP    seconds that it moves by once more, after 200 looks at it
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static atomic_long calls_seen, looks;

static long number(const char *name, long otherwise) {
  const char *text = getenv(name);
  return text ? atol(text) : otherwise;
}

static int is_meant(const char *call, const char *path) {
  const char *wanted = getenv("SOAK_CALL"), *part = getenv("SOAK_PATH");
  return wanted && !strcmp(wanted, call) && part && path && strstr(path, part) != NULL;
}

static int is_meant_descriptor(const char *call, int fd) {
  char link[64], path[4096];
  const char *wanted = getenv("SOAK_CALL");
  if (!wanted || strcmp(wanted, call)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_meant(call, path);
}

/* Whether the call has to fail; sets errno. */
static int fails(void) {
  long error = number("SOAK_ERRNO", 0);
  if (!error) return 0;
  long place = atomic_fetch_add(&calls_seen, 1) - number("SOAK_AFTER", 0);
  if (place < 0 || place >= number("SOAK_TIMES", 1L << 40)) return 0;
  errno = (int)error;
  return 1;
}

static size_t shortened(size_t count) {
  long most = number("SOAK_SHORT", 0);
  if (!most || count < 2) return count;
  size_t few = 1 + (size_t)(atomic_fetch_add(&calls_seen, 1) * 7919 % most);
  return few < count ? few : count;
}

#define REAL(name) \
  static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

ssize_t read(int fd, void *bytes, size_t count) {
  REAL(read);
  if (is_meant_descriptor("read", fd)) {
    if (fails()) return -1;
    count = shortened(count);
  }
  return real(fd, bytes, count);
}

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(write);
  if (is_meant_descriptor("write", fd)) {
    if (fails()) return -1;
    count = shortened(count);
  }
  return real(fd, bytes, count);
}

ssize_t pread64(int fd, void *bytes, size_t count, off64_t offset) {
  REAL(pread64);
  if (is_meant_descriptor("read", fd) && fails()) return -1;
  return real(fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  REAL(pwrite64);
  if (is_meant_descriptor("write", fd) && fails()) return -1;
  return real(fd, bytes, count, offset);
}

ssize_t pread(int fd, void *bytes, size_t count, off_t offset) {
  REAL(pread);
  if (is_meant_descriptor("read", fd)) {
    if (fails()) return -1;
    count = shortened(count);
  }
  return real(fd, bytes, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  REAL(pwrite);
  if (is_meant_descriptor("write", fd) && fails()) return -1;
  return real(fd, bytes, count, offset);
}

int fsync(int fd) {
  REAL(fsync);
  return is_meant_descriptor("fsync", fd) && fails() ? -1 : real(fd);
}

int fdatasync(int fd) {
  REAL(fdatasync);
  return is_meant_descriptor("fsync", fd) && fails() ? -1 : real(fd);
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest); \
    return is_meant("open", path) && fails() ? -1 : real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)

static long clock_offset(void) {
  long offset = number("SOAK_CLOCK", 0), step = number("SOAK_STEP", 0);
  return offset + (step && atomic_fetch_add(&looks, 1) > 200 ? step : 0);
}

int clock_gettime(clockid_t id, struct timespec *found) {
  REAL(clock_gettime);
  int status = real(id, found);
  if (!status && id == CLOCK_REALTIME) found->tv_sec += clock_offset();
  return status;
}

int gettimeofday(struct timeval *restrict found, void *restrict zone) {
  static int (*real)(struct timeval *restrict, void *restrict);
  if (!real) real = (int (*)(struct timeval *restrict, void *restrict))dlsym(RTLD_NEXT, "gettimeofday");
  int status = real(found, zone);
  if (!status) found->tv_sec += clock_offset();
  return status;
}
