"""Disks that fail: full, unreadable, slow to give, closed, and a clock that is stepped."""

import errno
import os
import shutil
import signal
import subprocess
import time

from program import Failed, ROOT, Skipped, limit_descriptors, same

SHIM = ROOT / "tools" / "soak-runner" / "faults.c"


def shim(context, **faults):
    """The environment under which the program meets these faults."""
    library = context.base / "faults.so"
    if not library.exists():
        if not shutil.which("cc"):
            raise Skipped("there is no C compiler")
        subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", library, SHIM, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library), **{f"SOAK_{name.upper()}": str(value) for name, value in faults.items()}}


def on_small_disk(context, size, words, limit=600):
    """Runs a shell's words with a disk of that size mounted at `context.base / "disk"`."""
    disk = context.base / "disk"
    disk.mkdir(exist_ok=True)
    probe = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", str(disk)], capture_output=True)
    if probe.returncode:
        raise Skipped("mounting is not allowed here")
    script = f'mount -t tmpfs -o size={size} none "{disk}" && ' + words
    return context.run(["unshare", "-m", "bash", "-c", script], limit=limit)


def words_of(command):
    """A command for a shell."""
    return " ".join("'" + str(word).replace("'", "'\\''") + "'" for word in command)


def full_store(context):
    """The disk of the store is full: status 1 and a message; with more room, the same bytes."""
    count = context.count(1000)
    disk = context.base / "disk"
    command = context.command(context.archive(count), "--store", disk / "s.sqlite", "--output", "result.jsonl")
    kept = disk / "kept.sqlite"
    script = (
        f"{words_of(command)}; echo first $? >&2; ls {disk} >&2; mount -o remount,size=200m {disk}; "
        f"{words_of(command)}; echo second $? >&2; "
        f"{words_of([context.callsift, 'verify', '--store', disk / 's.sqlite'])}; echo third $? >&2; cp {disk}/s.sqlite {kept}"
    )
    run = on_small_disk(context, "1m", script)
    run.expect([0], "first 1\n", "the disk is full", "third 0\n")
    if "second 3\n" not in run.errors and "second 0\n" not in run.errors:
        raise Failed(f"not resumed: {run.errors[-300:]}")
    same((context.base / "result.jsonl").read_bytes(), context.clean_output(count), "after the disk was full")
    return f"{count} files, 1 MB: status 1 with its message; resumed with more room: equal"


def full_output(context):
    """The disk of the output is full: status 1, a message, nothing left of the output."""
    disk = context.base / "disk"
    archive = context.archive(context.count(1000))
    command = context.command(archive, "--store", "none", "--output", disk / "result.jsonl")
    run = on_small_disk(context, "64k", f"{words_of(command)}; echo first $? >&2; ls -A {disk} | wc -l >&2")
    run.expect([0], "first 1\n", "No space left", "\n0\n")
    with open("/dev/full", "wb") as full:
        context.scan(archive, "--store", "none", stdout=full).expect([1], "No space left")
    return "a file and standard output: status 1 with the system's reason, no half file"


def full_log_and_temporary(context):
    """Nothing can be told (standard error is full) and no temporary file be made: the results are the same."""
    count = context.count(1000)
    with open("/dev/full", "wb") as full:
        run = context.scan(context.archive(count), "--store", "none", "--verbose", stderr=full)
    run.expect([0, 3])
    same(run.output, context.clean_output(count), "with a full log")
    disk = context.base / "disk"
    command = context.command(context.archive(count), "--store", "none", "--output", "result.jsonl")
    script = f"head -c 64k /dev/zero > {disk}/fill; TMPDIR={disk} {words_of(command)}"
    on_small_disk(context, "64k", script).expect([0, 3])
    same((context.base / "result.jsonl").read_bytes(), context.clean_output(count), "with a full TMPDIR")
    return f"{count} files: equal"


def failing_reads(context):
    """Reading gives EIO: that file fails, the others do not. Short and interrupted reads change nothing."""
    count = context.count(1000)
    archive, wanted = context.archive(count), context.clean_output(count)
    broken = shim(context, call="read", path="call-000005", errno=errno.EIO)
    run = context.scan(archive, "--store", "none", environment=broken).expect([3])
    lines, clean = run.output.splitlines(), wanted.splitlines()
    if len(lines) != len(clean) or sum(a != b for a, b in zip(lines, clean)) != 1:
        raise Failed("more than the broken file was touched")
    if b"callsift.failure/1" not in lines[5] or b"call-000005" not in lines[5]:
        raise Failed("the broken file has no failure of its own")
    for name, faults in {
        "short": {"short": 997},
        "interrupted": {"errno": errno.EINTR, "after": 3, "times": 5},
    }.items():
        run = context.scan(archive, "--store", "none", environment=shim(context, call="read", path="call-", **faults))
        same(run.expect([0, 3]).output, wanted, f"{name} reads")
    return f"{count} files: EIO costs one of them; short and interrupted reads: equal"


