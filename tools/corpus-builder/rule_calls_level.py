"""Calls for the rules about levels and noise: QC105-QC109."""

from __future__ import annotations

import numpy as np

import sound_sources as sound
from background_noises import pink
from rendering import CallAudio, telephone_band
from rule_plan import RulePlan
from rule_scene import PLAIN, Manner, Scene
from timeline import AGENT, CUSTOMER


def _quiet_side(scene: Scene, party: int, level: float, other: float = -24.0,
                quiet: float = 0.0, drop: float = 0.0) -> float:
    """A side at a level; for `quiet` seconds of its speech in the middle `drop` dB lower."""
    scene.levels[party], scene.levels[1 - party] = level, other
    scene.talk(24.0, 0.5)
    while quiet > 0.5:
        start, end = scene.say(party, min(quiet, 6.0), Manner(gain_db=-drop))
        quiet -= end - start
        scene.pause()
        if quiet > 0.5:
            scene.say(1 - party, 2.0)
            scene.pause()
    scene.say(1 - party, 2.5)
    scene.pause()
    scene.talk(24.0, 0.5, first=party)
    return 1.5


def _quiet_plan(code: str, party: int) -> RulePlan:
    def given(**params: float) -> dict[str, object]:
        return {"party": party, **params}

    return RulePlan(code, _quiet_side, {
        "-45 dBFS": given(level=-45.0), "-39 dBFS": given(level=-39.0),
        "-38.5 dBFS": given(level=-38.5), "-50 dBFS": given(level=-50.0),
        "14.5 dB under the other": given(level=-33.0, other=-18.5),
        "16 dB under the other": given(level=-32.0, other=-16.0),
        "a third of it 20 dB down": given(level=-24.0, quiet=14.0, drop=20.0),
        "20 s of it 18 dB down": given(level=-24.0, quiet=20.0, drop=18.0),
        "16 s of it at -39": given(level=-22.0, quiet=16.0, drop=17.0),
        "-42 dBFS, other loud": given(level=-42.0, other=-20.0),
    }, {
        "-33 dBFS": given(level=-33.0), "-32 dBFS": given(level=-32.0),
        "9.5 dB under the other": given(level=-28.0, other=-18.5),
        "8 dB under the other": given(level=-32.0, other=-24.0),
        "3 s of it 20 dB down": given(level=-24.0, quiet=3.0, drop=20.0),
        "2.5 s of it 25 dB down": given(level=-22.0, quiet=2.5, drop=25.0),
        "15 s of it 6 dB down": given(level=-22.0, quiet=15.0, drop=6.0),
        "the other is quiet": given(level=-24.0, other=-45.0),
        "the other is 15 dB under": given(level=-18.0, other=-33.5),
        "20 s of it 5 dB down": given(level=-26.0, quiet=20.0, drop=5.0),
    })


def _at_quiet_customer(scene: Scene, rise: float, quiet: float = 20.0, elsewhere: float = 0.0
                       ) -> float:
    """The customer fades for a while; the agent's level then, and that of a turn elsewhere."""
    scene.levels = [-28.0, -28.0]
    scene.talk(26.0, 0.55)
    end = scene.seconds + quiet
    while scene.seconds < end:
        scene.say(CUSTOMER, 3.5, Manner(gain_db=-14.0))
        scene.pause()
        scene.say(AGENT, 3.0, Manner(gain_db=rise))
        scene.pause()
    scene.say(CUSTOMER, 13.0)
    scene.pause()
    if elsewhere:
        for _ in range(3):
            scene.say(AGENT, 3.0, Manner(gain_db=elsewhere))
            scene.pause()
            scene.say(CUSTOMER, 3.0)
            scene.pause()
    scene.talk(24.0, 0.55)
    return 1.5


QC107 = RulePlan("QC107", _at_quiet_customer, {
    "5.5 dB": {"rise": 5.5}, "6 dB": {"rise": 6.0}, "7 dB": {"rise": 7.0}, "8 dB": {"rise": 8.0},
    "10 dB": {"rise": 10.0}, "6 dB, briefly": {"rise": 6.0, "quiet": 13.0},
    "9 dB, briefly": {"rise": 9.0, "quiet": 13.0}, "7 dB, long": {"rise": 7.0, "quiet": 32.0},
    "6.5 dB, 3 dB elsewhere": {"rise": 6.5, "elsewhere": 3.0},
    "8 dB, 4 dB elsewhere": {"rise": 8.0, "elsewhere": 4.0},
}, {
    "2.5 dB": {"rise": 2.5}, "2 dB": {"rise": 2.0}, "as before": {"rise": 0.0},
    "lower": {"rise": -3.0}, "8 dB elsewhere": {"rise": 0.0, "elsewhere": 8.0},
    "10 dB elsewhere": {"rise": 1.0, "elsewhere": 10.0},
    "2.5 dB, long": {"rise": 2.5, "quiet": 32.0}, "1 dB, briefly": {"rise": 1.0, "quiet": 13.0},
    "2 dB, 6 dB elsewhere": {"rise": 2.0, "elsewhere": 6.0},
    "lower, long": {"rise": -2.0, "quiet": 32.0},
})


def _stays_quiet(scene: Scene, levels: tuple[float, ...]) -> float:
    """The agent's level in each stretch of 12 s."""
    scene.levels = [0.0, -24.0]
    for level in levels:
        end = scene.seconds + 16.0
        while scene.seconds < end:
            scene.say(AGENT, 5.0, Manner(gain_db=level))
            scene.pause()
            scene.say(CUSTOMER, 3.0)
            scene.pause()
    return 1.5


