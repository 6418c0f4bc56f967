"""Sounds of mouths, people and animals that are not speech, by source and filter (Fant 1960)."""

from __future__ import annotations

import numpy as np

from sound_effects import band, resonances
from sound_events import seconds_axis, unit_peak
from speech_frames import SAMPLE_RATE_HZ


def _pulses(hz: np.ndarray, rough: float, rng: np.random.Generator) -> np.ndarray:
    """Glottal pulses along a pitch curve, with jitter: a falling tooth per period."""
    wobble = hz * (1 + rough * np.interp(np.arange(len(hz)), np.arange(0, len(hz) + 80, 80),
                                         rng.standard_normal(len(range(0, len(hz) + 80, 80)))))
    cycles = np.cumsum(wobble) / SAMPLE_RATE_HZ
    tooth = np.exp(-(cycles % 1.0) * 6.0)
    return tooth - tooth.mean()


def _tract(rng: np.random.Generator, first_hz: tuple[float, float], width: float = 1.0
           ) -> tuple[tuple[float, float, float], ...]:
    low = float(rng.uniform(*first_hz))
    return ((low, 120 * width, 1.0), (low * float(rng.uniform(1.7, 2.6)), 160 * width, 0.6),
            (float(rng.uniform(2300, 3200)), 250 * width, 0.35))


def breath(rng: np.random.Generator) -> np.ndarray:
    """Breathing in or out into a microphone, 0.3-1.2 s of shaped noise."""
    count = int(float(rng.uniform(0.3, 1.2)) * SAMPLE_RATE_HZ)
    rise = float(rng.uniform(0.2, 0.7))
    axis = np.linspace(0, 1, count)
    shape = np.interp(axis, [0, rise, 1], [0, 1, 0]) ** float(rng.uniform(0.8, 2))
    noise = rng.standard_normal(count)
    noise = 0.3 * band(noise, 300, 3900) + resonances(noise, _tract(rng, (400, 1400), 3.0))
    return unit_peak(noise * shape)


def breath_pop(rng: np.random.Generator) -> np.ndarray:
    """A puff of air on the microphone."""
    time = seconds_axis(float(rng.uniform(0.05, 0.2)))
    puff = band(rng.standard_normal(len(time)), 0, float(rng.uniform(150, 500)))
    return unit_peak(puff * np.exp(-time / 0.05))


