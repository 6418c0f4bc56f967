"""Folders and names that nobody would wish for, and files that change while they are read."""

import os
import random
import threading
import time

from program import Failed, same

NAMES = [
    b"line\nend", b"carriage\rreturn", b"tab\there", b"quo'\"te", b"-o", b"--format=csv", b"<img src=x onerror=1>",
    b"b\xe9\xff", b"=1+1", b"@sum", b"\x1b[31mred", b" \xc3\xa4 space ", "电话".encode(), "\u202eright".encode(),
    "zero\u200bwidth".encode(), b"semi;colon,comma", b"back\\slash", b"$(touch x)`id`", b"x" * 250,
]


def hostile_names(context):
    """Names of 19 hostile kinds through every output: each call once, nothing outside the folder."""
    lister = context.run([context.callsift, "formats", "--json"])
    with context.folder("names") as folder:
        calls = folder / "calls"
        calls.mkdir()
        content = sorted(context.archive(context.count(1000)).glob("*/*.wav"))
        for number, name in enumerate(NAMES):
            with open(os.fsencode(calls) + b"/" + name + b".wav", "wb") as file:
                file.write(content[number if number < 17 else number + 1].read_bytes())
        formats = FORMATS
        missing = [name for name in formats if f'"{name}"' not in lister.output.decode()]
        if missing:
            raise Failed(f"no formats of these names any more: {missing}")
        for name in formats:
            output = folder / f"out-{name}"
            run = context.scan(calls, "--store", "none", "--output", output, form=name, directory=folder)
            run.expect([0])
            if "\x1b" in run.errors:
                raise Failed(f"{name}: a name steers the terminal")
            if output.is_dir():
                files = [path for path in output.rglob("*") if path.is_file()]
                if len(files) != len(NAMES):
                    raise Failed(f"{name}: {len(files)} files for {len(NAMES)} calls")
        if sorted(path.name for path in folder.iterdir()) != sorted(["calls", *(f"out-{f}" for f in formats)]):
            raise Failed("something was written outside the outputs")
        lines = (folder / "out-jsonl").read_bytes().count(b"\n")
        if lines != len(NAMES):
            raise Failed(f"{lines} lines of JSON for {len(NAMES)} calls")
        store = folder / "s.sqlite"
        first = context.scan(calls, "--store", store).expect([0])
        same(context.scan(calls, "--store", store).expect([0]).output, first.output, "out of the store")
        exported = context.run([context.callsift, "export", "--store", store]).expect([0]).output
        same(b"".join(sorted(exported.splitlines(True))), b"".join(sorted(first.output.splitlines(True))), "export")
    return f"{len(NAMES)} names through {len(formats)} formats, the store and its export"


FORMATS = ["table", "json", "jsonl", "csv", "rttm", "audacity", "textgrid", "elan", "webvtt", "aws", "html"]


def odd_folders(context):
    """Loops of links, links out of the root, a hundred levels, 100,000 entries in one folder."""
    source = context.archive(context.count(1000)) / "0000" / "call-000001.wav"
    with context.folder("folders") as folder:
        outside = folder / "outside"
        outside.mkdir()
        os.link(source, outside / "linked.wav")
        root = folder / "root"
        deep = root
        for level in range(100):
            deep = deep / f"level-{level}"
        deep.mkdir(parents=True)
        os.link(source, deep / "deep.wav")
        (root / "loop").symlink_to(root)
        (deep / "up").symlink_to(root / "level-0")
        (root / "self").symlink_to("self")
        (root / "out").symlink_to(outside)
        (root / "broken.wav").symlink_to("nowhere.wav")
        os.mkfifo(root / "pipe.wav")
        run = context.scan(root, "--store", "none", limit=60).expect([3])
        found = run.output.decode().splitlines()
        for part, count in (("deep.wav", 1), ("out/linked.wav", 1), ("broken.wav", 1), ("pipe.wav", 1)):
            if sum(part in line for line in found) != count:
                raise Failed(f"{part} is not there {count} times")
        if len(found) != 4:
            raise Failed(f"{len(found)} lines instead of 4")
        many = folder / "many"
        many.mkdir()
        count = context.count(100_000)
        for number in range(count):
            name = many / (f"{number:06}.wav" if number % 100 == 0 else f"{number:06}.txt")
            name.touch() if number % 100 else os.link(source, name)
        run = context.scan(many, "--store", folder / "s.sqlite", limit=120).expect([0])
        if run.output.count(b"\n") != (count + 99) // 100:
            raise Failed("not every recording among many entries was found")
        return f"loops, links, 100 levels; {count} entries of which {count // 100} recordings: {run.seconds:.1f} s"


def changing_files(context):
    """Files are deleted, replaced, cut, grown and renamed while they are read; then all is as in a clean run."""
    count = context.count(1000)
    source = sorted(context.archive(count).glob("*/*.wav"))
    chance = random.Random(f"{context.seed} changes")
    changes = 0
    with context.folder("changes") as folder:
        calls, store = folder / "calls", folder / "s.sqlite"
        calls.mkdir()
        for path in source:
            (calls / path.name).write_bytes(path.read_bytes())
        stop = threading.Event()

        def change():
            nonlocal changes
            while not stop.is_set():
                path = calls / chance.choice(source).name
                kind = chance.choice(["delete", "replace", "cut", "grow", "rename", "rewrite"])
                try:
                    if kind == "delete":
                        path.unlink()
                    elif kind == "replace":
                        new = calls / "new.tmp"
                        new.write_bytes(chance.choice(source).read_bytes())
                        new.rename(path)
                    elif kind == "cut":
                        os.truncate(path, chance.randrange(0, 20_000))
                    elif kind == "grow":
                        with open(path, "ab") as file:
                            file.write(bytes(chance.randrange(256) for _ in range(3000)))
                    elif kind == "rename":
                        path.rename(calls / chance.choice(source).name)
                    else:
                        path.write_bytes(chance.choice(source).read_bytes())
                    changes += 1
                except FileNotFoundError:
                    pass
                time.sleep(0.002)

        for number in range(3):
            stop.clear()
            worker = threading.Thread(target=change)
            worker.start()
            try:
                run = context.scan(calls, "--store", store, limit=300)
            finally:
                stop.set()
                worker.join()
            run.expect([0, 3])
            if b"" in run.output.split(b"\n")[:-1]:
                raise Failed("an empty line in the output")
        settled = context.scan(calls, "--store", store).expect([0, 3])
        clean = context.scan(calls, "--store", "none").expect([0, 3])
        same(settled.output, clean.output, "when nothing changes any more")
        context.run([context.callsift, "verify", "--store", store]).expect([0])
    return f"{changes} changes during three scans of {count} files; then equal to a scan without a store"


TESTS = [hostile_names, odd_folders, changing_files]
