"""Single sounds of an office, a street and a handset, scattered over time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sound_effects import band, resonances
from speech_frames import SAMPLE_RATE_HZ

Maker = Callable[[np.random.Generator], np.ndarray]
SHOTS_DRAWN = 8  # different shots of one kind within one stretch


def seconds_axis(seconds: float) -> np.ndarray:
    """Sample times."""
    return np.arange(int(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ


def scattered(count: int, rng: np.random.Generator, make: Maker, mean_gap_seconds: float,
              shots_in_row: tuple[int, int] = (1, 1),
              row_gap_seconds: tuple[float, float] = (0.1, 0.3)) -> np.ndarray:
    """Shots in rows, the rows apart by exponential gaps; at least one falls into the stretch."""
    shots = [make(rng) for _ in range(SHOTS_DRAWN)]
    total = np.zeros(count)
    position = float(rng.uniform(0, min(mean_gap_seconds, 0.5 * count / SAMPLE_RATE_HZ)))
    while position * SAMPLE_RATE_HZ < count:
        row_end = position
        for _ in range(int(rng.integers(shots_in_row[0], shots_in_row[1] + 1))):
            shot = shots[int(rng.integers(SHOTS_DRAWN))]
            start = int(position * SAMPLE_RATE_HZ)
            end = min(start + len(shot), count)
            if end <= start:
                break
            total[start:end] += shot[: end - start] * 10.0 ** (float(rng.uniform(-12, 0)) / 20.0)
            row_end = position + len(shot) / SAMPLE_RATE_HZ
            position += float(rng.uniform(*row_gap_seconds))
        position = max(position, row_end) + float(rng.exponential(mean_gap_seconds))
    return total


def unit_peak(samples: np.ndarray) -> np.ndarray:
    """Scaled to a peak of 1."""
    return samples / max(float(np.abs(samples).max(initial=0.0)), 1e-9)


def _knock(hz: float, decay_seconds: float, noise: float, rng: np.random.Generator) -> np.ndarray:
    time = seconds_axis(min(8 * decay_seconds, 0.6))
    body = np.sin(2 * np.pi * hz * time) + noise * rng.standard_normal(len(time))
    return unit_peak(body * np.exp(-time / decay_seconds))


def click(rng: np.random.Generator) -> np.ndarray:
    """A switch or a mouse: two very short strokes."""
    down = _knock(float(rng.uniform(1200, 3600)), float(rng.uniform(0.001, 0.004)), 0.8, rng)
    gap = int(float(rng.uniform(0.04, 0.15)) * SAMPLE_RATE_HZ)
    total = np.zeros(gap + len(down))
    total[: len(down)] += down
    total[gap:] += down * float(rng.uniform(0.3, 0.8))
    return total


def membrane_key(rng: np.random.Generator) -> np.ndarray:
    """A soft key: low thud with a little noise."""
    return _knock(float(rng.uniform(250, 700)), float(rng.uniform(0.006, 0.016)), 0.5, rng)


def laptop_key(rng: np.random.Generator) -> np.ndarray:
    """A flat key: short, bright."""
    return _knock(float(rng.uniform(900, 2600)), float(rng.uniform(0.002, 0.006)), 1.0, rng)


def mechanical_key(rng: np.random.Generator) -> np.ndarray:
    """Press and release of a loud key: click, bottom, spring."""
    total = np.zeros(int(0.16 * SAMPLE_RATE_HZ))
    for start, hz, decay, gain in ((0.0, 3000, 0.002, 0.5), (0.012, 600, 0.01, 1.0),
                                   (float(rng.uniform(0.07, 0.12)), 1900, 0.004, 0.5)):
        part = gain * _knock(hz * float(rng.uniform(0.8, 1.2)), decay, 0.7, rng)
        first = int(start * SAMPLE_RATE_HZ)
        part = part[: len(total) - first]
        total[first : first + len(part)] += part
    return total


def paper(rng: np.random.Generator) -> np.ndarray:
    """Paper handled: a shower of tiny cracks under a swell."""
    count = int(float(rng.uniform(0.2, 1.0)) * SAMPLE_RATE_HZ)
    cracks = rng.standard_normal(count) * (rng.random(count) < rng.uniform(0.05, 0.4))
    shape = np.sin(np.pi * np.arange(count) / count) * (1 + 0.6 * np.sin(
        2 * np.pi * rng.uniform(3, 12) * np.arange(count) / SAMPLE_RATE_HZ))
    return unit_peak(band(cracks * shape, float(rng.uniform(500, 1500)), 3900))


def door(rng: np.random.Generator) -> np.ndarray:
    """A door slam: boom, rattle, latch."""
    time = seconds_axis(0.7)
    boom = np.sin(2 * np.pi * float(rng.uniform(60, 160)) * time) * np.exp(-time / 0.09)
    rattle = band(rng.standard_normal(len(time)), 200, 2500) * np.exp(-time / 0.05)
    return unit_peak(boom + 1.5 * rattle)


def footstep(rng: np.random.Generator) -> np.ndarray:
    """A heel on a hard floor."""
    return _knock(float(rng.uniform(120, 500)), float(rng.uniform(0.01, 0.03)), 1.2, rng)


def bump(rng: np.random.Generator) -> np.ndarray:
    """A handset moved or rubbed."""
    time = seconds_axis(float(rng.uniform(0.1, 0.5)))
    rub = rng.standard_normal(len(time)).cumsum() * 0.1 + rng.standard_normal(len(time)) * 0.3
    return unit_peak(band(rub, 60, float(rng.uniform(600, 2500))) * np.hanning(len(time)) ** 0.5)


def creak(rng: np.random.Generator) -> np.ndarray:
    """A chair: a slow row of clicks through a resonance, gliding like a voice's pitch."""
    time = seconds_axis(float(rng.uniform(0.2, 0.8)))
    hz = np.linspace(float(rng.uniform(30, 120)), float(rng.uniform(40, 220)), len(time))
    pulses = np.diff(np.floor(np.cumsum(hz) / SAMPLE_RATE_HZ), prepend=0.0)
    shaped = resonances(pulses, ((float(rng.uniform(500, 1400)), 60, 1.0),
                                 (float(rng.uniform(1600, 3000)), 120, 0.6)))
    return unit_peak(shaped * np.hanning(len(time)))


