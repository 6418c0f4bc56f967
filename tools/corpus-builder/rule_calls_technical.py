"""Calls for the technical rules: QC128-QC131, QC133."""

from __future__ import annotations

import numpy as np

import sound_sources as sound
from rendering import CallAudio
from rule_plan import RulePlan, beyond
from rule_scene import Scene
from speech_frames import frame_levels_dbfs, runs
from timeline import AGENT, CUSTOMER


def _one_way(scene: Scene, dead: int | None, kind: str = "zero", monologue: float = 0.0,
             died: bool = False) -> float:
    """One side is not heard (`zero`, `noise`), or only listens for `monologue` seconds."""
    scene.coded = False
    if dead is None:
        scene.talk(16.0)
        scene.say(AGENT if kind == "agent" else CUSTOMER, monologue)
        scene.pause()
        scene.talk(16.0, first=CUSTOMER if kind == "agent" else AGENT)
        return 1.5
    if died:
        scene.talk(12.0)
    place = scene.seconds
    for _ in range(9):
        scene.say(1 - dead, scene.between(4, 6))
        scene.wait(scene.between(1.5, 4.0))

    def silent(audio: CallAudio) -> None:
        first = int(place * 8000) if died else 0
        if kind == "zero":
            audio.samples[dead, first:] = 0.0
        elif kind == "noise":
            count = audio.samples.shape[1]
            audio.samples[dead] += sound.scaled(sound.coloured(count, 3.0, audio.rng), -48.0)

    scene.effects.append(silent)
    return 1.5


QC128 = RulePlan("QC128", _one_way, {
    "agent digital zero": {"dead": AGENT}, "customer digital zero": {"dead": CUSTOMER},
    "agent line noise": {"dead": AGENT, "kind": "line"},
    "agent room noise": {"dead": AGENT, "kind": "noise"},
    "agent died on the way": {"dead": AGENT, "died": True},
    "customer died on the way": {"dead": CUSTOMER, "died": True},
    "agent digital zero 2": {"dead": AGENT}, "customer digital zero 2": {"dead": CUSTOMER},
    "agent line noise 2": {"dead": AGENT, "kind": "line"},
    "customer died on the way 2": {"dead": CUSTOMER, "died": True},
}, {
    "customer speaks 17 s": {"dead": None, "kind": "customer", "monologue": 17.0},
    "agent speaks 17 s": {"dead": None, "kind": "agent", "monologue": 17.0},
    "customer speaks 15 s": {"dead": None, "kind": "customer", "monologue": 15.0},
    "agent speaks 12 s": {"dead": None, "kind": "agent", "monologue": 12.0},
    "agent speaks 16 s": {"dead": None, "kind": "agent", "monologue": 16.0},
    **{f"talk {n}": {"dead": None, "kind": "agent", "monologue": 4.0} for n in range(1, 4)},
    "customer speaks 14 s": {"dead": None, "kind": "customer", "monologue": 14.0},
    "agent speaks 14 s": {"dead": None, "kind": "agent", "monologue": 14.0},
})

FULL_SCALE_RATIO = 0.001  # of the samples of a channel: QC129


def _loud(scene: Scene, ratio: float, party: int = AGENT, limited: bool = False) -> float:
    """Gain until this share of a side's samples would be over full scale, cut there or bent below."""
    scene.coded = False
    scene.talk(50.0, 0.5)

    def gain(audio: CallAudio) -> None:
        size = np.abs(audio.samples[party])
        # Linear gain; the share is of all samples of the channel.
        edge = float(np.quantile(size, 1 - ratio)) if ratio else float(size.max()) * 1.12
        louder = audio.samples[party] / max(edge, 1e-6)
        if limited:
            louder = 0.9 * np.tanh(louder / 0.9)
        audio.samples[party] = np.clip(louder, -1.0, 1.0)

    scene.effects.append(gain)
    return 1.5


def _clipped_ratio(audio: CallAudio) -> bool | None:
    """Samples in runs of three and more at full scale, as EV106 has it."""
    worst = 0.0
    for channel in audio.samples:
        for sign in (1.0, -1.0):
            found = sum(e - s for s, e in runs(channel * sign >= 0.999) if e - s >= 3)
            worst = max(worst, found / len(channel)) if sign > 0 else worst + found / len(channel)
    audio.notes["clippedRatio"] = round(worst, 6)
    return beyond(worst, FULL_SCALE_RATIO, 0.0003)


