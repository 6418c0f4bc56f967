"""Stores that are not what they were: cut, changed, of another version, sealed, foreign."""

import os
import random
import sqlite3

from program import Failed, same


def damaged_stores(context):
    """Cut short, bits flipped, wrong version, read-only: the right output or a refusal, never a silent reset."""
    count = 40
    archive, wanted = context.archive(count), context.clean_output(count)
    chance = random.Random(f"{context.seed} damage")
    refused, used = 0, 0
    with context.folder("damage") as folder:
        whole_path = folder / "whole.sqlite"
        context.scan(archive, "--store", whole_path).expect([0, 3])
        with sqlite3.connect(whole_path) as store:
            store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        store.close()
        whole = whole_path.read_bytes()
        cases = [("cut", whole[: len(whole) * part // 20]) for part in range(1, 20)]
        # Failures are kept as text, which is a small part of a store.
        failure = whole.index(b'{"callId"')
        places = [chance.randrange(len(whole)) for _ in range(context.count(200))]
        places += [failure + chance.randrange(300) for _ in range(context.count(100))]
        for place in places:
            flipped = bytearray(whole)
            flipped[place] ^= 1 << chance.randrange(8)
            cases.append((f"bit {place}", bytes(flipped)))
        path = folder / "damaged.sqlite"
        for name, content in cases:
            for left in folder.glob("damaged.sqlite*"):
                left.unlink()
            path.write_bytes(content)
            context.run([context.callsift, "verify", "--store", path]).expect([0, 1])
            run = context.scan(archive, "--store", path).expect([0, 1, 3])
            if run.status == 1:
                refused += 1
                if "damaged.sqlite" not in run.errors:
                    raise Failed(f"{name}: no word of the store: {run.errors[-200:]}")
            else:
                used += 1
                same(run.output, wanted, name)
            if path.stat().st_size < len(content):
                raise Failed(f"{name}: the store has become smaller")
        seal_and_version(context, folder, whole, archive)
    return f"{len(cases)} damaged stores: {refused} refused, {used} used with the right output; versions, read-only"


def seal_and_version(context, folder, whole, archive):
    """A store of a later version, one that may not be written, and a file of something else stay as they are."""
    later = bytearray(whole)
    later[60:64] = (99).to_bytes(4, "big")  # user_version, sqlite.org/fileformat.html
    for name, content, mode, text in (
        ("later.sqlite", bytes(later), 0o644, "later version"),
        ("sealed.sqlite", whole, 0o444, "may not be written"),
        ("letter.sqlite", b"a letter about something else", 0o644, "is no store"),
        ("foreign.sqlite", foreign(folder), 0o644, "is no store"),
    ):
        path = folder / name
        path.write_bytes(content)
        os.chmod(path, mode)
        context.scan(archive, "--store", path).expect([1], text)
        if path.read_bytes() != content:
            raise Failed(f"{name} was changed")


def foreign(folder):
    """The bytes of a database of something else."""
    path = folder / "other.db"
    with sqlite3.connect(path) as store:
        store.execute("CREATE TABLE note (words TEXT)")
    store.close()
    return path.read_bytes()


TESTS = [damaged_stores]
