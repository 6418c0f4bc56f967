"""Calls for the rules about beginning and end: QC113, QC114, QC124, QC125, QC132."""

from __future__ import annotations

import numpy as np

import sound_sources as sound
from rendering import CallAudio
from rule_plan import RulePlan
from rule_scene import Scene
from signalling_tones import RINGBACKS, _ring
from speech_frames import frame_levels_dbfs
from timeline import AGENT, CUSTOMER


def ring(scene: Scene, start: float, end: float, channels: tuple[int, ...] = (CUSTOMER,)) -> float:
    """Whole rings of some country; returns when the last one ends."""
    country = sorted(RINGBACKS)[int(scene.rng.integers(len(RINGBACKS)))]
    cadence = RINGBACKS[country][1]
    period, length = sum(cadence), sum(cadence[:-1])
    rings = max(1, int((end - start - length) / period) + 1)
    last = start + (rings - 1) * period + length
    level = scene.between(-28, -18)
    scene.effects.append(
        lambda audio: _ring(audio, list(channels), country, start, last + 0.05, level))
    return last


def _answer(scene: Scene, wait: float, ringing: float = 0.0, hello: float = 0.0,
            noise: bool = False) -> float:
    """The agent's first word comes `wait` seconds after the ringing, or the start."""
    start = ring(scene, 0.5, 0.5 + ringing) if ringing else 0.0
    if hello:
        scene.say(CUSTOMER, hello, at=start + wait * 0.6)
    scene.now = round((start + wait) * 100)
    if noise:
        def room(audio: CallAudio) -> None:
            count = int((start + wait) * 8000)
            audio.samples[AGENT, :count] += sound.scaled(
                sound.coloured(count, 5.0, audio.rng), -45.0)

        scene.effects.append(room)
    scene.say(AGENT, 3.0)
    scene.pause()
    scene.talk(25.0, first=CUSTOMER)
    return 1.5


QC113 = RulePlan("QC113", _answer, {
    "10.6 s": {"wait": 10.6}, "11.5 s": {"wait": 11.5}, "14 s": {"wait": 14.0},
    "20 s": {"wait": 20.0}, "11 s after ringing": {"wait": 11.0, "ringing": 10.0},
    "13 s after ringing": {"wait": 13.0, "ringing": 15.0},
    "14 s, \"hello?\"": {"wait": 14.0, "hello": 1.2},
    "12 s, noise in the room": {"wait": 12.0, "noise": True},
    "18 s after ringing": {"wait": 18.0, "ringing": 6.0}, "30 s": {"wait": 30.0},
}, {
    "9.4 s": {"wait": 9.4}, "8.5 s": {"wait": 8.5}, "7 s": {"wait": 7.0},
    "25 s of ringing, 2 s": {"wait": 2.0, "ringing": 25.0},
    "20 s of ringing, 8 s": {"wait": 8.0, "ringing": 20.0},
    "15 s of ringing, 9.2 s": {"wait": 9.2, "ringing": 15.0},
    "9 s, \"hello?\"": {"wait": 9.0, "hello": 1.2},
    "9 s, noise in the room": {"wait": 9.0, "noise": True},
    "30 s of ringing, 1 s": {"wait": 1.0, "ringing": 30.0}, "1 s": {"wait": 1.0},
})


def _first(scene: Scene, customer: float, agent_at: float, ringing: float = 0.0,
           parts: int = 1, breath: bool = False, echo: bool = False) -> float:
    """The customer speaks at once; the agent begins `agent_at` seconds after that."""
    start = ring(scene, 0.4, 0.4 + ringing) + 0.6 if ringing else scene.between(0.5, 1.2)
    for part in range(parts if customer else 0):
        scene.say(CUSTOMER, customer / parts, at=start + part * (customer / parts + 0.8))
    scene.say(AGENT, 3.0, at=start + agent_at)
    scene.now = max(s.end_frame for s in scene.said)
    scene.pause()
    scene.talk(25.0, first=CUSTOMER)
    if breath:
        def noise(audio: CallAudio) -> None:
            place = int(start * 8000)
            burst = sound.coloured(9600, 3.0, audio.rng) * np.hanning(9600)
            audio.samples[CUSTOMER, place : place + 9600] += sound.scaled(burst, -40.0)

        scene.effects.append(noise)
    if echo:
        def heard(audio: CallAudio) -> None:
            copy = np.roll(audio.speech[AGENT], 800) * 0.05
            copy[:800] = 0.0
            audio.samples[CUSTOMER] += copy

        scene.effects.append(heard)
    return 1.5


