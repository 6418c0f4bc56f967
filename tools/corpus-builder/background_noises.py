"""Noises that go on: machines, weather, places, and what a line adds of its own."""

from __future__ import annotations

import numpy as np
from scipy import signal

from sound_effects import band, curve, resonances, wander
from speech_frames import SAMPLE_RATE_HZ


def pink(count: int, decibels_per_octave: float, rng: np.random.Generator) -> np.ndarray:
    """Gaussian noise of unit power that falls by so many dB an octave above 50 Hz.

    Made as one period of 16 s and played from a random place, since long transforms are slow.
    """
    size = min(1 << int(np.ceil(np.log2(max(count, 2)))), 1 << 17)
    spectrum = np.fft.rfft(rng.standard_normal(size))
    octaves = np.log2(np.maximum(np.fft.rfftfreq(size, 1 / SAMPLE_RATE_HZ), 50.0) / 50.0)
    made = np.fft.irfft(spectrum * 10.0 ** (-decibels_per_octave * octaves / 20.0), size)
    made /= max(float(np.std(made)), 1e-12)
    return np.resize(np.roll(made, int(rng.integers(size))), count)


def harmonics(base_hz: float | np.ndarray, weights: np.ndarray, count: int,
              rng: np.random.Generator) -> np.ndarray:
    """Sum of harmonics; the base may be a curve of `count` values. Unit power, in band."""
    if np.ndim(base_hz) == 0:
        cycles = np.arange(count) * (float(base_hz) / SAMPLE_RATE_HZ)
    else:
        cycles = np.cumsum(base_hz) / SAMPLE_RATE_HZ
    phase = (2 * np.pi * (cycles % 1.0)).astype(np.float32)
    highest = float(np.max(base_hz)) if count else 1.0
    total = np.zeros(count, dtype=np.float32)
    for number, weight in enumerate(weights, start=1):
        if number * highest < 3800 and weight:
            total += np.float32(weight) * np.sin(number * phase + np.float32(6.28 * rng.random()))
    return total / max(float(np.std(total)), 1e-9)


def _falling(number_count: int, power: float, rng: np.random.Generator) -> np.ndarray:
    return rng.uniform(0.3, 1.0, number_count) / np.arange(1, number_count + 1) ** power


def hiss(count: int, rng: np.random.Generator) -> np.ndarray:
    """Line hiss of any slope."""
    return pink(count, float(rng.uniform(-3, 6)), rng)


def stepped_hiss(count: int, rng: np.random.Generator) -> np.ndarray:
    """Hiss whose level jumps by up to 20 dB every few seconds, as when a gain or path changes."""
    steps = max(int(count / SAMPLE_RATE_HZ / rng.uniform(1.0, 6.0)), 1)
    edges = np.sort(rng.integers(0, count, steps))
    gains = 10.0 ** (rng.uniform(-10, 10, steps + 1) / 20.0)
    return hiss(count, rng) * gains[np.searchsorted(edges, np.arange(count))]


def swelling_hiss(count: int, rng: np.random.Generator) -> np.ndarray:
    """Hiss that swells and falls over seconds."""
    return hiss(count, rng) * 10.0 ** (wander(count, float(rng.uniform(0.2, 1.2)), rng) * 0.35)


def modulated_noise(count: int, rng: np.random.Generator) -> np.ndarray:
    """Coloured noise with the syllable rate of speech, 2-8 Hz, and no voice in it."""
    rate_hz, depth = float(rng.uniform(2, 8)), float(rng.uniform(0.4, 1.0))
    cycles = np.cumsum(rate_hz * (1 + 0.2 * wander(count, 1.0, rng))) / SAMPLE_RATE_HZ
    shape = (0.5 + 0.5 * np.sin(2 * np.pi * cycles)) ** float(rng.uniform(0.7, 2.5))
    noise = band(hiss(count, rng), float(rng.uniform(50, 500)), float(rng.uniform(1200, 3900)))
    return noise * (1 - depth + depth * shape)


def formant_noise(count: int, rng: np.random.Generator) -> np.ndarray:
    """Whisper-like noise under drifting resonances, switched on and off: a leaking line."""
    centre_hz, width_hz = float(rng.uniform(300, 900)), float(rng.uniform(150, 500))
    shaped = resonances(rng.standard_normal(count), (
        (centre_hz, width_hz, 1.0), (centre_hz * rng.uniform(2.0, 3.5), width_hz, 0.5)))
    return shaped * np.clip(1 + wander(count, 1.5, rng), 0.05, 3)


def mains_hum(count: int, rng: np.random.Generator) -> np.ndarray:
    """50 or 60 Hz with falling harmonics over weak hiss."""
    tone = harmonics(float(rng.choice([50.0, 60.0])), _falling(30, float(rng.uniform(0.4, 1.2)),
                                                               rng), count, rng)
    return tone + float(rng.uniform(0.01, 0.15)) * rng.standard_normal(count)


