"""Recordings of every kind of format with bytes changed, cut out and put in, under AddressSanitizer."""

import pathlib
import random
import shutil
import subprocess

from program import Failed, ROOT, Skipped

SEED_SECONDS = 0.7
FFMPEG_ONLY = {"aac", "amr", "wma", "g722", "webm"}
"""Read by a child process each: fewer of them, as a process takes longer than a recording."""

ENCODINGS = {
    # name: (ending, options of ffmpeg)
    "pcm16": ("wav", ["-c:a", "pcm_s16le"]),
    "pcm8": ("wav", ["-c:a", "pcm_u8"]),
    "pcm24": ("wav", ["-c:a", "pcm_s24le"]),
    "float32": ("wav", ["-c:a", "pcm_f32le"]),
    "mulaw": ("wav", ["-c:a", "pcm_mulaw"]),
    "alaw": ("wav", ["-c:a", "pcm_alaw"]),
    "ima": ("wav", ["-c:a", "adpcm_ima_wav"]),
    "ms-adpcm": ("wav", ["-c:a", "adpcm_ms"]),
    "w64": ("w64", []),
    "aiff": ("aiff", []),
    "au": ("au", []),
    "caf": ("caf", ["-c:a", "pcm_s16be"]),
    "flac": ("flac", []),
    "mp3": ("mp3", ["-c:a", "libmp3lame", "-b:a", "32k"]),
    "vorbis": ("ogg", ["-c:a", "libvorbis"]),
    "opus": ("opus", ["-c:a", "libopus", "-b:a", "24k"]),
    "aac": ("m4a", ["-c:a", "aac"]),
    "wma": ("wma", ["-c:a", "wmav2"]),
    "webm": ("webm", ["-c:a", "libopus"]),
    "g722": ("wav", ["-ac", "1", "-ar", "16000", "-c:a", "g722"]),
}


def seed(context, name):
    """A good recording of a format; GSM comes from sox, which ffmpeg cannot write."""
    folder = context.base / "seeds"
    folder.mkdir(exist_ok=True)
    source = ROOT / "audio-fixtures" / "short-call-stereo-8k-pcm16" / "call.wav"
    ending, options = ENCODINGS[name]
    path = folder / f"{name}.{ending}"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-nostdin", "-y", "-i", source, "-t", str(SEED_SECONDS), *options, path], check=True
    )
    return path


def mutated(content, chance):
    """The bytes with a few changes: mostly near the start, where headers are."""
    content = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 3, 8, 30])):
        span = min(len(content), chance.choice([48, 200, 1000, len(content)]))
        if span < 2:
            break
        place = chance.randrange(span)
        kind = chance.randrange(7)
        if kind == 0:
            content[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            content[place] = chance.choice([0, 1, 0x7F, 0x80, 0xFF])
        elif kind == 2:
            value = chance.choice([0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFF, 0x10000])
            content[place : place + 4] = value.to_bytes(4, chance.choice(["little", "big"]))
        elif kind == 3:
            del content[place : place + chance.randrange(1, 64)]
        elif kind == 4:
            content[place:place] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 64)))
        elif kind == 5:
            start = chance.randrange(len(content))
            content[place:place] = content[start : start + chance.randrange(1, 200)]
        else:
            del content[chance.randrange(len(content)) :]
    return bytes(content)


def mutated_files(context):
    """Mutated recordings of every format family under AddressSanitizer: each is answered, none ends the program."""
    if not context.sanitized:
        raise Skipped("no program built with --sanitize=address (tools/soak builds one)")
    if not shutil.which("ffmpeg"):
        raise Skipped("there is no ffmpeg")
    keep = pathlib.Path.cwd() / "soak-findings"
    told = []
    for name, (ending, _) in ENCODINGS.items():
        original = seed(context, name).read_bytes()
        count = context.count(10_000) // (100 if name in FFMPEG_ONLY else 1)
        for batch in range(0, count, 1000):
            wanted = min(1000, count - batch)
            with context.folder(f"mutants-{name}-{batch}") as folder:
                for number in range(batch, batch + wanted):
                    chance = random.Random(f"{context.seed} {name} {number}")
                    (folder / f"{number:05}.{ending}").write_bytes(mutated(original, chance))
                command = [context.sanitized, "scan", folder, "--store", "none", "--format", "jsonl", "--quiet"]
                quick = {"ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1"}
                run = context.run(command, limit=1800, environment=quick)
                lines = run.output.count(b"\n")
                if run.status not in (0, 3) or "AddressSanitizer" in run.errors or lines != wanted:
                    keep.mkdir(exist_ok=True)
                    (keep / f"{name}-{batch}.log").write_text(run.errors)
                    raise Failed(
                        f"{name}, files {batch} to {batch + wanted}: status {run.status}, {lines} lines; "
                        f"see {keep}; seed {context.seed}: {run.errors[:600]}"
                    )
        told.append(f"{name} {count}")
    return "no crash, no hang, one line each: " + ", ".join(told)


TESTS = [mutated_files]
