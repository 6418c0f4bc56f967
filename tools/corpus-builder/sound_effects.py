"""Effects on single-channel 8 kHz sound: room, chorus, tremolo, compression, bands, bad coding."""

from __future__ import annotations

import numpy as np
from scipy import signal

from speech_frames import SAMPLE_RATE_HZ

CONTROL_SAMPLES = 80  # slow curves are drawn every 10 ms and interpolated


def curve(count: int, values: np.ndarray) -> np.ndarray:
    """Control values spread evenly over `count` samples, interpolated."""
    grid = np.linspace(0, max(count - 1, 1), len(values))
    return np.interp(np.arange(count), grid, values).astype(np.float32)


def wander(count: int, rate_hz: float, rng: np.random.Generator) -> np.ndarray:
    """A slow random curve of unit variance that changes about `rate_hz` times a second."""
    points = max(int(count / SAMPLE_RATE_HZ * rate_hz) + 3, 4)
    return curve(count, rng.standard_normal(points))


def band(samples: np.ndarray, low_hz: float, high_hz: float, order: int = 2) -> np.ndarray:
    """Butterworth band; a bound at or outside 20 or 3,950 Hz is left open."""
    if low_hz > 20 and high_hz < 3950:
        sos = signal.butter(order, [low_hz, high_hz], "bandpass", fs=SAMPLE_RATE_HZ, output="sos")
    elif low_hz > 20:
        sos = signal.butter(order, low_hz, "highpass", fs=SAMPLE_RATE_HZ, output="sos")
    elif high_hz < 3950:
        sos = signal.butter(order, high_hz, "lowpass", fs=SAMPLE_RATE_HZ, output="sos")
    else:
        return samples
    return signal.sosfilt(sos, samples)


def resonances(samples: np.ndarray, formants: tuple[tuple[float, float, float], ...]) -> np.ndarray:
    """Parallel two-pole resonators; each is (centre Hz, bandwidth Hz, gain)."""
    total = np.zeros(len(samples))
    for centre_hz, width_hz, gain in formants:
        radius = np.exp(-np.pi * width_hz / SAMPLE_RATE_HZ)
        angle = 2 * np.pi * min(centre_hz, 3900.0) / SAMPLE_RATE_HZ
        total += gain * signal.lfilter([1 - radius], [1, -2 * radius * np.cos(angle), radius**2],
                                       samples)
    return total


def room_response(rt60_seconds: float, direct_db: float, rng: np.random.Generator) -> np.ndarray:
    """Impulse response of a synthetic room: direct path at 0, then exponentially falling noise.

    The decay is that of RT60's definition: 60 dB in `rt60_seconds` (ISO 3382). `direct_db` is the
    level of the direct path over all that follows.
    """
    count = max(int(rt60_seconds * SAMPLE_RATE_HZ), 80)
    time = np.arange(count) / SAMPLE_RATE_HZ
    tail = rng.standard_normal(count) * np.exp(-np.log(1000.0) * time / rt60_seconds)
    tail[: int(rng.integers(8, 60))] = 0.0  # nothing arrives before the first wall
    tail *= 10.0 ** (-direct_db / 20.0) / max(np.sqrt(np.sum(tail**2)), 1e-9)
    tail[0] = 1.0
    return tail


def reverberated(samples: np.ndarray, rt60_seconds: float, direct_db: float,
                 rng: np.random.Generator) -> np.ndarray:
    """Sound in a room; the direct path stays in place."""
    if not len(samples):
        return samples
    response = room_response(rt60_seconds, direct_db, rng).astype(samples.dtype)
    return signal.oaconvolve(samples, response)[: len(samples)]


def chorused(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The sound with a copy of itself, delayed by a slowly moving 8-25 ms."""
    rate_hz = float(rng.uniform(0.2, 1.5))
    points = np.arange(max(len(samples) // CONTROL_SAMPLES, 2)) * CONTROL_SAMPLES
    delay = 80 + float(rng.uniform(10, 50)) * (1 + np.sin(
        2 * np.pi * rate_hz * points / SAMPLE_RATE_HZ))
    at = np.maximum(np.arange(len(samples)) - curve(len(samples), delay), 0.0)
    whole = at.astype(np.int64)
    part = (at - whole).astype(np.float32)
    following = np.minimum(whole + 1, len(samples) - 1)
    return samples + 0.7 * ((1 - part) * samples[whole] + part * samples[following])


def tremolo(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Loudness moving at 3-8 Hz."""
    depth, rate_hz = float(rng.uniform(0.2, 0.6)), float(rng.uniform(3, 8))
    phase = np.arange(len(samples), dtype=np.float64) * rate_hz / SAMPLE_RATE_HZ % 1.0
    return samples * (1 - depth * (0.5 + 0.5 * np.sin((2 * np.pi * phase).astype(np.float32))))


def frame_power(samples: np.ndarray) -> np.ndarray:
    """Mean power of each 10 ms, the last frame filled with zeros."""
    padded = np.pad(samples, (0, -len(samples) % CONTROL_SAMPLES)).reshape(-1, CONTROL_SAMPLES)
    return np.mean(padded.astype(np.float64) ** 2, axis=1) if len(samples) else np.zeros(0)


def compressed(samples: np.ndarray, ratio: float, smooth_seconds: float = 0.1) -> np.ndarray:
    """Levels over the mean brought nearer to it: `ratio` dB become 1 dB."""
    power = frame_power(samples)
    if not power.any():
        return samples
    keep = np.exp(-0.01 / smooth_seconds)
    smooth = signal.lfilter([1 - keep], [1, -keep], power)
    over = np.maximum(smooth / np.mean(power), 0.05)
    return samples * curve(len(samples), over ** (-0.5 * (1 - 1 / ratio)))


def thinned(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What a starved transform coder leaves: weak parts of the spectrum dropped, frame by frame."""
    size = int(rng.choice([256, 512]))
    frequency, _, spectrum = signal.stft(samples, SAMPLE_RATE_HZ, nperseg=size)
    power = np.abs(spectrum)
    width = max(len(frequency) // 16, 1)
    edges = np.arange(0, len(frequency), width)
    loudest = np.maximum.reduceat(power, edges, axis=0)
    kept = power >= np.repeat(loudest, width, axis=0)[: len(frequency)] * rng.uniform(0.1, 0.45)
    kept[:, :] &= (power >= power.max(axis=0) * rng.uniform(0.003, 0.02))
    _, back = signal.istft(spectrum * kept, SAMPLE_RATE_HZ, nperseg=size)
    return np.pad(back, (0, max(len(samples) - len(back), 0)))[: len(samples)]
