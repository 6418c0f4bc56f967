"""What a telephone line does to one channel, as single steps and as a random chain.

A step takes and gives samples of one channel at 8 kHz and moves nothing in time: filters are
linear-phase or have their direct path first, codecs are aligned afterwards. Only `resampled`
changes the length, and gives the truth mask with it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy import signal

from background_noises import pink
from codecs_round_trip import aligned, through_ffmpeg, through_sox
from sound_effects import CONTROL_SAMPLES, curve, frame_power, reverberated, wander
from speech_frames import FRAME_SAMPLES, SAMPLE_RATE_HZ, active_level_dbfs, runs

Step = Callable[[np.ndarray, np.random.Generator], np.ndarray]

BAND_TAPS = 129  # linear phase, centred
MU, A_LAW = 255.0, 87.6  # compression constants of ITU-T G.711
PACKET_SAMPLES = 160  # 20 ms, RFC 3551
HANGOVER_SECONDS = (0.06, 0.2)  # of a transmitter's voice detector
LEVEL_RANGE_DBFS = (-45.0, -6.0)  # active level of speech
SPEED_RANGE = (0.85, 1.2)
SPEED_STEPS = 40  # speeds are multiples of 1/40, so that the resampler's filter stays short
SHORTEST_SUBSTITUTED_SECONDS = 0.3


def line_band(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A band as telephones and lines have it: its edges, slope and ripple are drawn."""
    low_hz, high_hz = float(rng.uniform(50, 400)), float(rng.uniform(2400, 3900))
    hz = np.concatenate(([0.0], np.geomspace(60, 3950, 24), [4000.0]))
    gain_db = float(rng.uniform(-2, 3)) * np.log2(np.maximum(hz, 60) / 1000.0)
    gain_db = gain_db + rng.normal(0, 1.5, len(hz))
    gain_db -= float(rng.uniform(12, 30)) * np.maximum(np.log2(low_hz / np.maximum(hz, 20)), 0)
    gain_db -= np.clip((hz - high_hz) / 100.0 * 8.0, 0, 50)
    taps = signal.firwin2(BAND_TAPS, hz, 10.0 ** (np.clip(gain_db, -60, 20) / 20.0),
                          fs=SAMPLE_RATE_HZ)
    return signal.oaconvolve(samples, taps, mode="same") if len(samples) else samples