def swelling_hum(count: int, rng: np.random.Generator) -> np.ndarray:
    """Hum whose amplitude comes and goes."""
    return mains_hum(count, rng) * 10.0 ** (wander(count, float(rng.uniform(0.3, 2)), rng) * 0.3)


def rectifier_hum(count: int, rng: np.random.Generator) -> np.ndarray:
    """100 or 120 Hz pulses of a bad supply, through an 8-bit converter."""
    base_hz = float(rng.choice([100.0, 120.0]))
    cycles = np.arange(count) * base_hz / SAMPLE_RATE_HZ % 1.0
    pulse = np.exp(-cycles * float(rng.uniform(3, 15))) + 0.02 * rng.standard_normal(count)
    steps = float(rng.uniform(8, 60))
    return band(np.round(pulse * steps) / steps, 90, 3800)


def transformer_buzz(count: int, rng: np.random.Generator) -> np.ndarray:
    """Odd harmonics of the mains, strong up to 2 kHz, with a beat."""
    base_hz = float(rng.choice([50.0, 60.0])) * (1 + 0.002 * rng.standard_normal())
    weights = rng.uniform(0.2, 1.0, 36) * (np.arange(1, 37) % 2)
    weights[20:] *= 0.3
    beat = 1 + 0.3 * np.sin(2 * np.pi * rng.uniform(0.3, 3) * np.arange(count) / SAMPLE_RATE_HZ)
    return harmonics(base_hz, weights, count, rng) * beat


