"""Calls for the rules about raised and agitated voices: QC122, QC123, QC134.

A shout is level and F0 raised by resynthesis. Whether F0 has risen over the side's own, and how long
speech is heard, is measured on the finished words, as those that are drawn bring an F0 of their own.
"""

from __future__ import annotations

import numpy as np

from rendering import CallAudio
from resynthesis import pitch_track
from rule_calls_voice import note_rates
from rule_plan import RulePlan, beyond
from rule_scene import PLAIN, Manner, Said, Scene
from speech_frames import FRAME_SECONDS, RANGE_BELOW_P95_DB, clean_mask, frame_levels_dbfs
from timeline import AGENT, CUSTOMER

SHOUT = Manner(gain_db=9.5, semitones=4.0, near_f0=True, longest=5.0)
RAISED_DB, RAISED_SEMITONES = 6.0, 2.0  # EV104
RAISED_SECONDS, SHOUT_COUNT, SHOUT_SECONDS, ANSWER_SECONDS = 1.0, 2, 3.0, 15.0  # EV104, QC122, QC123
DB_MARGIN, SEMITONE_MARGIN, SECONDS_MARGIN = 1.0, 0.5, 0.5  # nearer to a limit, a draw is made again


def _raise_voice(scene: Scene, party: int, seconds: float, manner: Manner, at: float | None = None
                 ) -> tuple[float, float]:
    """A turn in another voice than the side's usual one, and a note of it."""
    first = len(scene.said)
    span = scene.say(party, seconds, manner, at)
    scene.facts.setdefault("outbursts", []).append(
        {"party": party, "span": span, "gain": manner.gain_db,
         "said": list(range(first, len(scene.said)))})
    return span


def _note_outbursts(scene: Scene) -> None:
    """How far F0 of each outburst lies over the side's F0 elsewhere, and how long it is heard, as the
    words have come out.

    The words that are drawn bring an F0 of their own: of a voice that moves by an octave, those that
    were raised may be no higher than the others. And a recording of a single letter may be a vowel of
    half a second in two seconds of its own noise.
    """
    outbursts = scene.facts.setdefault("outbursts", [])
    raised = {index for one in outbursts for index in one["said"]}
    for one in outbursts:
        said = [scene.said[index] for index in one.pop("said")]
        usual = [s for index, s in enumerate(scene.said)
                 if s.party == one["party"] and index not in raised]
        heights = [_median_f0_hz(words) for words in (said, usual)]
        one["riseSemitones"] = 12 * float(np.log2(heights[0] / heights[1])) if all(heights) else 0.0
        one["seconds"] = heard_seconds(said)


def heard_seconds(said: list[Said]) -> float:
    """Speech of an outburst by the rule of the reference call, asked of the outburst itself."""
    if not said:
        return 0.0
    levels = [frame_levels_dbfs(s.utterance.samples)[: len(s.utterance.mask)] for s in said]
    least = float(np.percentile(np.concatenate(levels), 95)) - RANGE_BELOW_P95_DB
    mask = np.zeros(max(s.end_frame for s in said), dtype=bool)
    for one, heard in zip(said, levels):
        mask[one.start_frame : one.start_frame + len(heard)] |= heard >= least
    return float(clean_mask(mask).sum()) * FRAME_SECONDS


def _median_f0_hz(said: list[Said]) -> float:
    tracks = [pitch_track(s.utterance.samples) for s in said]
    voiced = np.concatenate([t[t > 0] for t in tracks]) if tracks else np.zeros(0)
    return float(np.median(voiced)) if len(voiced) else 0.0


def _raised(audio: CallAudio, party: int) -> list[tuple[float, float, float]] | None:
    """Raised voices of a side by the words of EV104, start, end and seconds heard; `None` when one lies
    too near to a limit."""
    found = []
    for one in audio.notes["outbursts"]:
        start, end = one["span"]
        if one["party"] != party:
            continue
        loud = beyond(one["gain"], RAISED_DB, DB_MARGIN)
        high = beyond(one["riseSemitones"], RAISED_SEMITONES, SEMITONE_MARGIN)
        long = beyond(one["seconds"], RAISED_SECONDS, SECONDS_MARGIN)
        if loud and high and long:
            found.append((start, end, one["seconds"]))
        elif not any(measure is False for measure in (loud, high, long)):
            return None
    return found