QC114 = RulePlan("QC114", _first, {
    "1.3 s": {"customer": 1.3, "agent_at": 2.0}, "1.5 s": {"customer": 1.5, "agent_at": 1.9},
    "2 s": {"customer": 2.0, "agent_at": 3.0}, "4 s": {"customer": 4.0, "agent_at": 4.5},
    "two words": {"customer": 1.6, "agent_at": 4.0, "parts": 2},
    "three words": {"customer": 2.4, "agent_at": 7.0, "parts": 3},
    "after ringing": {"customer": 1.6, "agent_at": 2.5, "ringing": 10.0},
    "1.4 s, then together": {"customer": 3.5, "agent_at": 1.4},
    "6 s": {"customer": 6.0, "agent_at": 7.0},
    "after ringing, 3 s": {"customer": 3.0, "agent_at": 3.5, "ringing": 15.0},
}, {
    "a word of 0.7 s": {"customer": 0.7, "agent_at": 1.3},
    "a word of 0.5 s": {"customer": 0.5, "agent_at": 2.0},
    "both together": {"customer": 2.5, "agent_at": 0.15},
    "agent comes in after 0.7 s": {"customer": 3.0, "agent_at": 0.7},
    "breath": {"customer": 0.0, "agent_at": 2.0, "breath": True},
    "after ringing": {"customer": 0.0, "agent_at": 0.8, "ringing": 12.0},
    "echo of the greeting": {"customer": 0.0, "agent_at": 0.5, "echo": True},
    "ringing and a word": {"customer": 0.6, "agent_at": 1.2, "ringing": 10.0},
    "0.75 s, then together": {"customer": 2.0, "agent_at": 0.75},
    "two words of 0.35 s": {"customer": 0.7, "agent_at": 2.4, "parts": 2},
})


def _hang_up(scene: Scene, last: int, tail: float, dead: int | None = None, lead: float = 0.0,
             both: bool = False) -> float:
    """Who has the last word, what follows, and whose leg is digital zero `lead` s before the end."""
    scene.coded = False  # G.711 has no exact zero in its A-law, and mu-law would do nothing here
    scene.talk(25.0, first=CUSTOMER)
    scene.say(1 - last, 1.5)
    scene.wait(0.3)
    scene.say(last, 1.5)

    def die(audio: CallAudio) -> None:
        count = int(lead * 8000)
        for channel in (AGENT, CUSTOMER):
            if both or channel == dead:
                audio.samples[channel, -count:] = 0.0

    if lead:
        scene.effects.append(die)
    return tail


QC124 = RulePlan("QC124", _hang_up, {
    "0.25 s after the agent's word": {"last": AGENT, "tail": 0.25},
    "0.35 s after the agent's word": {"last": AGENT, "tail": 0.35},
    "0.3 s": {"last": AGENT, "tail": 0.3}, "0.2 s": {"last": AGENT, "tail": 0.2},
    "leg dead 0.5 s": {"last": CUSTOMER, "tail": 1.5, "dead": AGENT, "lead": 0.5},
    "leg dead 2 s": {"last": CUSTOMER, "tail": 3.0, "dead": AGENT, "lead": 2.0},
    "leg dead 0.3 s": {"last": AGENT, "tail": 1.6, "dead": AGENT, "lead": 0.3},
    "leg dead 4 s": {"last": AGENT, "tail": 5.0, "dead": AGENT, "lead": 4.0},
    "leg dead 1 s": {"last": AGENT, "tail": 1.6, "dead": AGENT, "lead": 1.0},
    "0.4 s after the agent's word": {"last": AGENT, "tail": 0.4},
}, {
    "0.8 s after the agent's word": {"last": AGENT, "tail": 0.8},
    "1.5 s after the agent's word": {"last": AGENT, "tail": 1.5},
    "customer has the last word": {"last": CUSTOMER, "tail": 0.3},
    "customer's leg dead 0.5 s": {"last": AGENT, "tail": 1.0, "dead": CUSTOMER, "lead": 0.5},
    "customer's leg dead 2 s": {"last": CUSTOMER, "tail": 3.0, "dead": CUSTOMER, "lead": 2.0},
    "both legs dead": {"last": AGENT, "tail": 2.0, "lead": 1.0, "both": True},
    "both legs dead, customer last": {"last": CUSTOMER, "tail": 1.5, "lead": 0.6, "both": True},
    "3 s after the agent's word": {"last": AGENT, "tail": 3.0},
    "customer last, 1 s": {"last": CUSTOMER, "tail": 1.0},
    "customer's leg dead right after the agent": {"last": AGENT, "tail": 0.9, "dead": CUSTOMER,
                                                  "lead": 0.6},
})


def _cut(scene: Scene, last: int, tail: float | None, fades: bool = False, noise: bool = False,
         both: bool = False) -> float:
    """The file ends in a word (`tail` is None), or so long after it."""
    scene.talk(22.0, first=CUSTOMER)
    scene.say(last, 4.0)
    if both:
        scene.say(1 - last, 2.0, at=scene.seconds - 2.2)
    if noise:
        def hum(audio: CallAudio) -> None:
            count = int(3.0 * 8000)
            audio.samples[last, -count:] += sound.scaled(
                sound.coloured(count, 3.0, audio.rng), -42.0)

        scene.effects.append(hum)
    if tail is not None:
        if fades:
            said = scene.said[-1].utterance
            count = min(len(said.samples), 6400)
            said.samples[-count:] *= np.linspace(1.0, 0.0, count) ** 2
        return tail
    return -_loud_place(scene, last) / 100


