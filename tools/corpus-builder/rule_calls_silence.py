"""Calls for the rules about silence and holds: QC103, QC104, QC116, QC117."""

from __future__ import annotations

import numpy as np

import sound_sources as sound
from rendering import CallAudio
from rule_plan import RulePlan, beyond
from rule_scene import Scene
from signalling_tones import note_non_speech
from timeline import AGENT, CUSTOMER


def play_music(scene: Scene, start: float, end: float, channels: tuple[int, ...] = (AGENT,)
               ) -> None:
    """Hold music over a stretch of the call, once it is sound."""
    level = scene.between(-34, -22)

    def apply(audio: CallAudio) -> None:
        first = int(start * 8000)
        last = min(int(end * 8000), audio.samples.shape[1])
        name, music = sound.hold_music(last - first, audio.split, audio.rng)
        music = sound.fade_edges(sound.scaled(music, level))
        for channel in channels:
            audio.samples[channel, first:last] += music
            note_non_speech(audio, "music", name, channel, first, last)

    scene.effects.append(apply)


def _silences(scene: Scene, lengths: tuple[float, ...], before: int = CUSTOMER,
              after: int = AGENT) -> float:
    """Silences of these lengths between a turn of `before` and one of `after`."""
    scene.talk(8.0)
    for seconds in lengths:
        scene.say(before, scene.between(2.5, 4))
        scene.wait(seconds)
        scene.say(after, scene.between(2.5, 4))
        scene.pause()
        if after == before:
            scene.say(1 - after, 2.5)
            scene.pause()
    scene.talk(8.0)
    return 1.5


QC103 = RulePlan("QC103", _silences, {
    "10.4 s, agent answers": {"lengths": (10.4,)}, "12 s, agent answers": {"lengths": (12.0,)},
    "18 s, agent answers": {"lengths": (18.0,)},
    "customer must go on": {"lengths": (14.0,), "before": AGENT, "after": CUSTOMER},
    "agent's own 11 s": {"lengths": (11.0,), "before": AGENT, "after": AGENT},
    "agent's own 15 s": {"lengths": (15.0,), "before": AGENT, "after": AGENT},
    "five of 6.4 s": {"lengths": (6.4,) * 5}, "five of 8 s": {"lengths": (8.0,) * 5},
    "six of 7 s, agent's own": {"lengths": (7.0,) * 6, "before": AGENT, "after": AGENT},
    "seven of 9 s": {"lengths": (9.0,) * 7},
}, {
    "9.5 s, agent answers": {"lengths": (9.5,)}, "8 s, agent answers": {"lengths": (8.0,)},
    "four of 8 s": {"lengths": (8.0,) * 4}, "seven of 5.5 s": {"lengths": (5.5,) * 7},
    "customer thinks 15 s": {"lengths": (15.0,), "before": CUSTOMER, "after": CUSTOMER},
    "customer thinks 25 s": {"lengths": (25.0,), "before": CUSTOMER, "after": CUSTOMER},
    "customer thinks six times": {"lengths": (7.0,) * 6, "before": CUSTOMER, "after": CUSTOMER},
    "agent's own 9.4 s": {"lengths": (9.4,), "before": AGENT, "after": AGENT},
    "four of 9 s, agent's own": {"lengths": (9.0,) * 4, "before": AGENT, "after": AGENT},
    "ten of 4 s": {"lengths": (4.0,) * 10},
})


def _silence_share(scene: Scene, share: float, pieces: int = 6, lead: float = 0.0,
                   tail: float = 1.0, hold: float = 0.0) -> float:
    """Half a minute of talk with so much silence in it; gaps between turns are small."""
    scene.wait(lead)
    speech = 45.0
    silence = speech * share / (1 - share)
    for piece in range(pieces):
        turn = speech / pieces / 2
        scene.say(AGENT, turn)
        scene.wait(silence / pieces / 2)
        scene.say(CUSTOMER, turn)
        if hold and piece == pieces // 2:
            scene.wait(0.3)
            scene.say(AGENT, 1.5)
            play_music(scene, scene.seconds + 0.4, scene.seconds + hold - 0.4)
            scene.wait(hold)
            scene.say(AGENT, 1.5)
        scene.wait(silence / pieces / 2)
    scene.say(AGENT, 1.5)
    scene.facts["heldSeconds"] = hold
    return tail


def _silence_check(audio: CallAudio) -> bool | None:
    spoken = np.flatnonzero(audio.masks.any(axis=0))
    first, last = spoken[0], spoken[-1] + 1
    held = float(audio.notes.get("heldSeconds", 0.0))
    seconds = (last - first) / 100 - held
    quiet = float((~audio.masks[:, first:last].any(axis=0)).sum()) / 100 - held
    audio.notes["silenceRatio"] = round(quiet / seconds, 4)
    return beyond(quiet / seconds, 0.30, 0.015)


QC104 = RulePlan("QC104", _silence_share, {
    "33 %": {"share": 0.33}, "35 %": {"share": 0.35}, "40 %": {"share": 0.4},
    "half": {"share": 0.5}, "34 % in few pieces": {"share": 0.34, "pieces": 3},
    "45 % in few pieces": {"share": 0.45, "pieces": 2}, "36 % in many": {"share": 0.36, "pieces": 9},
    "38 % beside a hold": {"share": 0.38, "hold": 30.0}, "60 %": {"share": 0.6},
    "34 %, late answer": {"share": 0.34, "lead": 8.0},
}, {
    "27 %": {"share": 0.265}, "25 %": {"share": 0.25}, "20 %": {"share": 0.2},
    "26 % in few pieces": {"share": 0.26, "pieces": 3},
    "10 %, 40 s of hold": {"share": 0.1, "hold": 40.0},
    "20 %, 60 s of hold": {"share": 0.2, "hold": 60.0},
    "15 %, 25 s before the answer": {"share": 0.15, "lead": 25.0},
    "20 %, 30 s after the last word": {"share": 0.2, "tail": 30.0},
    "25 % before, in and after": {"share": 0.22, "lead": 9.0, "tail": 20.0},
    "26 % in many pieces": {"share": 0.26, "pieces": 9},
}, _silence_check)