QC108 = RulePlan("QC108", _stays_quiet, {
    "-42 throughout": {"levels": (-42.0,) * 4}, "-40 throughout": {"levels": (-40.0,) * 4},
    "-46 throughout": {"levels": (-46.0,) * 4}, "falling": {"levels": (-40.0, -42.0, -44.0)},
    "0.6 dB up": {"levels": (-42.0, -41.7, -41.4, -41.4)},
    "0.8 dB up": {"levels": (-43.0, -42.6, -42.2)},
    "quiet from the middle on": {"levels": (-26.0, -43.0, -43.0, -43.0)},
    "long": {"levels": (-41.0,) * 6}, "-39 throughout": {"levels": (-39.0,) * 4},
    "quiet in the end": {"levels": (-24.0, -24.0, -44.0, -44.0)},
}, {
    "4 dB up": {"levels": (-42.0, -38.0, -38.0, -38.0)},
    "3.5 dB up": {"levels": (-43.0, -43.0, -39.5, -39.5)},
    "10 dB up": {"levels": (-42.0, -32.0, -32.0)}, "up late": {"levels": (-42.0, -42.0, -42.0, -34.0)},
    "up for a while": {"levels": (-42.0, -36.0, -42.0, -42.0)},
    "never quiet": {"levels": (-28.0,) * 4}, "never quiet, falling": {"levels": (-24.0, -27.0, -30.0)},
    "-33 throughout": {"levels": (-33.0,) * 4},
    "step by step": {"levels": (-44.0, -42.0, -40.0, -38.0)},
    "quiet, then 15 dB up": {"levels": (-45.0, -30.0, -30.0)},
})

NOISES = ("white", "pink", "fan", "room")


def _noise_of(kind: str, count: int, rng: np.random.Generator) -> np.ndarray:
    if kind == "fan":
        return telephone_band(sound.fan(count, rng))
    if kind == "pink":
        return telephone_band(pink(count, 3.0, rng))
    falls = {"white": 0.0, "room": 4.0}[kind]
    return telephone_band(sound.coloured(count, falls, rng))


def add_noise(scene: Scene, party: int, snr_db: float, start: float = 0.0, end: float = 1e6,
              kind: str | None = None, in_pauses: bool = False) -> None:
    """Steady noise on a side's channel, so far under its speech; or in its pauses only."""
    kind = kind or NOISES[int(scene.rng.integers(len(NOISES)))]

    def apply(audio: CallAudio) -> None:
        count = audio.samples.shape[1]
        first, last = int(start * 8000), min(int(end * 8000), count)
        level = scene.levels[party] - snr_db
        noise = np.zeros(count)
        noise[first:last] = sound.scaled(_noise_of(kind, last - first, audio.rng), level)
        if in_pauses:
            noise[np.repeat(audio.masks[party], 80)[:count]] = 0.0
        audio.samples[party] += noise
        audio.notes.setdefault("noise", []).append(
            {"channel": party, "kind": kind, "snrDB": round(snr_db, 1)})

    scene.effects.append(apply)


def _noisy(scene: Scene, snr: float, party: int = CUSTOMER, part: float = 1.0,
           both: bool = False, listening: bool = False) -> float:
    """Noise under a part of one side's or both sides' speech; or while it only listens."""
    begin = scene.seconds
    scene.talk(60.0, 0.55)
    seconds = scene.seconds - begin
    end = begin + seconds * part if part < 1 else 1e6
    start = begin if part < 1 else 0.0
    if listening:
        start, end = scene.seconds, scene.seconds + 40.0
        scene.say(1 - party, 40.0)
        scene.pause()
        scene.say(party, 2.0)
    add_noise(scene, party, snr, start, end)
    if both:
        add_noise(scene, 1 - party, snr, start, end)
    scene.say(1 - party, 3.0, PLAIN)
    return 1.5


QC109 = RulePlan("QC109", _noisy, {
    "7.5 dB": {"snr": 7.5}, "7 dB, agent": {"snr": 7.0, "party": AGENT}, "5 dB": {"snr": 5.0},
    "5 dB, agent": {"snr": 5.0, "party": AGENT}, "3 dB": {"snr": 3.0},
    "6 dB for half of it": {"snr": 6.0, "part": 0.5},
    "5 dB for 40 %": {"snr": 5.0, "part": 0.4}, "6 dB, both": {"snr": 6.0, "both": True},
    "4 dB for half of it, agent": {"snr": 4.0, "part": 0.5, "party": AGENT},
    "2 dB": {"snr": 2.0},
}, {
    "13 dB": {"snr": 13.0}, "12.5 dB, agent": {"snr": 12.5, "party": AGENT},
    "15 dB": {"snr": 15.0}, "14 dB, both": {"snr": 14.0, "both": True},
    "5 dB for 8 %": {"snr": 5.0, "part": 0.08}, "3 dB for 9 %": {"snr": 3.0, "part": 0.09},
    "4 dB while listening": {"snr": 4.0, "listening": True},
    "4 dB while listening, agent": {"snr": 4.0, "listening": True, "party": AGENT},
    "18 dB, both": {"snr": 18.0, "both": True}, "20 dB": {"snr": 20.0},
})

PLANS = (_quiet_plan("QC105", CUSTOMER), _quiet_plan("QC106", AGENT), QC107, QC108, QC109)
