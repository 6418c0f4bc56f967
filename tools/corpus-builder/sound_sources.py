"""Noises, tones and music, all from a generator handed in."""

from __future__ import annotations

import subprocess

import numpy as np
from scipy import signal

from packages import hold_music_files
from rendering import telephone_band
from speech_frames import SAMPLE_RATE_HZ
from voices import Voice, decode


def scaled(samples: np.ndarray, level_dbfs: float) -> np.ndarray:
    """Brought to an RMS level; silence stays silence."""
    power = np.mean(samples**2)
    return samples if power <= 0 else samples * (10.0 ** (level_dbfs / 20.0) / np.sqrt(power))


def coloured(count: int, decibels_per_octave: float, rng: np.random.Generator) -> np.ndarray:
    """Gaussian noise whose spectrum falls by so many dB an octave above 50 Hz."""
    size = max(count, 2)
    spectrum = np.fft.rfft(rng.standard_normal(size))
    frequency_hz = np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ)
    octaves = np.log2(np.maximum(frequency_hz, 50.0) / 50.0)
    return np.fft.irfft(spectrum * 10.0 ** (-decibels_per_octave * octaves / 20.0), size)[:count]


def hum(count: int, rng: np.random.Generator) -> np.ndarray:
    """Mains hum with falling harmonics, 50 or 60 Hz, over weak hiss."""
    base_hz = float(rng.choice([50.0, 60.0]))
    time = np.arange(count) / SAMPLE_RATE_HZ
    total = np.zeros(count)
    for number in range(1, 30):
        weight = float(rng.uniform(0.3, 1.0)) / number**0.7
        total += weight * np.sin(2 * np.pi * (base_hz * number * time + rng.random()))
    return total + 0.1 * rng.standard_normal(count)


def fan(count: int, rng: np.random.Generator) -> np.ndarray:
    """Broad noise falling by 4 dB an octave, with blade tones and a slow beat."""
    time = np.arange(count) / SAMPLE_RATE_HZ
    blade_hz = float(rng.uniform(80, 180))
    tones = sum(np.sin(2 * np.pi * blade_hz * k * time + k) / k for k in (1, 2, 3, 4, 5, 6))
    beat = 1 + 0.15 * np.sin(2 * np.pi * float(rng.uniform(0.2, 0.8)) * time)
    return (scaled(coloured(count, 4.0, rng), -20) + scaled(tones, -28)) * beat


