"""Makes an archive of recordings, each of its own content, out of pieces of the sample calls.

    python3 recordings.py FOLDER --count 10000 [--seed 7] [--seconds 2 4]

The same count and seed give the same bytes. A hundred recordings a folder; of each hundred one is cut off
in its header and one is a copy of another.
"""

import argparse
import pathlib
import random
import struct

ROOT = pathlib.Path(__file__).resolve().parents[2]
RATE_HZ, CHANNELS = 8000, 2
FOLDER_SIZE = 100


def chunks(wave):
    """The chunks of a RIFF file by name; of each name the first."""
    found, position = {}, 12
    while position + 8 <= len(wave):
        name, size = struct.unpack_from("<4sI", wave, position)
        found.setdefault(name, wave[position + 8 : position + 8 + size])
        position += 8 + size + size % 2
    return found


def sources():
    """Samples of the sample calls in mu-law with two channels: a byte a sample."""
    calls = sorted((ROOT / "audio-fixtures").glob("*-stereo-8k-mulaw/call.wav"))
    samples = [chunks(call.read_bytes()).get(b"data", b"") for call in calls]
    return [found for found in samples if len(found) >= 8 * RATE_HZ * CHANNELS]


def mulaw_wave(samples):
    """A WAV file of mu-law samples (RFC 2361, tag 7)."""
    form = struct.pack("<HHIIHHH", 7, CHANNELS, RATE_HZ, RATE_HZ * CHANNELS, CHANNELS, 8, 0)
    body = b"WAVE" + b"fmt " + struct.pack("<I", len(form)) + form
    body += b"data" + struct.pack("<I", len(samples)) + samples
    return b"RIFF" + struct.pack("<I", len(body)) + body


def piece(chance, source_list, frames):
    """A stretch of a sample call, of so many frames at most."""
    source = chance.choice(source_list)
    frames = min(frames, len(source) // CHANNELS - 1)
    start = chance.randrange(len(source) // CHANNELS - frames)
    return source[start * CHANNELS : (start + frames) * CHANNELS]


def recording(source_list, seed, number, seconds):
    """The bytes of one recording."""
    chance = random.Random(f"{seed} {number}")
    frames = chance.randrange(seconds[0] * RATE_HZ, seconds[1] * RATE_HZ)
    samples = bytearray()
    while len(samples) < frames * CHANNELS:
        samples += piece(chance, source_list, frames - len(samples) // CHANNELS)
    wave = mulaw_wave(bytes(samples))
    return wave[:30] if number % FOLDER_SIZE == 17 else wave


def make(folder, count, seed=7, seconds=(2, 4)):
    """Writes the archive."""
    folder = pathlib.Path(folder)
    source_list = sources()
    for number in range(count):
        own = folder / f"{number // FOLDER_SIZE:04}"
        if number % FOLDER_SIZE == 0:
            own.mkdir(parents=True, exist_ok=True)
        copied = number % FOLDER_SIZE == 42
        content = recording(source_list, seed, number - 1 if copied else number, seconds)
        (own / f"call-{number:06}.wav").write_bytes(content)


def main():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=int, nargs=2, default=(2, 4), help="shortest, longest")
    given = parser.parse_args()
    make(given.folder, given.count, given.seed, given.seconds)


if __name__ == "__main__":
    main()
