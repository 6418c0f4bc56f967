"""Signals in a band: resampling, telephone band, noise; all by FFT, so that nothing is designed."""

from __future__ import annotations

import numpy as np

# Pass band and its edges, in Hz. ITU-T G.712 (300-3400 Hz); ITU-T G.722 (50-7000 Hz).
TELEPHONE_BAND_HZ = (200.0, 300.0, 3400.0, 3600.0)
WIDE_BAND_HZ = (30.0, 50.0, 7000.0, 7400.0)
UNIFORMS_PER_GAUSSIAN_COUNT = 12  # sum of 12 uniforms has variance 1 (Irwin-Hall)


def band_hz(rate_hz: int) -> tuple[float, float, float, float]:
    """Edges of the band that a line of this sample rate carries."""
    return TELEPHONE_BAND_HZ if rate_hz == 8000 else WIDE_BAND_HZ


def _band_gain(frequencies_hz: np.ndarray, edges_hz: tuple[float, float, float, float]
               ) -> np.ndarray:
    """1 inside the band, 0 outside, raised cosines between."""
    low_stop, low_pass, high_pass, high_stop = edges_hz
    rise = np.clip((frequencies_hz - low_stop) / (low_pass - low_stop), 0.0, 1.0)
    fall = np.clip((high_stop - frequencies_hz) / (high_stop - high_pass), 0.0, 1.0)
    return 0.25 * (1.0 - np.cos(np.pi * rise)) * (1.0 - np.cos(np.pi * fall))


def resampled_to_band(samples: np.ndarray, from_hz: int, to_hz: int) -> np.ndarray:
    """Samples at the new rate, limited to the line's band.

    Args:
        samples: Shape `[samples]` at `from_hz`.

    Returns:
        Shape `[samples * to_hz / from_hz]`, rounded up.
    """
    divisor = int(np.gcd(from_hz, to_hz))
    step = from_hz // divisor
    length = -(-len(samples) // step) * step
    new_length = length // step * (to_hz // divisor)
    spectrum = np.fft.rfft(samples, length)
    spectrum *= _band_gain(np.arange(len(spectrum)) * from_hz / length, band_hz(to_hz))
    kept = np.zeros(new_length // 2 + 1, dtype=complex)
    count = min(len(kept), len(spectrum))
    kept[:count] = spectrum[:count]
    return np.fft.irfft(kept, new_length) * (new_length / length)


def gaussian(count: int, rng: np.random.Generator) -> np.ndarray:
    """White noise of variance 1."""
    return rng.random((count, UNIFORMS_PER_GAUSSIAN_COUNT)).sum(axis=1) - (
        UNIFORMS_PER_GAUSSIAN_COUNT / 2)


def band_noise(count: int, rate_hz: int, level_dbfs: float, rng: np.random.Generator
               ) -> np.ndarray:
    """Noise in the line's band, at an RMS level."""
    made = resampled_to_band(gaussian(count, rng), rate_hz, rate_hz)[:count]
    return made * (10.0 ** (level_dbfs / 20.0) / np.sqrt(np.mean(made * made)))


def tones(frequencies_hz: tuple[float, ...], count: int, rate_hz: int, level_dbfs: float
          ) -> np.ndarray:
    """Sum of sines of equal amplitude, at an RMS level, with 5 ms ramps."""
    seconds = np.arange(count) / rate_hz
    made = np.sum([np.sin(2.0 * np.pi * f * seconds) for f in frequencies_hz], axis=0)
    made *= 10.0 ** (level_dbfs / 20.0) / np.sqrt(len(frequencies_hz) / 2.0)
    ramp_count = min(int(0.005 * rate_hz), count // 2)
    ramp = np.arange(1, ramp_count + 1) / (ramp_count + 1)
    made[:ramp_count] *= ramp
    made[count - ramp_count :] *= ramp[::-1]
    return made
