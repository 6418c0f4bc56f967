"""What every test of the soak stands on: the program, folders of its own, and how a test ends."""

import contextlib
import dataclasses
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROLES = ["--channels", "agent,customer"]


class Failed(Exception):
    """Something did not hold; the text says what."""


class Skipped(Exception):
    """The machine does not allow the test; the text says why."""


@dataclasses.dataclass
class Run:
    """What a run of the program gave."""

    status: int
    output: bytes
    errors: str
    seconds: float
    cpu_seconds: float = 0.0
    peak_megabytes: float = 0.0

    def expect(self, statuses, *texts):
        """Fails unless the status is one of these and standard error holds the texts."""
        if self.status not in statuses:
            raise Failed(f"status {self.status} instead of {statuses}: {self.errors[-500:]}")
        for text in texts:
            if text not in self.errors:
                raise Failed(f"standard error lacks {text!r}: {self.errors[-500:]}")
        return self


class Context:
    """The program under test, how large the tests are, and a folder that is removed at the end."""

    def __init__(self, callsift, scale, seed):
        self.callsift = str(callsift)
        self.scale = scale
        self.seed = seed
        self.base = pathlib.Path(tempfile.mkdtemp(prefix="callsift-soak-"))
        self._archives = {}

    def count(self, full):
        """So many of a thing, less in a small run."""
        return max(10, int(full * self.scale))

    def archive(self, count, seconds=(2, 4)):
        """A folder of recordings, made once for all tests."""
        key = (count, seconds)
        if key not in self._archives:
            folder = self.base / f"archive-{count}-{seconds[0]}"
            # By a process of its own: what this one holds would count as its children's memory.
            words = [folder, "--count", count, "--seed", self.seed, "--seconds", *seconds]
            subprocess.run(
                [sys.executable, ROOT / "tools/soak-runner/recordings.py", *map(str, words)], check=True
            )
            self._archives[key] = folder
        return self._archives[key]

    def clean_output(self, count):
        """What one run without a store says of an archive, as JSON lines."""
        kept = self.base / f"clean-{count}.jsonl"
        if not kept.exists():
            run = self.scan(self.archive(count), "--store", "none", limit=3600)
            kept.write_bytes(run.expect([0, 3]).output)
        return kept.read_bytes()

    @contextlib.contextmanager
    def folder(self, name):
        """A folder for one test."""
        path = self.base / name
        path.mkdir()
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def command(self, folder, *options, form="jsonl"):
        """The words of a scan."""
        return [self.callsift, "scan", str(folder), "--format", form, "--no-progress", *ROLES, *options]

    def scan(self, folder, *options, form="jsonl", **how):
        """Scans a folder to the end."""
        return self.run(self.command(folder, *options, form=form), **how)

    def run(self, command, limit=600, environment=None, directory=None, prepare=None, **streams):
        """Runs a command to its end, and measures it."""
        started = time.monotonic()
        with tempfile.TemporaryFile(dir=self.base) as output, tempfile.TemporaryFile(dir=self.base) as errors:
            streams.setdefault("stdout", output)
            streams.setdefault("stderr", errors)
            process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                env={**os.environ, "CALLSIFT_STORE": "none", **(environment or {})},
                cwd=directory or self.base,
                preexec_fn=prepare,
                **streams,
            )
            status, usage = wait(process, limit)
            output.seek(0)
            errors.seek(0)
            return Run(
                status,
                output.read(),
                errors.read().decode(errors="replace"),
                time.monotonic() - started,
                usage.ru_utime + usage.ru_stime,
                process.peak_megabytes,
            )

    def start(self, command, **streams):
        """Starts a command whose output nobody reads."""
        return subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=streams.get("stdout", subprocess.DEVNULL),
            stderr=streams.get("stderr", subprocess.DEVNULL),
            env={**os.environ, "CALLSIFT_STORE": "none"},
            cwd=self.base,
        )

    def remove(self):
        """Removes everything."""
        shutil.rmtree(self.base, ignore_errors=True)


def wait(process, limit):
    """Waits for a child with a time limit; a child that takes longer is killed, which fails the test."""
    ends = time.monotonic() + limit
    process.peak_megabytes = 0.0
    while True:
        process.peak_megabytes = max(process.peak_megabytes, high_water_megabytes(process.pid))
        child, status, usage = os.wait4(process.pid, os.WNOHANG)
        if child:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage
        if time.monotonic() > ends:
            process.send_signal(signal.SIGKILL)
            os.wait4(process.pid, 0)
            process.returncode = -signal.SIGKILL
            raise Failed(f"no end within {limit} s")
        time.sleep(0.005)


def high_water_megabytes(pid):
    """Most memory that a process has had so far. What wait4() tells counts what this process held, too, as
    the child was a copy of it before it became the program."""
    try:
        words = open(f"/proc/{pid}/status", encoding="ascii").read().split()
        return int(words[words.index("VmHWM:") + 1]) / 1024
    except (ValueError, OSError):
        return 0.0  # it has just ended


def same(found, wanted, what):
    """Fails unless two outputs are equal, byte for byte."""
    if found == wanted:
        return
    ours, theirs = found.splitlines(), wanted.splitlines()
    place = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    raise Failed(f"{what}: {len(ours)} lines instead of {len(theirs)}, the first other one is line {place + 1}")


def limit_descriptors(count):
    """What a child does before it begins, to have so many file descriptors at most."""

    def prepare():
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, count))

    return prepare