QC129 = RulePlan("QC129", _loud, {
    "0.5 %": {"ratio": 0.005}, "0.7 %, customer": {"ratio": 0.007, "party": CUSTOMER},
    "1 %": {"ratio": 0.01}, "1 %, customer": {"ratio": 0.01, "party": CUSTOMER},
    "2 %": {"ratio": 0.02}, "3 %": {"ratio": 0.03}, "5 %": {"ratio": 0.05},
    "0.6 %": {"ratio": 0.006}, "2 %, customer": {"ratio": 0.02, "party": CUSTOMER},
    "8 %": {"ratio": 0.08},
}, {
    "0.03 %": {"ratio": 0.0003}, "0.05 %, customer": {"ratio": 0.0005, "party": CUSTOMER},
    "peaks 1 dB under": {"ratio": 0.0}, "peaks 1 dB under, customer": {"ratio": 0.0,
                                                                      "party": CUSTOMER},
    "limiter": {"ratio": 0.02, "limited": True},
    "limiter, customer": {"ratio": 0.03, "limited": True, "party": CUSTOMER},
    "0.02 %": {"ratio": 0.0002}, "0.04 %": {"ratio": 0.0004},
    "strong limiter": {"ratio": 0.08, "limited": True}, "0.06 %": {"ratio": 0.0006},
}, _clipped_ratio)


def _lossy(scene: Scene, ratio: float, party: int = CUSTOMER, repeat: bool = False,
           packet: float = 0.02, pauses: bool = False, burst: bool = False) -> float:
    """Packets of a side's speech lost: zero, or the one before again; or zero in its pauses."""
    scene.coded = False
    scene.talk(50.0, 0.5)

    def lose(audio: CallAudio) -> None:
        size = int(packet * 8000)
        mask = np.repeat(audio.masks[party], 80)[: audio.samples.shape[1]]
        if pauses:
            audio.samples[party, ~mask] = 0.0
        # Inside speech: 50 ms before and after are not far under the side's level.
        levels = frame_levels_dbfs(audio.speech[party]) > scene.levels[party] - 10.0
        loud = np.repeat(levels, 80)[: len(mask)]
        starts = [k for k in range(size * 8, len(mask) - size * 12, size)
                  if loud[k - 400 : k + size + 400].all()]
        wanted = round(ratio * mask.sum() / size)
        if not wanted:
            return
        if burst:
            middle = int(audio.rng.integers(10, len(starts) - 10))
            chosen = starts[middle : middle + wanted]
        else:
            # Apart from each other, so that each is a loss of its own.
            free = [k for n, k in enumerate(starts) if n % 3 == 0]
            chosen = [free[int(i)] for i in
                      audio.rng.choice(len(free), min(wanted, len(free)), replace=False)]
        for start in chosen:
            before = audio.samples[party, start - size : start].copy()
            audio.samples[party, start : start + size] = before if repeat else 0.0
        audio.notes["lostRatio"] = round(len(chosen) * size / int(mask.sum()), 4)

    scene.effects.append(lose)
    return 1.5


def _lost_ratio(audio: CallAudio) -> bool | None:
    return beyond(float(audio.notes.get("lostRatio", 0.0)), 0.01, 0.003)


QC130 = RulePlan("QC130", _lossy, {
    "1.8 %": {"ratio": 0.018}, "2.5 %": {"ratio": 0.025}, "4 %": {"ratio": 0.04},
    "6 %": {"ratio": 0.06}, "2 %, agent": {"ratio": 0.02, "party": AGENT},
    "3 %, repeated": {"ratio": 0.03, "repeat": True}, "5 %, repeated": {"ratio": 0.05,
                                                                      "repeat": True},
    "3 %, 40 ms": {"ratio": 0.03, "packet": 0.04}, "5 %, 60 ms": {"ratio": 0.05, "packet": 0.06},
    "4 %, agent, repeated": {"ratio": 0.04, "party": AGENT, "repeat": True},
}, {
    "0.3 %": {"ratio": 0.003}, "0.5 %": {"ratio": 0.005}, "none": {"ratio": 0.0},
    "0.4 %, repeated": {"ratio": 0.004, "repeat": True},
    "digital zero in pauses": {"ratio": 0.0, "pauses": True},
    "digital zero in pauses, agent": {"ratio": 0.0, "pauses": True, "party": AGENT},
    "0.3 %, zero in pauses": {"ratio": 0.003, "pauses": True},
    "0.5 %, 40 ms": {"ratio": 0.005, "packet": 0.04},
    "0.5 %, agent": {"ratio": 0.005, "party": AGENT}, "none, agent": {"ratio": 0.0, "party": AGENT},
}, _lost_ratio)


def _mono(scene: Scene, noise: float | None, gain: float = 0.0, invert: bool = False,
          echo: float | None = None, delay: float = 0.05) -> float:
    """Both channels carry both sides, with own noise so many dB under; or a strong echo."""
    scene.talk(45.0, 0.6)

    def mix(audio: CallAudio) -> None:
        count = audio.samples.shape[1]
        if echo is not None:
            shift = int(delay * 8000)
            for source in (AGENT, CUSTOMER):
                copy = np.zeros(count)
                copy[shift:] = audio.speech[source][: count - shift]
                audio.samples[1 - source] += copy * 10.0 ** (echo / 20.0)
            return
        both = audio.samples.sum(axis=0)
        power = 20 * np.log10(np.sqrt(np.mean(both**2)))
        audio.samples[0] = both
        audio.samples[1] = both * 10.0 ** (gain / 20.0) * (-1 if invert else 1)
        if noise is not None:
            audio.samples[1] += sound.scaled(audio.rng.standard_normal(count),
                                             power + gain - noise)

    scene.effects.append(mix)
    return 1.5


