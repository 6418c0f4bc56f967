"""One-shot drums and the patterns they are played in (16 steps a bar, or 12 in three)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sound_effects import band
from speech_frames import SAMPLE_RATE_HZ


def _burst(count: int, decay_seconds: float, rng: np.random.Generator) -> np.ndarray:
    time = np.arange(count) / SAMPLE_RATE_HZ
    return rng.standard_normal(count) * np.exp(-time / decay_seconds)


def _fallen(start_hz: float, end_hz: float, fall_seconds: float, decay_seconds: float,
            seconds: float) -> np.ndarray:
    """A sine whose pitch falls while it fades."""
    time = np.arange(int(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    hz = end_hz + (start_hz - end_hz) * np.exp(-time / fall_seconds)
    return np.sin(2 * np.pi * np.cumsum(hz) / SAMPLE_RATE_HZ) * np.exp(-time / decay_seconds)


def drum(name: str, rng: np.random.Generator) -> np.ndarray:
    """One stroke; every call of this draws another drum of that kind."""
    vary = float(rng.uniform(0.8, 1.25))
    if name == "kick":
        return _fallen(180 * vary, 48 * vary, 0.02, 0.12 * vary, 0.4)
    if name == "tom":
        return _fallen(220 * vary, 110 * vary, 0.05, 0.15, 0.4)
    if name == "conga":
        return _fallen(330 * vary, 240 * vary, 0.01, 0.09, 0.3)
    if name == "block":
        return _fallen(1500 * vary, 1400 * vary, 0.01, 0.02, 0.1)
    if name == "bell":
        time = np.arange(2400) / SAMPLE_RATE_HZ
        return sum(np.sin(2 * np.pi * f * vary * time) for f in (587.0, 845.0, 1510.0)) * np.exp(
            -time / 0.08) / 3
    if name == "snare":
        noise = band(_burst(2000, 0.06 * vary, rng), 800, 3900)
        noise[:1600] += 0.6 * _fallen(260, 180 * vary, 0.01, 0.05, 0.2)
        return noise
    if name == "clap":
        noise = _burst(2000, 0.05, rng)
        for start in (0, 80, 170):
            noise[start : start + 70] += _burst(70, 0.004, rng) * 2
        return band(noise, 700, 2600)
    if name == "brush":
        count = 2400
        shape = np.sin(np.pi * np.arange(count) / count) ** 0.7
        return 0.4 * band(rng.standard_normal(count) * shape, 1200, 3900)
    seconds = {"hat": 0.025, "openHat": 0.14, "ride": 0.3, "shaker": 0.03, "crash": 0.7}[name]
    count = int(min(6 * seconds, 1.6) * SAMPLE_RATE_HZ)
    noise = band(_burst(count, seconds * vary, rng), 2400 if name != "ride" else 1800, 3990)
    if name == "shaker":
        rise = min(200, count)
        noise[:rise] *= np.linspace(0, 1, rise)
    return 0.8 * noise


@dataclass(frozen=True)
class Pattern:
    """Strokes of one bar: a letter is a stroke (capital: accent, small: soft), `.` is none."""

    name: str
    strokes: tuple[tuple[str, str], ...]
    split: str = "train"  # or heldOut


PATTERNS: dict[str, Pattern] = {p.name: p for p in (
    Pattern("rock", (("kick", "X.......X......."), ("snare", "....X.......X..."),
                     ("hat", "X.x.X.x.X.x.X.x."))),
    Pattern("pop", (("kick", "X.....x.X......."), ("snare", "....X.......X..x"),
                    ("hat", "x.x.x.x.x.x.x.x."), ("shaker", "xxxxxxxxxxxxxxxx"))),
    Pattern("swing", (("ride", "X...X..xX...X..x"), ("hat", "....X.......X..."),
                      ("kick", "x...x...x...x..."))),
    Pattern("bossa", (("kick", "X..xX..xX..xX..x"), ("block", "X..X..X...X..X.."),
                      ("shaker", "xXxxxXxxxXxxxXxx"))),
    Pattern("fourOnFloor", (("kick", "X...X...X...X..."), ("clap", "....X.......X..."),
                            ("openHat", "..x...x...x...x."))),
    Pattern("drumAndBass", (("kick", "X.........X....."), ("snare", "....X..x.x..X..x"),
                            ("hat", "xxxxxxxxxxxxxxxx"))),
    Pattern("waltz", (("kick", "X..........."), ("hat", "....x...x..."))),
    Pattern("ballad", (("kick", "X.........x....."), ("snare", "........X......."),
                       ("hat", "x...x...x...x..."))),
    Pattern("shuffle", (("kick", "X.......X......."), ("snare", "....X.......X..."),
                        ("ride", "X..xX..xX..xX..x"))),
    Pattern("musetteWaltz", (("kick", "X..........."), ("brush", "....X...X.x."),
                             ("bell", "........x...")), "heldOut"),
    Pattern("lofi", (("kick", "X..x......X....."), ("snare", "....X..x....X..."),
                     ("brush", "x.x.x.x.x.x.x.x.")), "heldOut"),
    Pattern("funk", (("kick", "X.x....x..X..x.."), ("snare", "....X..x.x..X..."),
                     ("hat", "XxxxXxxxXxXxXxxx")), "heldOut"),
    Pattern("disco", (("kick", "X...X...X...X..."), ("snare", "....X.......X..."),
                      ("openHat", "..X...X...X...X."), ("conga", "x..x..x.x..x..x.")), "heldOut"),
    Pattern("reggae", (("kick", "........X......."), ("block", "....x.......x..."),
                       ("hat", "x.x.X.x.x.x.X.x.")), "heldOut"),
    Pattern("march", (("snare", "X..xX.X.X..xXxxx"), ("kick", "X.......X......."),
                      ("crash", "X...............")), "heldOut"),
)}