def gsm_buzz(count: int, rng: np.random.Generator) -> np.ndarray:
    """Pulses of a GSM telephone at 217 Hz (one TDMA frame in 4.615 ms), in bursts."""
    cycles = np.arange(count) * (1000 / 4.615) / SAMPLE_RATE_HZ % 1.0
    pulses = band((cycles < 0.125) - 0.125, 200, 3800)
    points = max(int(count / SAMPLE_RATE_HZ * 4), 4)
    on = np.repeat(rng.random(points) < rng.uniform(0.3, 0.8), -(-count // points))[:count]
    return pulses * signal.lfilter([0.01], [1, -0.99], np.resize(on, count).astype(float))


def fan(count: int, rng: np.random.Generator) -> np.ndarray:
    """Broad noise with blade tones and a slow beat."""
    tones = harmonics(float(rng.uniform(80, 180)), _falling(8, 1.0, rng), count, rng)
    beat = 1 + 0.2 * np.sin(2 * np.pi * float(rng.uniform(0.2, 0.9)) * np.arange(count) / 8000)
    return (pink(count, float(rng.uniform(2, 5)), rng)
            + float(rng.uniform(0.05, 0.6)) * tones) * beat


def computer_fan(count: int, rng: np.random.Generator) -> np.ndarray:
    """A small fast fan: blade tone of 200-600 Hz that hunts between speeds."""
    base_hz = float(rng.uniform(200, 600)) * (1 + 0.03 * wander(count, 0.5, rng))
    tones = harmonics(base_hz, _falling(6, 0.8, rng), count, rng)
    noise = band(rng.standard_normal(count), float(rng.uniform(100, 500)), 3400)
    return noise * 1.5 + float(rng.uniform(0.1, 0.8)) * tones


def air_conditioner(count: int, rng: np.random.Generator) -> np.ndarray:
    """Rumble and rushing air, with the compressor switching on and off."""
    switch = 0.5 + 0.5 * np.tanh(3 * wander(count, 0.08, rng))
    compressor = harmonics(float(rng.uniform(48, 60)), _falling(20, 0.9, rng), count, rng)
    return pink(count, float(rng.uniform(3, 7)), rng) + 0.6 * switch * compressor


def engine(count: int, rng: np.random.Generator) -> np.ndarray:
    """Harmonics of a car engine whose speed changes, with gear shifts and road noise."""
    speed_hz = 40 * 2 ** np.clip(0.6 * wander(count, float(rng.uniform(0.1, 0.5)), rng), -0.8, 1.2)
    tone = harmonics(speed_hz, _falling(24, 0.6, rng), count, rng)
    return tone * (1 + 0.4 * wander(count, 0.3, rng)) + rng.uniform(0.3, 1.2) * pink(count, 5, rng)


def motorbike(count: int, rng: np.random.Generator) -> np.ndarray:
    """Firing pulses through an exhaust, in the pitch range of speech."""
    speed_hz = float(rng.uniform(60, 120)) * 2 ** np.clip(0.5 * wander(count, 0.7, rng), -1, 1)
    cycles = np.cumsum(speed_hz) / SAMPLE_RATE_HZ
    pulse = np.exp(-(cycles % 1.0) * 9) * (1 + 0.2 * rng.standard_normal(count))
    exhaust = ((float(rng.uniform(150, 400)), 150, 1.0), (float(rng.uniform(600, 1400)), 300, 0.5))
    return resonances(pulse - pulse.mean(), exhaust) * (1 + 0.3 * wander(count, 0.5, rng))


def vacuum_cleaner(count: int, rng: np.random.Generator) -> np.ndarray:
    """A whine of 300-900 Hz over rushing air, moved about the room."""
    base_hz = float(rng.uniform(300, 900)) * (1 + 0.01 * wander(count, 1.0, rng))
    whine = harmonics(base_hz, _falling(5, 0.7, rng), count, rng)
    return (pink(count, 1, rng) + 0.6 * whine) * 10 ** (0.15 * wander(count, 0.4, rng))


def traffic(count: int, rng: np.random.Generator) -> np.ndarray:
    """A road: cars pass, each a swell of noise with its tyres' colour."""
    total = 0.3 * pink(count, 4, rng)
    passes = rng.poisson(count / SAMPLE_RATE_HZ / 6) + 1
    noise = [pink(count, slope, rng) for slope in (2.0, 5.0)]
    points = np.arange(max(count // 80, 2)) / 100.0
    for kind in range(2):
        gain = np.zeros(len(points))
        for _ in range(passes):
            at, width = rng.uniform(0, points[-1] + 0.1), rng.uniform(0.6, 3)
            gain += rng.uniform(0.3, 1.5) / (1 + ((points - at) / width) ** 2)
        total += noise[kind] * curve(count, gain)
    return total


def wind(count: int, rng: np.random.Generator) -> np.ndarray:
    """Wind on a microphone: strong rumble in gusts, flapping at 4-12 Hz."""
    gusts = 10.0 ** (0.5 * wander(count, float(rng.uniform(0.5, 2)), rng))
    flaps = 1 + 0.5 * wander(count, float(rng.uniform(4, 12)), rng)
    return pink(count, float(rng.uniform(6, 10)), rng) * gusts * flaps


def rain(count: int, rng: np.random.Generator) -> np.ndarray:
    """Steady rush with single drops."""
    drops = rng.standard_normal(count) * (rng.random(count) < float(rng.uniform(0.001, 0.01)))
    return band(rng.standard_normal(count), 500, 3900) + 6 * resonances(
        drops, ((float(rng.uniform(800, 2500)), 300, 3.0),))


def water_tap(count: int, rng: np.random.Generator) -> np.ndarray:
    """Running water: rush with bubbling resonances."""
    rush = band(rng.standard_normal(count), 300, 3600)
    bubbles = resonances(rng.standard_normal(count), ((float(rng.uniform(400, 900)), 90, 4.0),))
    return rush + bubbles * np.clip(wander(count, 12.0, rng), 0, 3)


def printer(count: int, rng: np.random.Generator) -> np.ndarray:
    """A printer: strokes of a carriage, stepping whine, pauses."""
    stroke_hz = float(rng.uniform(0.8, 2.5))
    cycles = np.arange(count) * stroke_hz / SAMPLE_RATE_HZ % 1.0
    whine = harmonics(float(rng.uniform(150, 500)), _falling(10, 0.5, rng), count, rng)
    strokes = np.clip(np.sin(2 * np.pi * cycles) * 3, 0, 1)
    works = curve(count, (rng.random(max(count // 16000, 2)) < 0.7).astype(float))
    return (strokes * (whine + 0.6 * band(rng.standard_normal(count), 800, 3900)) + 0.05) * works


def comfort_noise(count: int, rng: np.random.Generator) -> np.ndarray:
    """Shaped noise that a far voice detector switches on and off.

    Spectrum by an all-pole model as in G.711 appendix II; on for 0.3-3 s, off for as long.
    """
    poles = rng.uniform(-0.7, 0.7, 4) * 0.5
    shaped = signal.lfilter([1.0], np.concatenate(([1.0], poles)), rng.standard_normal(count))
    on, position, state = np.zeros(count), 0, True
    while position < count:
        length = int(float(rng.uniform(0.3, 3.0)) * SAMPLE_RATE_HZ)
        on[position : position + length] = float(state)
        position, state = position + length, not state
    return shaped * on


def crackle(count: int, rng: np.random.Generator) -> np.ndarray:
    """Impulses of a bad contact, in showers."""
    showers = np.clip(wander(count, 1.5, rng), 0.02, None)
    strokes = rng.random(count) < showers * float(rng.uniform(0.0005, 0.004))
    heights = strokes * rng.standard_normal(count) * 10 ** (0.4 * rng.standard_normal(count))
    return signal.lfilter([1], [1, -float(rng.uniform(0.1, 0.8))], heights) + 0.003 * hiss(
        count, rng)