def clatter(rng: np.random.Generator) -> np.ndarray:
    """A cup or cutlery: a few inharmonic partials ringing shortly."""
    time = seconds_axis(0.3)
    total = np.zeros(len(time))
    for _ in range(5):
        total += rng.uniform(0.2, 1.0) * np.sin(2 * np.pi * rng.uniform(900, 3800) * time) * np.exp(
            -time / rng.uniform(0.01, 0.09))
    total[:40] += rng.standard_normal(len(total[:40]))
    return unit_peak(total)


def vibration(rng: np.random.Generator) -> np.ndarray:
    """A telephone vibrating on a desk: 130-200 Hz with rattle, about a second."""
    time = seconds_axis(float(rng.uniform(0.4, 1.2)))
    motor = np.sign(np.sin(2 * np.pi * float(rng.uniform(130, 200)) * time))
    rattle = 0.4 * rng.standard_normal(len(time)) * (motor > 0)
    edge = np.minimum(1, np.minimum(time, time[::-1]) / 0.03)
    return unit_peak(band(motor + rattle, 100, 3000) * edge)


def chime(rng: np.random.Generator) -> np.ndarray:
    """A message arrives: one to four short notes."""
    total = np.zeros(int(1.6 * SAMPLE_RATE_HZ))
    base_hz, position = float(rng.uniform(400, 1600)), 0
    for _ in range(int(rng.integers(1, 5))):
        time = seconds_axis(float(rng.uniform(0.1, 0.5)))
        hz = base_hz * 2 ** (int(rng.choice([0, 2, 4, 5, 7, 9, 12])) / 12)
        made = np.sin(2 * np.pi * hz * time) + 0.3 * np.sin(4 * np.pi * hz * time)
        made = (made * np.exp(-time / rng.uniform(0.05, 0.3)))[: len(total) - position]
        total[position : position + len(made)] += made
        position = min(position + int(rng.uniform(0.08, 0.25) * SAMPLE_RATE_HZ), len(total) - 1)
    return unit_peak(total)