def _loud_place(scene: Scene, last: int) -> int:
    """How many frames before its end the last turn is as loud as on average."""
    said = max((s for s in scene.said if s.party == last), key=lambda s: s.end_frame)
    levels = frame_levels_dbfs(said.utterance.samples)
    smooth = np.convolve(levels, np.ones(12) / 12, "same")
    later = max(s.end_frame for s in scene.said)
    for back in range(15, len(levels) - 5):
        place = len(levels) - back
        if smooth[place - 6] > -27.0 and levels[place - 3 : place].min() > -34.0:
            return later - (said.start_frame + place)
    raise ValueError("no loud place to cut at")


QC125 = RulePlan("QC125", _cut, {
    **{f"cut in the {name}'s word {n}": {"last": party, "tail": None}
       for name, party in (("agent", AGENT), ("customer", CUSTOMER)) for n in range(1, 4)},
    "cut in noise, agent": {"last": AGENT, "tail": None, "noise": True},
    "cut in noise, customer": {"last": CUSTOMER, "tail": None, "noise": True},
    "cut, customer 4": {"last": CUSTOMER, "tail": None},
    "cut, agent 4": {"last": AGENT, "tail": None},
}, {
    "0.25 s later": {"last": AGENT, "tail": 0.25}, "0.3 s later": {"last": CUSTOMER, "tail": 0.3},
    "0.2 s later": {"last": AGENT, "tail": 0.2}, "0.5 s later": {"last": CUSTOMER, "tail": 0.5},
    "1 s later": {"last": AGENT, "tail": 1.0},
    "noise to the end": {"last": CUSTOMER, "tail": 0.6, "noise": True},
    "noise to the end, agent": {"last": AGENT, "tail": 0.5, "noise": True},
    "dies away": {"last": CUSTOMER, "tail": 0.15, "fades": True},
    "dies away, agent": {"last": AGENT, "tail": 0.2, "fades": True},
    "3 s later": {"last": CUSTOMER, "tail": 3.0},
})


def _rung(scene: Scene, swapped: bool, greeting: float, channels: tuple[int, ...] = (CUSTOMER,),
          ringing: float = 12.0, hello: float = 0.0, wait: float = 0.8) -> float:
    """Ringing where the answer comes. In a swapped call the agent's voice is on the other channel."""
    end = ring(scene, 0.5, 0.5 + ringing, channels) if ringing else 0.5
    greeter = CUSTOMER if swapped else AGENT
    scene.now = round((end + wait) * 100)
    if hello:
        scene.say(1 - greeter, hello)
        scene.wait(0.2)
    scene.say(greeter, greeting)
    scene.pause()
    scene.talk(25.0, 0.35 if swapped else 0.65, first=1 - greeter)
    return 1.5


QC132 = RulePlan("QC132", _rung, {
    "greeting of 2.5 s": {"swapped": True, "greeting": 2.5},
    "greeting of 3 s": {"swapped": True, "greeting": 3.0},
    "greeting of 4 s": {"swapped": True, "greeting": 4.0},
    "greeting of 6 s": {"swapped": True, "greeting": 6.0},
    "one ring": {"swapped": True, "greeting": 3.0, "ringing": 2.0},
    "25 s of ringing": {"swapped": True, "greeting": 3.5, "ringing": 25.0},
    "after 3 s": {"swapped": True, "greeting": 3.0, "wait": 3.0},
    "after 6 s": {"swapped": True, "greeting": 5.0, "wait": 6.0},
    "greeting of 2.4 s, long ringing": {"swapped": True, "greeting": 2.4, "ringing": 20.0},
    "greeting of 8 s": {"swapped": True, "greeting": 8.0},
}, {
    "agent greets": {"swapped": False, "greeting": 3.0},
    "agent greets at length": {"swapped": False, "greeting": 6.0},
    "ringing on both": {"swapped": False, "greeting": 3.0, "channels": (AGENT, CUSTOMER)},
    "ringing with the agent": {"swapped": False, "greeting": 3.0, "channels": (AGENT,)},
    "\"hello?\" first": {"swapped": False, "greeting": 3.0, "hello": 0.8},
    "\"hello, who is it?\" first": {"swapped": False, "greeting": 3.0, "hello": 1.4},
    "after 6 s": {"swapped": False, "greeting": 3.0, "wait": 6.0},
    "25 s of ringing": {"swapped": False, "greeting": 2.5, "ringing": 25.0},
    "one ring": {"swapped": False, "greeting": 2.5, "ringing": 2.0},
    "short hello of 0.5 s": {"swapped": False, "greeting": 4.0, "hello": 0.5},
})

PLANS = (QC113, QC114, QC124, QC125, QC132)
