"""Files that grow out of all proportion when they are read, or that never seem to end."""

import shutil
import struct
import subprocess

from program import Failed, Skipped

MEGABYTES = 300
"""What any single recording may take: an hour of two channels takes 75 MB (README), these hold ten."""


def encoded(context, name, options, hours):
    """A file of digital silence, by ffmpeg."""
    if not shutil.which("ffmpeg"):
        raise Skipped("there is no ffmpeg")
    path = context.base / name
    silence = ["-f", "lavfi", "-i", "anullsrc=r=8000:cl=stereo", "-t", str(hours * 3600)]
    subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *silence, *options, path], check=True)
    return path, hours * 3600 * 8000 * 2 * 2 / path.stat().st_size


def decompression_bombs(context):
    """Recordings that unpack to hundreds of times their size: bounded memory, bounded time."""
    hours = 10 if context.scale >= 1 else 2
    found = []
    for name, options in (
        ("bomb.flac", ["-compression_level", "12"]),
        ("bomb.opus", ["-c:a", "libopus", "-b:a", "500"]),
        ("bomb.mp3", ["-c:a", "libmp3lame", "-b:a", "8k"]),
        ("bomb.m4a", ["-c:a", "aac", "-b:a", "8k"]),
    ):
        path, ratio = encoded(context, name, options, hours)
        run = context.run(
            [context.callsift, "scan", path, "--store", "none", "--format", "jsonl"], limit=400
        ).expect([0, 3])
        found.append(f"{name[5:]} {ratio:.0f}:1 {run.peak_megabytes:.0f} MB {run.seconds:.0f} s")
        if run.peak_megabytes > MEGABYTES:
            raise Failed(f"{name}: {run.peak_megabytes:.0f} MB")
        path.unlink()
    return f"{hours} hours each: " + ", ".join(found)


def wave(*chunks, size=None):
    """A RIFF file of chunks; the size may lie."""
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body) if size is None else size) + body


def chunk(name, content, size=None):
    """One chunk; the size may lie."""
    content += b"\0" * (len(content) % 2)
    return name + struct.pack("<I", len(content) if size is None else size) + content


FORM = chunk(b"fmt ", struct.pack("<HHIIHH", 1, 2, 8000, 32000, 4, 16))
SOUND = chunk(b"data", bytes(32_000))


def chunk_bombs(context):
    """Headers that lie about sizes, repeat themselves or nest without end: an answer within seconds."""
    count = context.count(1_000_000)
    nested = b""
    for _ in range(2000):
        nested = chunk(b"LIST", b"INFO" + nested)
    bombs = {
        "many-chunks": wave(chunk(b"junk", b"") * count, FORM, SOUND),
        "many-formats": wave(FORM * (count // 10), SOUND),
        "many-data": wave(FORM, chunk(b"data", b"\0\0\0\0") * (count // 10)),
        "nested": wave(FORM, nested, SOUND),
        "huge-chunk": wave(FORM, chunk(b"junk", b"", 0xFFFFFFF0), SOUND),
        "zero-chunk": wave(FORM, b"\0" * (count * 8)),
        "huge-data": wave(FORM, chunk(b"data", bytes(32_000), 0xFFFFFFFF)),
        "huge-riff": wave(FORM, SOUND, size=0xFFFFFFFF),
        "many-channels": wave(chunk(b"fmt ", struct.pack("<HHIIHH", 1, 65535, 8000, 0, 0, 16)), SOUND),
        "huge-rate": wave(chunk(b"fmt ", struct.pack("<HHIIHH", 1, 2, 0xFFFFFFFF, 0, 4, 16)), SOUND),
        "rate-one": wave(chunk(b"fmt ", struct.pack("<HHIIHH", 1, 2, 1, 4, 4, 16)), SOUND),
        "cues": wave(FORM, chunk(b"cue ", struct.pack("<I", 0x7FFFFFFF) + bytes(240_000)), SOUND),
        "aiff": b"FORM" + struct.pack(">I", 0x7FFFFFFF) + b"AIFF" + (b"ANNO" + struct.pack(">I", 0)) * count,
        "caf": b"caff\0\x01\0\0" + (b"free" + struct.pack(">q", 0)) * count,
        "flac": b"fLaC" + (b"\x01" + struct.pack(">I", 0)[1:]) * count,
        "id3": b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(count),
        "ogg": (b"OggS\0\2" + bytes(20) + b"\0") * (count // 10),
    }
    endings = {"aiff": "aiff", "caf": "caf", "flac": "flac", "id3": "mp3", "ogg": "ogg"}
    slowest, largest = (0, ""), (0, "")
    for name, content in bombs.items():
        path = context.base / f"{name}.{endings.get(name, 'wav')}"
        path.write_bytes(content)
        run = context.run([context.callsift, "scan", path, "--store", "none", "--format", "jsonl"], limit=60)
        run.expect([0, 3])
        slowest = max(slowest, (run.seconds, name))
        largest = max(largest, (run.peak_megabytes, name))
        path.unlink()
    if slowest[0] > 20 or largest[0] > MEGABYTES:
        raise Failed(f"slowest {slowest}, largest {largest}")
    return f"{len(bombs)} files: at most {slowest[0]:.1f} s ({slowest[1]}), {largest[0]:.0f} MB ({largest[1]})"


TESTS = [decompression_bombs, chunk_bombs]