def _shouts(audio: CallAudio) -> bool | None:
    raised = _raised(audio, CUSTOMER)
    if raised is None:
        return None
    if len(raised) >= SHOUT_COUNT:
        return True
    return beyond(sum(seconds for _, _, seconds in raised), SHOUT_SECONDS, SECONDS_MARGIN)


def _shouts_back(audio: CallAudio) -> bool | None:
    outbursts, answers = _raised(audio, CUSTOMER), _raised(audio, AGENT)
    if outbursts is None or answers is None:
        return None
    waits = [max(answer[0] - outburst[1], 0.0) for answer in answers for outburst in outbursts
             if answer[0] >= outburst[0]]
    soon = [beyond(-wait, -ANSWER_SECONDS, SECONDS_MARGIN) for wait in waits]
    return True if any(soon) else None if None in soon else False


def _outburst(scene: Scene, party: int, seconds: float, gain: float = 9.5, semitones: float = 4.0
              ) -> tuple[float, float]:
    manner = Manner(gain_db=gain, semitones=semitones, near_f0=True)
    span = _raise_voice(scene, party, seconds, manner)
    scene.pause()
    return span


def _shouting(scene: Scene, outbursts: tuple[float, ...], party: int = CUSTOMER,
              gain: float = 9.5, semitones: float = 4.0) -> float:
    """Outbursts of one side, 12 s of calm talk before and after each."""
    scene.levels = [-29.0, -29.0]
    scene.talk(22.0, 0.55)
    for seconds in outbursts:
        _outburst(scene, party, seconds, gain, semitones)
        scene.say(1 - party, 2.5)
        scene.pause()
        scene.talk(14.0, 0.6)
    scene.talk(14.0, 0.55)
    _note_outbursts(scene)
    return 1.5


QC122 = RulePlan("QC122", _shouting, {
    "two of 2 s": {"outbursts": (2.0, 2.0)}, "two of 1.6 s": {"outbursts": (1.6, 1.6)},
    "one of 5 s": {"outbursts": (5.0,)}, "one of 4 s": {"outbursts": (4.0,)},
    "three of 2 s": {"outbursts": (2.0,) * 3}, "two of 3 s": {"outbursts": (3.0, 3.0)},
    "one of 8 s": {"outbursts": (8.0,)}, "8 dB up": {"outbursts": (3.0, 3.0), "gain": 8.0},
    "11 dB up": {"outbursts": (2.0, 2.0), "gain": 11.0},
    "3.5 semitones up": {"outbursts": (3.0, 2.5), "semitones": 3.5},
}, {
    "one of 2 s": {"outbursts": (2.0,)}, "one of 1.6 s": {"outbursts": (1.6,)},
    "calm": {"outbursts": ()}, "louder only": {"outbursts": (3.0, 3.0), "semitones": 0.0},
    "higher only": {"outbursts": (3.0, 3.0), "gain": 0.0},
    "4 dB up": {"outbursts": (3.0, 3.0), "gain": 3.8},
    "gain 10 dB up": {"outbursts": (6.0, 6.0), "gain": 10.0, "semitones": 0.0},
    "agent shouts": {"outbursts": (3.0, 3.0), "party": AGENT},
    "agent shouts once": {"outbursts": (5.0,), "party": AGENT},
    "3 dB and 1 semitone": {"outbursts": (4.0, 4.0), "gain": 3.0, "semitones": 1.0},
}, _shouts, "pitched")


def _shout_back(scene: Scene, after: float, order: tuple[int, int] = (CUSTOMER, AGENT),
                answer: float = 3.0, gain: float = 9.5, semitones: float = 4.0) -> float:
    """One side shouts, the other `after` seconds later, with calm talk between."""
    scene.levels = [-29.0, -29.0]
    scene.talk(28.0, 0.5)
    _, end = _raise_voice(scene, order[0], 3.0, SHOUT)
    first = order[1]
    while scene.seconds < end + after - 3.0:
        scene.pause()
        scene.say(first, min(3.0, max(end + after - scene.seconds - 1.0, 1.0)))
        first = 1 - first
    if answer:
        _raise_voice(scene, order[1], answer, Manner(gain, semitones, near_f0=True), end + after)
    scene.pause()
    scene.talk(30.0, 0.5, first=order[0])
    _note_outbursts(scene)
    return 1.5


