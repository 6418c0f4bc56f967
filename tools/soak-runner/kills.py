"""Ends of the program that nobody planned: killed, asked to stop, many processes."""

import random
import signal
import time

from program import Failed, same, wait


def ten_kills(context):
    """10,000 recordings, killed ten times and run again: the bytes of one clean run; then nothing to do."""
    count = context.count(10_000)
    wanted = context.clean_output(count)
    chance = random.Random(f"{context.seed} ten kills")
    with context.folder("ten-kills") as folder:
        store, result = folder / "store.sqlite", folder / "result.jsonl"
        command = context.command(context.archive(count), "--store", store, "--output", result)
        # Of one whole run ten stretches, together less than it takes.
        whole = context.run(
            context.command(context.archive(count), "--store", folder / "whole.sqlite"), limit=3600
        ).expect([0, 3])
        kills = 0
        for _ in range(10):
            process = context.start(command)
            time.sleep(whole.seconds * chance.uniform(0.02, 0.12))
            kills += process.poll() is None
            process.kill()
            process.wait()
            if result.exists() and kills < 10:
                raise Failed("a killed scan left an output")
        context.run(command, limit=3600).expect([0, 3])
        same(result.read_bytes(), wanted, "resumed scan")
        idle = [context.run(command).expect([0, 3]) for _ in range(3)]
        same(result.read_bytes(), wanted, "scan with nothing to do")
        verified = context.run([context.callsift, "verify", "--store", store]).expect([0])
        best = min(run.seconds for run in idle)
        if best > 5:
            raise Failed(f"{best:.1f} s with nothing to do; 5 are allowed")
        return (
            f"{count} files, {kills} kills: equal; with nothing to do {best:.2f} s "
            f"({min(run.cpu_seconds for run in idle):.2f} s of CPU); {verified.output.decode().splitlines()[0]}"
        )


def hundred_kills(context):
    """kill -9 at 100 random moments of a scan's life, each time run again: the bytes of one clean run."""
    count = context.count(1000)
    wanted = context.clean_output(count)
    chance = random.Random(f"{context.seed} hundred kills")
    kills, ends = 0, 0
    with context.folder("hundred-kills") as folder:
        while kills < context.count(100):
            store, result = folder / f"store-{ends}.sqlite", folder / f"result-{ends}.jsonl"
            command = context.command(context.archive(count), "--store", store, "--output", result)
            while True:
                process = context.start(command)
                time.sleep(chance.uniform(0, 0.8))
                if process.poll() is not None:
                    break
                process.kill()
                process.wait()
                kills += 1
            ends += 1
            if process.returncode not in (0, 3):
                raise Failed(f"status {process.returncode} after {kills} kills")
            same(result.read_bytes(), wanted, f"after {kills} kills")
    return f"{kills} kills over {ends} scans of {count} files: each equal to a clean run"


def drained(context, number):
    """Sends a signal to a scan at work and says how long it took to end, and what was left of it."""
    count = context.count(10_000)
    with context.folder(f"signal-{number}") as folder:
        store, result = folder / "store.sqlite", folder / "result.jsonl"
        command = context.command(context.archive(count), "--store", store, "--output", result)
        process = context.start(command)
        time.sleep(1)
        process.send_signal(number)
        started = time.monotonic()
        status, _ = wait(process, 10)
        seconds = time.monotonic() - started
        if status != 130:
            raise Failed(f"status {status} instead of 130")
        left = sorted(path.name for path in folder.iterdir() if path.name.endswith("part"))
        if result.exists() or left:
            raise Failed(f"half an output was left: {left}")
        context.run(command, limit=3600).expect([0, 3])
        same(result.read_bytes(), context.clean_output(count), "after the signal")
        return seconds


def asked_to_stop(context):
    """SIGTERM and SIGINT: status 130 within 10 s, no half output; run again, the same bytes."""
    seconds = [drained(context, number) for number in (signal.SIGTERM, signal.SIGINT)]
    return f"SIGTERM {seconds[0]:.2f} s, SIGINT {seconds[1]:.2f} s"


def long_call_stopped(context):
    """SIGTERM in the middle of a recording of many hours: status 130 within 10 s all the same."""
    hours = 30 if context.scale >= 1 else 12
    archive = context.archive(1, (hours * 3600, hours * 3600 + 1))
    process = context.start(context.command(archive, "--store", "none"))
    time.sleep(1)
    process.send_signal(signal.SIGTERM)
    started = time.monotonic()
    status, _ = wait(process, 10)
    if status != 130:
        raise Failed(f"status {status} instead of 130")
    return f"a call of {hours} hours: {time.monotonic() - started:.1f} s"


def eight_processes(context):
    """Eight processes on one store: each file done once, and each process delivers all."""
    count = context.count(1000)
    wanted = context.clean_output(count)
    with context.folder("eight") as folder:
        runs = []
        for number in range(8):
            result = folder / f"{number}.jsonl"
            options = ["--store", folder / "store.sqlite", "--jobs", "1", "--output", result]
            log = open(folder / f"{number}.log", "wb")
            runs.append((context.start(context.command(context.archive(count), *options), stderr=log), log, result))
        stored = 0
        for process, log, result in runs:
            status, _ = wait(process, 1200)
            log.close()
            if status not in (0, 3):
                raise Failed(f"status {status}")
            same(result.read_bytes(), wanted, "one of eight")
            words = open(log.name, encoding="utf-8").read().split()
            stored += sum(int(words[i - 3]) for i, word in enumerate(words) if word == "calls" and words[i + 1] == "were")
            stored += sum(int(words[i - 3]) for i, word in enumerate(words) if word == "recordings" and words[i + 1] == "have")
        if stored != 8 * count - distinct(count):
            raise Failed(f"{stored} outcomes were taken from the store, {8 * count - distinct(count)} should be")
        return f"{count} files: {distinct(count)} contents analysed once, {stored} outcomes taken from the store"


def distinct(count):
    """Contents of an archive: one recording of a hundred is a copy."""
    return count - (count + 57) // 100


TESTS = [ten_kills, hundred_kills, asked_to_stop, long_call_stopped, eight_processes]