def _held(scene: Scene, seconds: tuple[float, ...], music: bool = True, both: bool = False,
          customer: float = 0.0, leaves: bool = False) -> float:
    """Announced holds, each ended by the agent's return (unless `leaves`)."""
    scene.talk(14.0)
    for number, length in enumerate(seconds):
        scene.say(AGENT, 2.0)
        start = scene.seconds
        if music:
            play_music(scene, start + 0.4, start + length - 0.4,
                       (AGENT, CUSTOMER) if both else (AGENT,))
        if customer:
            scene.say(CUSTOMER, customer, at=start + length / 2)
        scene.now = round((start + length) * 100)
        if leaves and number + 1 == len(seconds):
            return 0.5
        scene.say(AGENT, 2.5)
        scene.pause()
        scene.talk(10.0, first=CUSTOMER)
    return 1.5


QC116 = RulePlan("QC116", _held, {
    "125 s of music": {"seconds": (125.0,)}, "140 s of music": {"seconds": (140.0,)},
    "124 s of silence": {"seconds": (124.0,), "music": False},
    "135 s of silence": {"seconds": (135.0,), "music": False},
    "130 s, music on both legs": {"seconds": (130.0,), "both": True},
    "40 s and 128 s": {"seconds": (40.0, 128.0)},
    "140 s, customer speaks up": {"seconds": (140.0,), "customer": 2.0},
    "never returns": {"seconds": (135.0,), "leaves": True},
    "160 s of music": {"seconds": (160.0,)},
    "145 s of silence": {"seconds": (145.0,), "music": False},
}, {
    "115 s of music": {"seconds": (115.0,)}, "110 s of music": {"seconds": (110.0,)},
    "116 s of silence": {"seconds": (116.0,), "music": False},
    "70 s and 70 s": {"seconds": (70.0, 70.0)}, "three of 50 s": {"seconds": (50.0, 50.0, 50.0)},
    "100 s, music on both legs": {"seconds": (100.0,), "both": True},
    "two silences of 80 s": {"seconds": (80.0, 80.0), "music": False},
    "110 s, customer speaks up": {"seconds": (110.0,), "customer": 2.0},
    "60 s of music, hung up": {"seconds": (60.0,), "leaves": True},
    "90 s and 40 s": {"seconds": (90.0, 40.0)},
})


def _courtesy(scene: Scene, before: float, hold: float, returns: int = AGENT,
              words: float = 0.0, music: bool = True, count: int = 1) -> float:
    """A hold `before` seconds after the agent's last word, ended by a word of `returns`."""
    scene.talk(12.0)
    for _ in range(count):
        scene.say(AGENT, 2.0)
        left = scene.seconds
        if words:
            scene.wait(0.4)
            scene.say(CUSTOMER, words)
        start = left + before
        if music:
            play_music(scene, start, start + hold - 0.3)
        scene.now = round((start + hold) * 100)
        scene.say(returns, 2.0)
        scene.wait(0.4)
        scene.say(1 - returns, 2.0)
        scene.pause()
        scene.talk(8.0, first=returns)
    return 1.5


QC117 = RulePlan("QC117", _courtesy, {
    "music 10 s after the last word": {"before": 10.0, "hold": 25.0, "words": 9.2},
    "music 14 s after": {"before": 14.0, "hold": 30.0, "words": 13.0},
    "music 9.2 s after": {"before": 9.4, "hold": 20.0, "words": 8.7},
    "customer first": {"before": 0.6, "hold": 25.0, "returns": CUSTOMER},
    "customer first after 60 s": {"before": 0.6, "hold": 60.0, "returns": CUSTOMER},
    "customer first, customer agreed": {"before": 3.0, "hold": 30.0, "words": 1.5,
                                        "returns": CUSTOMER},
    "neither": {"before": 11.0, "hold": 25.0, "words": 10.2, "returns": CUSTOMER},
    "customer first after 15 s": {"before": 0.6, "hold": 15.0, "returns": CUSTOMER},
    "music 20 s after": {"before": 20.0, "hold": 40.0, "words": 19.0},
    "customer first, twice": {"before": 0.6, "hold": 20.0, "returns": CUSTOMER, "count": 2},
}, {
    "announced": {"before": 0.6, "hold": 25.0}, "announced, 60 s": {"before": 0.6, "hold": 60.0},
    "customer agreed": {"before": 3.0, "hold": 30.0, "words": 1.5},
    "6.5 s before": {"before": 6.5, "hold": 25.0, "words": 4.5},
    "7 s before": {"before": 7.0, "hold": 40.0, "words": 5.5},
    "announced, 12 s": {"before": 0.6, "hold": 12.0},
    "silent hold": {"before": 0.3, "hold": 25.0, "music": False},
    "two holds": {"before": 0.6, "hold": 20.0, "count": 2},
    "silent hold of 40 s": {"before": 0.3, "hold": 40.0, "music": False},
    "customer agreed at length": {"before": 5.0, "hold": 25.0, "words": 3.5},
})

PLANS = (QC103, QC104, QC116, QC117)