def _correlation(audio: CallAudio) -> bool | None:
    value = abs(float(np.corrcoef(audio.samples)[0, 1]))
    audio.notes["correlation"] = round(value, 4)
    return beyond(value, 0.98, 0.005)


QC131 = RulePlan("QC131", _mono, {
    "copy": {"noise": None}, "copy, 3 dB weaker": {"noise": None, "gain": -3.0},
    "copy, 12 dB weaker": {"noise": None, "gain": -12.0}, "inverted": {"noise": None, "invert": True},
    "noise 30 dB under": {"noise": 30.0}, "noise 22 dB under": {"noise": 22.0},
    "noise 20 dB under, weaker": {"noise": 20.0, "gain": -6.0},
    "inverted, noise": {"noise": 25.0, "invert": True}, "noise 40 dB under": {"noise": 40.0},
    "copy, 6 dB louder": {"noise": None, "gain": 3.0},
}, {
    "two legs": {"noise": None, "echo": -60.0}, "echo at -6 dB": {"noise": None, "echo": -6.0},
    "echo at -10 dB": {"noise": None, "echo": -10.0},
    "crosstalk at -6 dB": {"noise": None, "echo": -6.0, "delay": 0.0},
    "crosstalk at -3 dB": {"noise": None, "echo": -3.0, "delay": 0.0},
    "crosstalk at -12 dB": {"noise": None, "echo": -12.0, "delay": 0.0},
    "echo at -6 dB after 0.3 s": {"noise": None, "echo": -6.0, "delay": 0.3},
    "noise 10 dB under": {"noise": 10.0}, "noise 8 dB under": {"noise": 8.0},
    "crosstalk at -20 dB": {"noise": None, "echo": -20.0, "delay": 0.0},
}, _correlation)


def _skewed(scene: Scene, skew: float, party: int = AGENT, gaps: tuple[float, float] = (0.35, 0.35),
            often: float = 1.0) -> float:
    """Turns with a gap before the agent's and the customer's, and one channel moved afterwards.

    A gap under zero is talk over the other's end; `often` of the turns have it, the others 0.35 s.
    """
    speaker = CUSTOMER
    end = scene.seconds + 75.0
    while scene.seconds < end:
        gap = gaps[speaker] if scene.rng.random() < often else 0.35
        scene.say(speaker, scene.between(2.0, 6.0),
                  at=max(scene.seconds + gap * scene.between(0.7, 1.3), 0.3))
        speaker = 1 - speaker

    def move(audio: CallAudio) -> None:
        # What comes round the end is line noise: nobody speaks in the last four seconds.
        audio.samples[party] = np.roll(audio.samples[party], int(skew * 8000))
        audio.masks[party] = np.roll(audio.masks[party], round(skew * 100))
        audio.notes["skewSeconds"] = skew

    scene.effects.append(move)
    return 4.0


QC133 = RulePlan("QC133", _skewed, {
    **{f"agent {skew} s late": {"skew": skew} for skew in (0.8, 1.0, 1.4, 2.0, 2.5)},
    "customer 0.8 s late": {"skew": 0.8, "party": CUSTOMER},
    "customer 1.2 s late": {"skew": 1.2, "party": CUSTOMER},
    "agent 1 s early": {"skew": -1.0}, "1 s, slow agent": {"skew": 1.0, "gaps": (0.9, 0.3)},
    "1.5 s, some talk-over": {"skew": 1.5, "gaps": (-0.5, 0.35), "often": 0.2},
}, {
    "in time": {"skew": 0.0}, "0.2 s late": {"skew": 0.2}, "0.3 s early": {"skew": -0.3},
    "slow agent": {"skew": 0.0, "gaps": (2.0, 0.3)},
    "slow customer": {"skew": 0.0, "gaps": (0.3, 2.5)},
    "agent cuts in": {"skew": 0.0, "gaps": (-0.7, 0.35)},
    "customer cuts in": {"skew": 0.0, "gaps": (0.35, -0.9)},
    "both cut in": {"skew": 0.0, "gaps": (-0.6, -0.6)},
    "agent cuts in at times": {"skew": 0.0, "gaps": (-1.2, 0.5), "often": 0.3},
    "agent cuts in, 0.2 s late": {"skew": 0.2, "gaps": (-0.6, 0.4)},
})

PLANS = (QC128, QC129, QC130, QC131, QC133)