def mobile_ring(rng: np.random.Generator) -> np.ndarray:
    """A ring tone: a short tune of plain tones, played again and again for a few seconds."""
    step = int(float(rng.uniform(0.08, 0.2)) * SAMPLE_RATE_HZ)
    notes = rng.choice([0, 2, 4, 5, 7, 9, 11, 12, 14], size=int(rng.integers(4, 12)))
    base_hz = float(rng.uniform(350, 1300))
    hz = np.repeat(base_hz * 2 ** (np.tile(notes, 3) / 12), step)
    cycles = np.cumsum(hz) / SAMPLE_RATE_HZ
    shape = np.sin(2 * np.pi * cycles)
    if rng.random() < 0.5:
        shape = np.sign(shape) * 0.5
    edges = np.minimum(1, np.tile(np.minimum(np.arange(step), np.arange(step)[::-1]) / 40,
                                  len(hz) // step))
    return unit_peak(shape * edges)


def bell_ring(rng: np.random.Generator) -> np.ndarray:
    """A desk telephone: two bells struck twenty times a second, or a warble."""
    time = seconds_axis(float(rng.uniform(0.8, 2.0)))
    first, second = float(rng.uniform(600, 1600)), float(rng.uniform(1.1, 1.5))
    turn = np.sin(2 * np.pi * float(rng.uniform(12, 25)) * time) > 0
    hz = np.where(turn, first, first * second)
    return unit_peak(np.sin(2 * np.pi * np.cumsum(hz) / SAMPLE_RATE_HZ) + 0.3 * np.sin(
        2 * np.pi * 2.1 * first * time))


def horn(rng: np.random.Generator) -> np.ndarray:
    """A car horn: two notes with many harmonics."""
    time = seconds_axis(float(rng.uniform(0.15, 1.5)))
    total = np.zeros(len(time))
    for hz in (float(rng.uniform(330, 430)), float(rng.uniform(420, 540))):
        for number in range(1, 8):
            total += np.sin(2 * np.pi * hz * number * time) / number**0.5 * (hz * number < 3800)
    return unit_peak(total * np.minimum(1, np.minimum(time, time[::-1]) / 0.02))


def siren(rng: np.random.Generator) -> np.ndarray:
    """Wail, yelp or two tones, for some seconds, coming and going."""
    time = seconds_axis(float(rng.uniform(3, 8)))
    rate_hz = float(rng.choice([0.25, 0.4, 3.0]))
    turn = np.sin(2 * np.pi * rate_hz * time)
    if rng.random() < 0.4:
        turn = np.sign(turn)
    hz = 800 * 2 ** (0.45 * turn) * float(rng.uniform(0.7, 1.2))
    phase = 2 * np.pi * np.cumsum(hz) / SAMPLE_RATE_HZ
    return unit_peak((np.sin(phase) + 0.4 * np.sin(2 * phase)) * np.hanning(len(time)) ** 0.5)


def alarm(rng: np.random.Generator) -> np.ndarray:
    """An alarm clock or oven: rows of short equal beeps."""
    time = seconds_axis(float(rng.uniform(1.0, 3.0)))
    beep_hz, hz = float(rng.uniform(3, 9)), float(rng.uniform(700, 3000))
    on = (time * beep_hz % 1.0 < 0.5) & (time % 1.0 < 0.7)
    return unit_peak(np.sin(2 * np.pi * hz * time) * on)


def chirp(rng: np.random.Generator) -> np.ndarray:
    """A sweep as of a device switched on, or a modem."""
    time = seconds_axis(float(rng.uniform(0.05, 0.5)))
    hz = np.geomspace(float(rng.uniform(300, 3000)), float(rng.uniform(300, 3600)), len(time))
    return unit_peak(np.sin(2 * np.pi * np.cumsum(hz) / SAMPLE_RATE_HZ) * np.hanning(len(time)))