def step_gains(count: int, rng: np.random.Generator) -> np.ndarray:
    """Gain that jumps by up to 12 dB a few times a minute, over 5 ms."""
    if not count:
        return np.zeros(0)
    steps = int(rng.integers(1, 2 + count // (15 * SAMPLE_RATE_HZ)))
    edges = np.sort(rng.integers(0, count, steps))
    gain_db = rng.uniform(-6, 6, steps + 1)[np.searchsorted(edges, np.arange(count))]
    smooth = signal.oaconvolve(np.pad(gain_db, 20, mode="edge"), np.full(41, 1 / 41), "valid")
    return 10.0 ** (smooth / 20.0)


def control_gains(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Gain of a slow control that brings speech to one level, and pulls the noise up in pauses."""
    power = frame_power(samples)
    if not power.any():
        return np.ones(len(samples))
    level = signal.lfilter([0.3], [1, -0.7], power)
    seconds = (float(rng.uniform(0.05, 0.3)), float(rng.uniform(0.5, 4.0)))
    fast, slow = (np.exp(-0.01 / s) for s in seconds)
    held, tracked = float(np.mean(power)), np.zeros(len(level))
    for index, now in enumerate(level):  # 100 a second: attack and release differ
        keep = fast if now > held else slow
        held = keep * held + (1 - keep) * now
        tracked[index] = held
    highest = 10.0 ** (float(rng.uniform(10, 30)) / 10.0)
    gain = np.minimum(np.mean(power) / np.maximum(tracked, 1e-14), highest)
    return curve(len(samples), gain ** (0.5 * float(rng.uniform(0.5, 1.0))))


def gain_steps(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The level jumps."""
    return samples * step_gains(len(samples), rng)


def automatic_gain(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The level follows a slow gain control."""
    return samples * control_gains(samples, rng)


def clipped(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Peaks cut, at full scale or below it as by an overdriven amplifier."""
    loud = float(np.quantile(np.abs(samples), float(rng.uniform(0.97, 0.999)), method="lower")
                 ) if len(samples) else 0.0
    return np.clip(samples, -loud, loud) if loud > 0 else samples


def packets_lost(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """20 ms packets lost in bursts (Gilbert 1960), filled with zeros, the last one, or noise."""
    packets = len(samples) // PACKET_SAMPLES
    into, stay = float(rng.uniform(0.002, 0.04)), float(rng.uniform(0.2, 0.7))
    fill = str(rng.choice(["zero", "repeat", "noise"]))
    made, lost = samples.copy(), False
    for index, drawn in enumerate(rng.random(packets)):
        lost = bool(drawn < (stay if lost else into)) and index > 0
        if not lost:
            continue
        start = index * PACKET_SAMPLES
        here, before = slice(start, start + PACKET_SAMPLES), made[start - PACKET_SAMPLES : start]
        if fill == "repeat":
            made[here] = before * 0.7
        elif fill == "noise":
            made[here] = rng.standard_normal(PACKET_SAMPLES) * 0.5 * float(np.std(before))
        else:
            made[here] = 0.0
    return made


def in_room(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A room of RT60 0.1-0.6 s; the direct path stays in place and is the loudest."""
    return reverberated(samples, float(rng.uniform(0.1, 0.6)), float(rng.uniform(0, 12)), rng)


def mu_law(samples: np.ndarray) -> np.ndarray:
    """To 8 bits and back by the continuous mu-law curve of G.711, which its segments follow."""
    limited = np.clip(samples, -1.0, 1.0)
    code = np.round(127 * np.sign(limited) * np.log1p(MU * np.abs(limited)) / np.log1p(MU)) / 127
    return np.sign(code) * np.expm1(np.abs(code) * np.log1p(MU)) / MU


def a_law(samples: np.ndarray) -> np.ndarray:
    """To 8 bits and back by the continuous A-law curve of G.711; there is no code for zero."""
    limited = np.clip(samples, -1.0, 1.0)
    size, whole = np.abs(limited), 1 + np.log(A_LAW)
    code = np.where(size < 1 / A_LAW, A_LAW * size / whole,
                    (1 + np.log(np.maximum(A_LAW * size, 1.0))) / whole)
    code = (np.minimum(np.floor(code * 128), 127) + 0.5) / 128
    back = np.where(code < 1 / whole, code * whole / A_LAW, np.exp(code * whole - 1) / A_LAW)
    return np.where(limited < 0, -back, back)


# Name and round trip of both channels. AMR-NB by sox, which has an encoder here; ffmpeg has none.
CODECS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "gsm": lambda s: through_sox(s, ["-e", "gsm-full-rate"]),
    "amr-12.2": lambda s: through_sox(s, ["-C", "7"], "amr-nb"),
    "amr-6.7": lambda s: through_sox(s, ["-C", "3"], "amr-nb"),
    "amr-4.75": lambda s: through_sox(s, ["-C", "0"], "amr-nb"),
    "opus-12": lambda s: through_ffmpeg(s, "ogg", ["-c:a", "libopus", "-b:a", "12k"], 1),
    "opus-24": lambda s: through_ffmpeg(s, "ogg", ["-c:a", "libopus", "-b:a", "24k"], 1),
    "mp3-16": lambda s: through_ffmpeg(s, "mp3", ["-c:a", "libmp3lame", "-b:a", "16k"], 1),
    "mp3-8": lambda s: through_ffmpeg(s, "mp3", ["-c:a", "libmp3lame", "-b:a", "8k"], 1),
    "speex": lambda s: through_ffmpeg(s, "ogg", ["-c:a", "libspeex", "-b:a", "8k"], 1),
    "g726": lambda s: through_ffmpeg(s, "wav", ["-c:a", "g726", "-b:a", "24k"], 1),
}


def coded(samples: np.ndarray, name: str) -> np.ndarray:
    """One channel through a codec of `CODECS` and back, its delay taken out."""
    given = samples[np.newaxis]
    return aligned(given, CODECS[name](given))[0][0]


def noise_suppressed(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Spectral gating over a noise floor: weak parts go, islands of them stay (musical noise)."""
    if len(samples) < 512:
        return samples
    _, _, spectrum = signal.stft(samples, SAMPLE_RATE_HZ, nperseg=256)
    power = np.abs(spectrum) ** 2
    floor = np.quantile(power, 0.2, axis=1, keepdims=True) * float(rng.uniform(2, 12))
    least = 10.0 ** (-float(rng.uniform(8, 40)) / 20.0)
    gain = np.sqrt(np.maximum(1 - floor / np.maximum(power, 1e-20), least**2))
    _, back = signal.istft(spectrum * gain, SAMPLE_RATE_HZ, nperseg=256)
    return np.pad(back, (0, max(len(samples) - len(back), 0)))[: len(samples)]


def offset(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A constant added, up to 3 % of full scale."""
    return samples + float(rng.uniform(-0.03, 0.03))


def eight_bits(samples: np.ndarray, _rng: np.random.Generator) -> np.ndarray:
    """Linear 8-bit samples."""
    return np.round(np.clip(samples, -1, 1) * 127) / 127


def resampled(samples: np.ndarray, mask: np.ndarray, speed: float
              ) -> tuple[np.ndarray, np.ndarray]:
    """Faster and higher, or slower and lower, with the mask of the same frames."""
    up, down = SPEED_STEPS, max(round(speed * SPEED_STEPS), 1)
    made = signal.resample_poly(samples, up, down)
    frame_count = min(len(made) // FRAME_SAMPLES, (len(mask) * up) // down)
    centre = ((2 * np.arange(frame_count) + 1) * down) // (2 * up)
    return made[: frame_count * FRAME_SAMPLES], mask[np.minimum(centre, len(mask) - 1)]


def transmitted(active: np.ndarray, hangover_seconds: float) -> np.ndarray:
    """Frames a transmitter's voice detector lets pass: the active ones and some after them."""
    hangover_frames = round(hangover_seconds * 100)
    found = active.copy()
    for _, end in runs(active):
        found[end : end + hangover_frames] = True
    return found


def pauses_replaced(samples: np.ndarray, active: np.ndarray, rng: np.random.Generator
                    ) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """Pauses as a receiver fills them when nothing is sent: digital zero, or weak shaped noise.

    Args:
        active: frames that must be kept.

    Returns:
        Samples, and the frame ranges that were replaced.
    """
    kept = transmitted(active, float(rng.uniform(*HANGOVER_SECONDS)))
    shortest_frames = round(SHORTEST_SUBSTITUTED_SECONDS * 100)
    made, replaced = samples.copy(), []
    zero, level_db = bool(rng.random() < 0.3), float(rng.uniform(-75, -50))
    comfort = pink(len(samples), float(rng.uniform(0, 5)), rng) * 10.0 ** (level_db / 20.0)
    for start, end in runs(~kept):
        if end - start < shortest_frames:
            continue
        here = slice(start * CONTROL_SAMPLES, min(end * CONTROL_SAMPLES, len(samples)))
        made[here] = 0.0 if zero else comfort[here] * 10.0 ** (float(rng.normal(0, 1.5)) / 20.0)
        replaced.append((start, end))
    return made, replaced


def levelled(samples: np.ndarray, mask: np.ndarray, level_dbfs: float) -> np.ndarray:
    """Speech brought to an active level; without speech, the RMS is."""
    frames = mask if mask.any() else np.ones(len(samples) // FRAME_SAMPLES, dtype=bool)
    reached = active_level_dbfs(samples, frames)
    return samples * 10.0 ** ((level_dbfs - reached) / 20.0) if reached > -119 else samples


# Chance and step, in the order of a line: room, telephone, gain, suppression, network, recorder.
CHAIN: tuple[tuple[float, Step], ...] = (
    (0.35, in_room),
    (0.8, line_band),
    (0.15, gain_steps),
    (0.2, automatic_gain),
    (0.15, noise_suppressed),
    (0.1, clipped),
)
CODEC_CHANCES = (("none", 0.35), ("mu", 0.25), ("a", 0.2), ("outside", 0.2))


def augmented(samples: np.ndarray, mask: np.ndarray, rng: np.random.Generator,
              with_programs: bool = True) -> np.ndarray:
    """A random line for one channel (speech and whatever sounds beside it); truth is unchanged.

    Args:
        mask: speech frames, by which the level is set.
        with_programs: whether codecs that run sox or ffmpeg may be drawn; they cost the most.
    """
    if not len(samples):
        return samples
    for chance, step in CHAIN:
        if rng.random() < chance:
            samples = step(samples, rng)
    if rng.random() < 0.2:
        samples, _ = pauses_replaced(samples, mask, rng)
    samples = levelled(samples, mask, float(rng.uniform(*LEVEL_RANGE_DBFS)))
    samples = np.clip(samples, -1.0, 1.0)
    names, weights = zip(*CODEC_CHANCES)
    codec = str(rng.choice(names, p=weights))
    if codec == "mu":
        samples = mu_law(samples)
    elif codec == "a":
        samples = a_law(samples)
    elif codec == "outside" and with_programs:
        samples = coded(samples, str(rng.choice(sorted(CODECS))))
    for chance, step in ((0.1, packets_lost), (0.05, offset), (0.03, eight_bits)):
        if rng.random() < chance:
            samples = step(samples, rng)
    if rng.random() < 0.2:
        hiss = wander(len(samples), 0.2, rng) * 0.1
        samples = samples + pink(len(samples), float(rng.uniform(0, 4)), rng) * 10.0 ** (
            float(rng.uniform(-80, -60)) / 20.0 + hiss)
    return np.clip(samples, -1.0, 1.0)