def mouth(rng: np.random.Generator) -> np.ndarray:
    """Lips and tongue: one to three small clicks through a short tube."""
    count = int(0.15 * SAMPLE_RATE_HZ)
    strokes = np.zeros(count)
    for _ in range(int(rng.integers(1, 4))):
        strokes[int(rng.integers(count // 2))] += rng.uniform(0.4, 1.0)
    return unit_peak(resonances(strokes, _tract(rng, (700, 1600), 1.2)))


def sniffle(rng: np.random.Generator) -> np.ndarray:
    """A sniff: bright noise, short."""
    count = int(float(rng.uniform(0.15, 0.5)) * SAMPLE_RATE_HZ)
    flutter = 1 + 0.5 * np.sin(2 * np.pi * rng.uniform(20, 45) * np.arange(count) / SAMPLE_RATE_HZ)
    return unit_peak(band(rng.standard_normal(count), 900, 3800) * np.hanning(count) * flutter)


def cough(rng: np.random.Generator) -> np.ndarray:
    """Burst, noisy flow, and now and then a rough voiced end."""
    time = seconds_axis(float(rng.uniform(0.25, 0.5)))
    burst = rng.standard_normal(len(time)) * np.exp(-time / float(rng.uniform(0.03, 0.1)))
    end = _pulses(np.full(len(time), float(rng.uniform(110, 300))), 0.15, rng)
    after = np.exp(-((time - 0.2) / 0.06) ** 2) * float(rng.choice([0.0, 0.5, 1.0]))
    return unit_peak(resonances(burst + after * end, _tract(rng, (450, 800), 2.0)))


def throat(rng: np.random.Generator) -> np.ndarray:
    """Clearing the throat: rough low pulses in noise."""
    time = seconds_axis(float(rng.uniform(0.3, 0.8)))
    rough = _pulses(np.full(len(time), float(rng.uniform(40, 90))), 0.3, rng)
    source = rough + 0.4 * rng.standard_normal(len(time))
    return unit_peak(resonances(source, _tract(rng, (350, 650), 2.0)) * np.hanning(len(time)))


def sneeze(rng: np.random.Generator) -> np.ndarray:
    """A short gasp and a loud burst of bright noise."""
    time = seconds_axis(0.7)
    shape = 0.25 * np.exp(-((time - 0.15) / 0.08) ** 2) + np.exp(
        -np.maximum(time - 0.35, 0) / 0.07) * (time > 0.35)
    return unit_peak(resonances(rng.standard_normal(len(time)), _tract(rng, (900, 1800), 2.5))
                     * shape)


def laughter(rng: np.random.Generator) -> np.ndarray:
    """Ha-ha: equal aspirated pulses of voice at 4-6 a second, falling in pitch and loudness."""
    rate_hz, calls = float(rng.uniform(4, 6)), int(rng.integers(3, 9))
    time = seconds_axis(calls / rate_hz)
    place = time * rate_hz % 1.0
    fall = np.linspace(1.0, float(rng.uniform(0.6, 0.9)), len(time))
    hz = float(rng.uniform(180, 420)) * fall * (1 + 0.15 * np.sin(np.pi * place))
    voiced = _pulses(hz, 0.05, rng) * np.exp(-((place - 0.35) / 0.15) ** 2)
    air = 0.25 * rng.standard_normal(len(time)) * np.exp(-((place - 0.6) / 0.25) ** 2)
    return unit_peak(resonances(voiced + air, _tract(rng, (600, 850), 1.3)) * fall**3)


def breathy_laughter(rng: np.random.Generator) -> np.ndarray:
    """Laughter through the nose: noise pulses only."""
    rate_hz, calls = float(rng.uniform(4, 7)), int(rng.integers(2, 7))
    time = seconds_axis(calls / rate_hz)
    shape = np.exp(-(((time * rate_hz) % 1.0 - 0.4) / 0.18) ** 2)
    return unit_peak(resonances(rng.standard_normal(len(time)), _tract(rng, (500, 1200), 2.5))
                     * shape * np.linspace(1, 0.4, len(time)))


def baby_cry(rng: np.random.Generator) -> np.ndarray:
    """A cry of about a second: 350-600 Hz, rising then falling, rough at its loudest."""
    time = seconds_axis(float(rng.uniform(0.6, 1.6)))
    place = time / time[-1]
    hz = float(rng.uniform(350, 600)) * (0.85 + 0.35 * np.sin(np.pi * place**0.6))
    hz = hz * (1 + 0.02 * np.sin(2 * np.pi * rng.uniform(5, 9) * time))
    voiced = _pulses(hz, 0.03, rng) + 0.08 * rng.standard_normal(len(time))
    return unit_peak(resonances(voiced, _tract(rng, (900, 1300), 1.5))
                     * np.sin(np.pi * place) ** 0.5)


def dog_bark(rng: np.random.Generator) -> np.ndarray:
    """A bark: 0.1-0.25 s, rough, pitch up and down."""
    time = seconds_axis(float(rng.uniform(0.1, 0.25)))
    place = time / time[-1]
    hz = float(rng.uniform(250, 800)) * (0.7 + 0.5 * np.sin(np.pi * place))
    source = _pulses(hz, 0.12, rng) + 0.4 * rng.standard_normal(len(time))
    return unit_peak(resonances(source, _tract(rng, (500, 1200), 1.8)) * np.sin(np.pi * place))


def cat_meow(rng: np.random.Generator) -> np.ndarray:
    """A meow: gliding pitch under moving resonances."""
    time = seconds_axis(float(rng.uniform(0.5, 1.1)))
    place = time / time[-1]
    hz = float(rng.uniform(400, 700)) * (0.9 + 0.3 * np.sin(np.pi * place**0.7))
    voiced = _pulses(hz, 0.02, rng)
    closed = resonances(voiced, ((500, 120, 1.0), (2200, 200, 0.4)))
    opened = resonances(voiced, ((1100, 150, 1.0), (1800, 200, 0.7)))
    moving = np.sin(np.pi * place)
    return unit_peak((closed * (1 - moving) + opened * moving) * np.sqrt(moving))


def bird(rng: np.random.Generator) -> np.ndarray:
    """A phrase of whistled sweeps at 1.5-3.8 kHz."""
    parts = []
    for _ in range(int(rng.integers(2, 8))):
        time = seconds_axis(float(rng.uniform(0.04, 0.2)))
        hz = np.geomspace(float(rng.uniform(1500, 3700)), float(rng.uniform(1500, 3700)),
                          len(time))
        hz *= 1 + 0.05 * np.sin(2 * np.pi * rng.uniform(20, 50) * time)
        parts += [np.sin(2 * np.pi * np.cumsum(hz) / SAMPLE_RATE_HZ) * np.hanning(len(time)),
                  np.zeros(int(rng.uniform(0.02, 0.12) * SAMPLE_RATE_HZ))]
    return unit_peak(np.concatenate(parts))


def crow(rng: np.random.Generator) -> np.ndarray:
    """Caws: harsh voiced bursts."""
    time = seconds_axis(float(rng.uniform(0.25, 0.5)))
    source = _pulses(np.linspace(1.1, 0.9, len(time)) * float(rng.uniform(280, 420)), 0.2, rng)
    return unit_peak(resonances(source, ((1300, 250, 1.0), (2400, 300, 0.8)))
                     * np.hanning(len(time)) ** 0.4)