def engine(count: int, rng: np.random.Generator) -> np.ndarray:
    """Low harmonics whose rate wanders, as in a car, with road noise."""
    steps = rng.standard_normal(count // SAMPLE_RATE_HZ + 3).cumsum()
    rate_hz = np.clip(45 + 4 * steps, 25, 90)
    at = np.arange(count) / SAMPLE_RATE_HZ
    phase = 2 * np.pi * np.cumsum(np.interp(at, np.arange(len(rate_hz)), rate_hz)) / SAMPLE_RATE_HZ
    total = sum(np.sin(k * phase + 0.7 * k) / np.sqrt(k) for k in range(1, 25))
    swell = 1 + 0.6 * np.sin(2 * np.pi * 0.07 * at + rng.random() * 6)
    return scaled(total, -22) * swell + scaled(coloured(count, 5.0, rng), -25)


def typing(count: int, rng: np.random.Generator) -> np.ndarray:
    """Bursts of key strokes: short resonant clicks, five to nine a second while typing."""
    total = 0.02 * coloured(count, 3.0, rng)
    position = 0.0
    while position < count / SAMPLE_RATE_HZ:
        position += float(rng.exponential(3.0))
        for _ in range(int(rng.integers(5, 40))):
            position += float(rng.uniform(0.08, 0.22))
            start = int(position * SAMPLE_RATE_HZ)
            length = min(400, count - start)
            if length <= 0:
                break
            decay = np.exp(-np.arange(length) / float(rng.uniform(25, 70)))
            tone = np.sin(2 * np.pi * float(rng.uniform(900, 3000)) / 8000 * np.arange(length))
            total[start : start + length] += decay * float(rng.uniform(0.4, 1.0)) * (
                tone + 0.7 * rng.standard_normal(length))
    return total


def babble(count: int, talkers: list[Voice], rng: np.random.Generator) -> np.ndarray:
    """Eight to twelve talkers, each at another distance, speaking without pause."""
    total = np.zeros(count)
    for _ in range(int(rng.integers(8, 13))):
        voice = talkers[int(rng.integers(len(talkers)))]
        position = -int(rng.integers(0, 8000))
        gain = 10.0 ** (float(rng.uniform(-8, 0)) / 20.0)
        while position < count:
            piece = voice.utterances[int(rng.integers(len(voice.utterances)))].samples
            start, end = max(position, 0), min(position + len(piece), count)
            if end > start:
                total[start:end] += gain * piece[start - position : end - position]
            position += len(piece) + int(rng.integers(400, 4000))
    return telephone_band(total)


def tone(frequencies_hz: tuple[float, ...], count: int) -> np.ndarray:
    """Sum of steady tones with 5 ms edges, peak 1 at most."""
    time = np.arange(count) / SAMPLE_RATE_HZ
    total = sum(np.sin(2 * np.pi * f * time) for f in frequencies_hz) / len(frequencies_hz)
    edge = np.minimum(1.0, np.arange(1, count + 1) / 40.0)
    return total * edge * edge[::-1]


def synthetic_music(count: int, rng: np.random.Generator) -> np.ndarray:
    """A plain tune over chords, with plucked and held notes and a light beat."""
    total = np.zeros(count)
    beat_samples = int(SAMPLE_RATE_HZ * 60 / float(rng.uniform(80, 130)))
    key_hz = float(rng.uniform(180, 260))
    scale = np.array([0, 2, 4, 5, 7, 9, 11, 12])
    chords = [(0, 4, 7), (9, 12, 16), (5, 9, 12), (7, 11, 14)]
    for beat, start in enumerate(range(0, count, beat_samples)):
        length = min(beat_samples * 2, count - start)
        time = np.arange(length) / SAMPLE_RATE_HZ
        notes = [(n, 0.25, 1.5) for n in chords[beat // 4 % 4]] if beat % 2 == 0 else []
        notes.append((int(rng.choice(scale)) + 12, 0.6, 4.0))
        for semitone, gain, decay in notes:
            hz = key_hz * 2 ** (semitone / 12)
            for harmonic in (1, 2, 3, 4):
                if hz * harmonic < 3800:
                    total[start : start + length] += (
                        gain / harmonic**1.3 * np.exp(-decay * time)
                        * np.sin(2 * np.pi * hz * harmonic * time))
        tick = min(300, length)
        total[start : start + tick] += 0.15 * rng.standard_normal(tick) * np.exp(
            -np.arange(tick) / 50.0)
    return total


def hold_music(count: int, rng: np.random.Generator) -> tuple[str, np.ndarray]:
    """Name and samples: one of the two allowed tracks, or music of our own."""
    choice = int(rng.integers(3))
    if choice == 2:
        return "synthetic", telephone_band(synthetic_music(count, rng))
    path = hold_music_files()[choice]
    track = decode(path).astype(np.float64)
    start = int(rng.integers(0, max(len(track) - count, 1)))
    return path.stem, telephone_band(np.resize(track[start:], count))


def run_tool(command: list[str], given: bytes) -> bytes:
    """Output of an audio program fed through pipes.

    Raises:
        RuntimeError: when it fails, with what it said.
    """
    result = subprocess.run(command, input=given, capture_output=True, check=False)
    if result.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {result.stderr.decode(errors='replace')[-300:]}")
    return result.stdout


def fade_edges(samples: np.ndarray, seconds: float = 0.05) -> np.ndarray:
    """Linear fades at both ends."""
    length = min(int(seconds * SAMPLE_RATE_HZ), len(samples) // 2)
    window = signal.windows.tukey(len(samples), 2 * length / max(len(samples), 1))
    return samples * window
