"""What has to stay small or fast when there are many recordings."""

import collections
import json
import os
import time

from program import Failed, same

SETTINGS = "silence:\n  holdSeconds: 21\n"


def union_of_shards(context):
    """The parts of 1, 7 and 64 shards together are one run, byte for byte after sorting."""
    count = context.count(1000)
    wanted = b"".join(sorted(context.clean_output(count).splitlines(True)))
    for shards in (1, 7, 64):
        with context.folder(f"shards-{shards}") as folder:
            for number in range(1, shards + 1):
                context.scan(
                    context.archive(count), "--store", "none", "--shard", f"{number}/{shards}", "--output", folder
                ).expect([0, 3, 10])
            parts = sorted(folder.glob("part-*.jsonl"))
            found = b"".join(sorted(line for part in parts for line in part.read_bytes().splitlines(True)))
            same(found, wanted, f"{shards} shards")
            if len(list(folder.glob("_SUCCESS*"))) != len(parts):
                raise Failed(f"{shards} shards: not as many _SUCCESS files as parts")
    return f"{count} files in 1, 7 and 64 shards: equal"


def rescored(context, archive, name, wanted_speed):
    """Rescores a store, compares with a fresh scan of the same settings, and says how fast it was."""
    with context.folder(f"rescore-{name}") as folder:
        settings, store = folder / "new.yaml", folder / "s.sqlite"
        settings.write_text(SETTINGS)
        context.scan(archive, "--store", store, limit=3600).expect([0, 3])
        run = context.run([context.callsift, "rescore", "--store", store, "--settings", settings]).expect([0, 3])
        fresh = context.scan(archive, "--store", "none", "--settings", settings, limit=3600).expect([0, 3])
        kept = context.run([context.callsift, "export", "--store", store]).expect([0])
        ours = {r["callId"]: r for r in map(json.loads, kept.output.splitlines())}
        theirs = {r["callId"]: r for r in map(json.loads, fresh.output.splitlines())}
        if ours.keys() != theirs.keys():
            raise Failed("not the same calls as a fresh scan")
        flags = [c for c in ours if codes(ours[c]) != codes(theirs[c])]
        seconds = sum(r["audio"]["durationSeconds"] for r in theirs.values() if "audio" in r)
        per_core = seconds / run.cpu_seconds
        text = (
            f"{len(ours)} calls, {seconds / 3600:.1f} h: {per_core:,.0f} x real time a core "
            f"({seconds / run.seconds:,.0f} x by the clock); other flags in {len(flags)} calls"
        )
        if flags:
            kinds = collections.Counter(flag for c in flags for flag in codes(ours[c]) ^ codes(theirs[c]))
            listed = ", ".join(f"{code} {party} {count}" for (code, party), count in sorted(kinds.items()))
            text += f" ({listed}; first {', '.join(flags[:5])})"
        if per_core < wanted_speed:
            raise Failed(f"{text}; {wanted_speed:,} x are wanted")
        return text


def codes(report):
    """Codes of a report's flags, with the party."""
    return {(flag["code"], flag["party"]) for flag in report.get("flags", [])}


def rescore_hours(context):
    """rescore of hour calls: the flags of a fresh scan. 100,000 x real time on one core is the aim of
    issue 5 and not reached: less than 40,000 is a step back from 57,000 on a busy machine."""
    return rescored(context, context.archive(max(2, context.count(16)), (3600, 3601)), "hours", 40_000)


def rescore_short(context):
    """rescore of short calls: the flags of a fresh scan. Speed is told only: most of it is rows and JSON."""
    return rescored(context, context.archive(context.count(10_000)), "short", 0)


def flat_memory(context):
    """Memory between file 1,000 and file 10,000 of a scan with a store: within 20 MB."""
    count = context.count(10_000)
    with context.folder("memory") as folder:
        result = folder / "out"
        command = context.command(context.archive(count), "--store", folder / "s.sqlite")
        with open(result, "wb") as output:
            process = context.start(command, stdout=output)
            samples, lines = [], 0
            with open(result, "rb") as reader:
                while process.poll() is None:
                    lines += reader.read().count(b"\n")
                    try:
                        words = open(f"/proc/{process.pid}/status", encoding="ascii").read().split()
                        samples.append((lines, int(words[words.index("VmRSS:") + 1]) / 1024))
                    except (ValueError, OSError):
                        pass  # it has just ended
                    time.sleep(0.05)
        later = [megabytes for line, megabytes in samples if line >= count / 10]
        if not later:
            raise Failed("the scan was too fast to be measured")
        spread = max(later) - min(later)
        text = f"{count} files: {min(later):.0f} to {max(later):.0f} MB from file {count // 10} on"
        if spread > 40 or max(later) - later[0] > 20:
            raise Failed(text)
        return text


def two_jobs(context):
    """--jobs 2 against --jobs 1, best of several pairs: 1.8 times the files a second on an idle machine."""
    count = context.count(3000)
    best = {1: None, 2: None}
    for _ in range(4):
        for jobs in best:
            run = context.scan(context.archive(count), "--store", "none", "--jobs", jobs).expect([0, 3])
            if best[jobs] is None or run.seconds < best[jobs].seconds:
                best[jobs] = run
    factor = best[1].seconds / best[2].seconds
    text = (
        f"{count} files: {count / best[1].seconds:.0f} and {count / best[2].seconds:.0f} files a second, "
        f"{factor:.2f} times; CPU {best[1].cpu_seconds:.1f} and {best[2].cpu_seconds:.1f} s"
    )
    # On a busy machine the second job has no processor of its own.
    if factor < 1.8 and os.getloadavg()[0] < 2.5 and os.cpu_count() > 1:
        raise Failed(text)
    return text + f"; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


def million_lines(context):
    """A manifest of a million lines is planned in memory that hardly grows with it."""
    peaks = {}
    for count in (10_000, context.count(1_000_000)):
        manifest = context.base / f"manifest-{count}.jsonl"
        with open(manifest, "w", encoding="utf-8") as file:
            for number in range(count):
                record = {
                    "path": f"archive/2026/{number % 365:03}/agent-{number % 977:04}/call-{number:08}.wav",
                    "id": f"call-{number:08}",
                    "channels": ["agent", "customer"],
                    "metadata": {"agentId": f"A-{number % 977:04}", "startTime": "2026-03-04T10:00:00Z"},
                }
                file.write(json.dumps(record) + "\n")
            file.write('{"path": "archive/2026/000/agent-0000/call-00000000.wav", "id": "again"}\n')
        run = context.run(
            [context.callsift, "scan", "--manifest", manifest, "--dry-run", "--shard", "1/1000"], limit=900
        ).expect([0])
        peaks[count] = run
        manifest.unlink()
    (few, small), (many, large) = peaks.items()
    per_line = (large.peak_megabytes - small.peak_megabytes) * 1e6 / max(1, many - few)
    text = (
        f"{few:,} lines {small.peak_megabytes:.0f} MB, {many:,} lines {large.peak_megabytes:.0f} MB "
        f"in {large.seconds:.0f} s: {per_line:.0f} bytes a line"
    )
    if many > 500_000 and per_line > 100:
        raise Failed(text)
    return text


TESTS = [union_of_shards, rescore_hours, rescore_short, flat_memory, two_jobs, million_lines]