QC123 = RulePlan("QC123", _shout_back, {
    **{f"{seconds} s later": {"after": seconds} for seconds in (0.5, 2.0, 4.0, 8.0, 11.0, 13.5)},
    "1 s later, 2 s long": {"after": 1.0, "answer": 2.0},
    "3 s later, 8 dB": {"after": 3.0, "gain": 8.0}, "at once, 5 s": {"after": 0.4, "answer": 5.0},
    "6 s later, 11 dB": {"after": 6.0, "gain": 11.0},
}, {
    "17.5 s later": {"after": 17.5}, "22 s later": {"after": 22.0}, "30 s later": {"after": 30.0},
    "agent first": {"after": 4.0, "order": (AGENT, CUSTOMER)},
    "agent first, 10 s": {"after": 10.0, "order": (AGENT, CUSTOMER)},
    "calm answer": {"after": 2.0, "answer": 0.0},
    "louder only": {"after": 2.0, "semitones": 0.0}, "higher only": {"after": 2.0, "gain": 0.0},
    "3.5 dB": {"after": 3.0, "gain": 3.5}, "19 s later": {"after": 19.0},
}, _shouts_back, "pitched")


def _agitated(scene: Scene, steps: tuple[tuple[float, float, float], ...], party: int = CUSTOMER
              ) -> float:
    """Gain, semitones and tempo of a side's turns in each third of the call."""
    scene.levels = [-27.0, -29.0]
    for gain, semitones, tempo in steps:
        manner = Manner(gain, semitones, tempo)
        manners = (manner, PLAIN) if party == AGENT else (PLAIN, manner)
        scene.talk(32.0, 0.7, *manners)
    note_rates(scene)
    return 1.5


CALM, RISING, HIGH = (0.0, 0.0, 0.9), (3.5, 2.0, 1.1), (7.0, 4.0, 1.45)
QC134 = RulePlan("QC134", _agitated, {
    "step by step": {"steps": (CALM, RISING, HIGH)}, "at the end": {"steps": (CALM, CALM, HIGH)},
    "from the middle": {"steps": (CALM, HIGH, HIGH)},
    "10 dB": {"steps": (CALM, RISING, (10.0, 4.0, 1.5))},
    "5 dB": {"steps": (CALM, (2.5, 2.0, 1.2), (5.0, 4.0, 1.5))},
    "5 semitones": {"steps": (CALM, (3.0, 2.5, 1.1), (6.0, 5.0, 1.5))},
    "6 dB at the end": {"steps": (CALM, CALM, (6.0, 4.5, 1.5))},
    "much faster": {"steps": (CALM, (3.0, 2.0, 1.2), (6.0, 4.0, 1.6))},
    "8 dB from the middle": {"steps": (CALM, (8.0, 4.0, 1.45), (8.0, 4.5, 1.5))},
    "slow at first": {"steps": ((0.0, 0.0, 0.75), (3.0, 2.0, 1.0), (6.0, 4.0, 1.3))},
}, {
    "calm": {"steps": (CALM, CALM, CALM)}, "louder only": {"steps": (CALM, CALM, (8.0, 0.0, 0.9))},
    "higher only": {"steps": (CALM, CALM, (0.0, 4.0, 0.9))},
    "faster only": {"steps": (CALM, CALM, (0.0, 0.0, 1.4))},
    "louder and higher": {"steps": (CALM, CALM, (8.0, 4.0, 0.85))},
    "louder and faster": {"steps": (CALM, CALM, (8.0, -0.5, 1.45))},
    "calms down": {"steps": (HIGH, RISING, CALM)}, "in the middle": {"steps": (CALM, HIGH, CALM)},
    "agent's voice rises": {"steps": (CALM, RISING, HIGH), "party": AGENT},
    "agitated throughout": {"steps": (HIGH, HIGH, HIGH)},
}, None, "pitched")

PLANS = (QC122, QC123, QC134)
