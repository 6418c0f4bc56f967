"""Noises, tones and music, all from a generator handed in."""

from __future__ import annotations

import functools
import subprocess

import numpy as np
from scipy import signal
from scipy.fft import next_fast_len

from music_synthesis import music
from packages import hold_music_files
from rendering import telephone_band
from speech_frames import SAMPLE_RATE_HZ
from voices import Voice, decode

TRACK_RATIO = 1 / 3  # of holds, that play a recorded track


def scaled(samples: np.ndarray, level_dbfs: float) -> np.ndarray:
    """Brought to an RMS level; silence stays silence."""
    power = np.mean(samples**2)
    return samples if power <= 0 else samples * (10.0 ** (level_dbfs / 20.0) / np.sqrt(power))


def coloured(count: int, decibels_per_octave: float, rng: np.random.Generator) -> np.ndarray:
    """Gaussian noise whose spectrum falls by so many dB an octave above 50 Hz."""
    size = next_fast_len(max(count, 2), real=True)  # a prime length would take ten times as long
    spectrum = np.fft.rfft(rng.standard_normal(count), size)
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


@functools.cache
def _track(index: int) -> np.ndarray:
    return decode(hold_music_files()[index]).astype(np.float64)


def hold_music(count: int, split: str, rng: np.random.Generator) -> tuple[str, np.ndarray]:
    """Name and samples: the allowed track of that split, or synthetic music of its styles.

    The first track is for train, the second for dev and test, so that a test's music is new.
    """
    if rng.random() < TRACK_RATIO:
        index = 0 if split == "train" else 1
        track = _track(index)
        start = int(rng.integers(0, max(len(track) - count, 1)))
        return hold_music_files()[index].stem, telephone_band(np.resize(track[start:], count))
    name, samples = music(count, rng, split)
    return name, telephone_band(samples)


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