def failing_writes(context):
    """Writing gives EIO, or does less than asked: status 1 and no half output; short writes change nothing."""
    count = context.count(1000)
    archive, wanted = context.archive(count), context.clean_output(count)
    with context.folder("writes") as folder:
        result = folder / "result.jsonl"
        options = ["--store", "none", "--output", result]
        for call, after in (("write", 20), ("fsync", 0), ("open", 0)):
            faults = shim(context, call=call, path="result.jsonl", errno=errno.EIO, after=after)
            context.scan(archive, *options, environment=faults).expect([1], "Input/output error")
            if list(folder.iterdir()):
                raise Failed(f"something is left after {call} failed")
        faults = shim(context, call="write", path="result.jsonl", short=100)
        context.scan(archive, *options, environment=faults).expect([0, 3])
        same(result.read_bytes(), wanted, "short writes")
        faults = shim(context, call="write", path="result.jsonl", errno=errno.EINTR, after=9, times=3)
        context.scan(archive, *options, environment=faults).expect([0, 3])
        same(result.read_bytes(), wanted, "interrupted writes")
    return "EIO of write, fsync, open: status 1, nothing left; short and interrupted writes: equal"


def failing_store(context):
    """The store's disk gives EIO at some moment: status 1 and a message; run again, the same bytes."""
    count = context.count(1000)
    archive, wanted = context.archive(count), context.clean_output(count)
    with context.folder("store-faults") as folder:
        store, result = folder / "store.sqlite", folder / "result.jsonl"
        told = 0
        for call, after in (("write", 5), ("write", 60), ("write", 200), ("read", 2), ("read", 40), ("fsync", 1)):
            faults = shim(context, call=call, path="store.sqlite", errno=errno.EIO, after=after, times=1)
            run = context.scan(archive, "--store", store, "--output", result, environment=faults)
            run.expect([0, 1, 3])
            told += run.status == 1
            if run.status == 1 and "store.sqlite" not in run.errors:
                raise Failed(f"no word of the store: {run.errors[-300:]}")
        context.scan(archive, "--store", store, "--output", result).expect([0, 3])
        same(result.read_bytes(), wanted, "after a failing store")
        context.run([context.callsift, "verify", "--store", store]).expect([0])
    return f"6 faults, {told} told with status 1; run again: equal, and verify finds nothing"


def removed_output(context):
    """The folder of the output is removed in the middle: status 1 and a message."""
    archive = context.archive(context.count(10_000))
    with context.folder("removed") as folder:
        out = folder / "out"
        out.mkdir()
        log = folder / "log"
        with open(log, "wb") as errors:
            process = context.start(
                context.command(archive, "--store", "none", "--output", out / "r.jsonl"), stderr=errors
            )
            time.sleep(1)
            shutil.rmtree(out)
            # To wait for all of a long scan would say nothing more.
            if context.scale >= 1:
                time.sleep(1)
                process.send_signal(signal.SIGTERM)
            process.wait()
        if process.returncode not in (1, 130) or out.exists():
            raise Failed(f"status {process.returncode}")
        shard = context.command(context.archive(context.count(1000)), "--store", "none", "--shard", "1/1", "--output", out)
        process = context.start(shard)
        time.sleep(0.5)
        shutil.rmtree(out, ignore_errors=True)
        process.wait()
        if process.returncode != 1:
            raise Failed(f"shard: status {process.returncode}")
    return "a file and a shard: status 1, no crash"


def few_descriptors(context):
    """64 file descriptors, eight jobs: the same bytes."""
    count = context.count(1000)
    run = context.scan(context.archive(count), "--store", "few.sqlite", "--jobs", "8", prepare=limit_descriptors(64))
    same(run.expect([0, 3]).output, context.clean_output(count), "with 64 descriptors")
    fixtures = ROOT / "audio-fixtures"
    plain = context.scan(fixtures, "--store", "none").expect([0, 3])
    run = context.scan(fixtures, "--store", "none", "--jobs", "8", prepare=limit_descriptors(64))
    same(run.expect([0, 3]).output, plain.output, "sample calls with 64 descriptors")
    return f"{count} files and the sample calls, eight at a time: equal"


def closed_streams(context):
    """Started without standard streams: nothing that should be told ends in a store or a recording."""
    count = context.count(1000)
    archive = context.archive(count)
    store = context.base / "closed.sqlite"
    command = words_of(context.command(archive, "--store", store))
    for closed in (">&-", "<&- >&- 2>&-", "2>&-"):
        run = context.run(["bash", "-c", f"{command} {closed}"])
        run.expect([0, 1, 3])
        if ">&-" == closed and run.status != 1:
            raise Failed("nobody was told that standard output is closed")
        context.run([context.callsift, "verify", "--store", store]).expect([0])
    run = context.scan(archive, "--store", store).expect([0, 3])
    same(run.output, context.clean_output(count), "after runs with closed streams")
    return "closed output: status 1; the store is sound and gives the same bytes"


def stepped_clock(context):
    """The time of day is a day ahead, then behind, then stepped in the middle: the same bytes."""
    count = context.count(1000)
    archive, wanted = context.archive(count), context.clean_output(count)
    store = context.base / "clock.sqlite"
    ahead = shim(context, clock=86_400)
    process = subprocess.Popen(
        [str(w) for w in context.command(archive, "--store", store)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **ahead},
    )
    time.sleep(0.6)
    process.kill()
    process.wait()
    for options, faults in (
        ([], {"clock": -86_400}),
        (["--force"], {"step": -7200}),
        (["--force"], {"step": 7200}),
        ([], {}),
    ):
        run = context.scan(archive, "--store", store, *options, environment=shim(context, **faults), limit=300)
        same(run.expect([0, 3]).output, wanted, f"clock {faults}")
    return f"{count} files, killed a day ahead, resumed a day behind, stepped twice with --force: equal"


TESTS = [
    full_store, full_output, full_log_and_temporary, failing_reads, failing_writes, failing_store,
    removed_output, few_descriptors, closed_streams, stepped_clock,
]
