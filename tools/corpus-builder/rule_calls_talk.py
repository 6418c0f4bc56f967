"""Calls for the rules about who talks how much: QC101, QC102, QC126, QC127."""

from __future__ import annotations

import numpy as np

from overlap_truth import overlaps
from rendering import CallAudio
from rule_plan import RulePlan, beyond
from rule_scene import Manner, Scene
from speech_frames import runs
from timeline import AGENT, CUSTOMER, PARTY_NAMES

SHARE_BAND, SHARE_MARGIN = (0.55, 0.85), 0.012
INTERRUPTION_SECONDS, INTERRUPTIONS, INTERVAL_SECONDS = 1.0, 3, 120.0  # QC102
JOINT_MARGIN, INTERVAL_MARGIN = 0.1, 0.03  # seconds; of the talk's length


def _talk_share(scene: Scene, share: float, backchannels: int = 0, silence: float = 0.0,
                speech: float = 60.0) -> float:
    """Turns until each side has spoken its exact part."""
    left = [speech * (1 - share), speech * share]
    heard = 0.4 * backchannels
    left[AGENT] -= heard
    party = AGENT
    while max(left) > 0.3:
        mean = 10.0 * (share if party else 1 - share)
        seconds = max(mean * scene.between(0.7, 1.3), 0.8)
        if left[party] - seconds < 1.5:
            seconds = left[party]
        if seconds > 0.3:
            start, end = scene.say(party, seconds)
            left[party] -= end - start
            if party == CUSTOMER and backchannels and end - start > 4:
                scene.say(AGENT, 0.4, at=(start + end) / 2)
                backchannels -= 1
            scene.pause()
        if silence and party == CUSTOMER:
            scene.wait(silence)
            silence = 0.0
        party = 1 - party
    return 1.5


def _share_check(audio: CallAudio) -> bool | None:
    seconds = audio.masks.sum(axis=1) / 100
    share = float(seconds[CUSTOMER] / seconds.sum())
    audio.notes["customerShare"] = round(share, 4)
    if min(abs(share - edge) for edge in SHARE_BAND) < SHARE_MARGIN or seconds.sum() < 33:
        return None
    return not SHARE_BAND[0] < share < SHARE_BAND[1]


QC101 = RulePlan("QC101", _talk_share, {
    "agent explains": {"share": 0.2}, "agent talks more": {"share": 0.4},
    "half and half": {"share": 0.5}, "just under the band": {"share": 0.525},
    "under, with long silence": {"share": 0.45, "silence": 20.0},
    "just over the band": {"share": 0.875}, "customer talks alone": {"share": 0.95},
    "over, with mm-hm": {"share": 0.9, "backchannels": 6},
    "under, short call": {"share": 0.35, "speech": 40.0},
    "over, short call": {"share": 0.92, "speech": 40.0},
}, {
    "just inside below": {"share": 0.575}, "just inside above": {"share": 0.825},
    "target": {"share": 0.7}, "target, 25 s of silence": {"share": 0.7, "silence": 25.0},
    "eight mm-hm": {"share": 0.78, "backchannels": 8}, "six parts": {"share": 0.6},
    "eight parts": {"share": 0.8}, "short call": {"share": 0.65, "speech": 42.0},
    "silence and mm-hm": {"share": 0.62, "silence": 15.0, "backchannels": 5},
    "long call": {"share": 0.75, "speech": 100.0},
}, _share_check)


def _interruptions(scene: Scene, joint: float, count: int, seconds: float, by: int = AGENT,
                   kind: str = "interruption") -> float:
    """`count` times `by` begins to speak in the other's turn, with `joint` seconds together."""
    scene.say(AGENT, 3.0)
    scene.pause()
    begin = scene.seconds
    places = {begin + seconds * (k + 0.5) / max(count, 1) for k in range(count)}
    while scene.seconds < begin + seconds:
        due = [p for p in places if p <= scene.seconds]
        if due:
            places.discard(due[0])
            _overlap(scene, by, joint, kind)
        else:
            scene.say(CUSTOMER, scene.between(3, 6))
            scene.pause()
            scene.say(AGENT, scene.between(1.5, 3))
        scene.pause()
    return 1.5


def _overlap(scene: Scene, by: int, joint: float, kind: str) -> None:
    start = scene.seconds
    if kind == "dualStart":
        scene.wait(1.0)
        scene.say(1 - by, joint, at=start + 1.0)
        scene.say(by, joint + 3, at=start + 1.1)
    elif kind == "backchannel":
        scene.say(1 - by, 8.0, at=start)
        scene.say(by, joint, at=start + 3.5)
    else:  # the other stops after `joint` seconds together
        scene.say(1 - by, 3.5 + joint, at=start)
        scene.say(by, joint + 2.5, at=start + 3.5)


def _interrupts_often(audio: CallAudio) -> bool | None:
    """QC102 on the finished frames: words that are drawn may end before the turn that was planned."""
    joint = [o["jointSeconds"] for o in overlaps(audio.masks, [])
             if o["class"] == "interruption" and o["party"] == PARTY_NAMES[AGENT]]
    spoken = np.flatnonzero(audio.masks.any(axis=0))
    talk_seconds = float(spoken[-1] - spoken[0]) / 100

    def too_many(joint_margin: float, interval_margin: float) -> bool:
        count = sum(seconds >= INTERRUPTION_SECONDS + joint_margin for seconds in joint)
        by_rate = talk_seconds * (1 + interval_margin) / INTERVAL_SECONDS
        return count >= min(INTERRUPTIONS, max(1.0, by_rate))

    if too_many(JOINT_MARGIN, INTERVAL_MARGIN):
        return True
    return None if too_many(-JOINT_MARGIN, -INTERVAL_MARGIN) else False


QC102 = RulePlan("QC102", _interruptions, {
    "three in 3 min": {"joint": 1.5, "count": 3, "seconds": 170.0},
    "one in 1 min": {"joint": 1.6, "count": 1, "seconds": 60.0},
    "one of 1.3 s in 80 s": {"joint": 1.3, "count": 1, "seconds": 80.0},
    "one in 100 s": {"joint": 1.5, "count": 1, "seconds": 98.0},
    "two in 3 min": {"joint": 1.4, "count": 2, "seconds": 170.0},
    "four in 90 s": {"joint": 1.4, "count": 4, "seconds": 90.0},
    "two in 2 min": {"joint": 1.3, "count": 2, "seconds": 120.0},
    "three of 2 s": {"joint": 2.2, "count": 3, "seconds": 120.0},
    "one of 2 s": {"joint": 2.0, "count": 1, "seconds": 70.0},
    "three of 1.3 s": {"joint": 1.3, "count": 3, "seconds": 200.0},
}, {
    "one in 2.5 min": {"joint": 1.5, "count": 1, "seconds": 150.0},
    "one in 3 min": {"joint": 1.4, "count": 1, "seconds": 180.0},
    "three of 0.7 s": {"joint": 0.7, "count": 3, "seconds": 90.0},
    "one of 0.75 s": {"joint": 0.75, "count": 1, "seconds": 60.0},
    "six overlapping turns": {"joint": 0.35, "count": 6, "seconds": 90.0},
    "mm-hm": {"joint": 0.6, "count": 5, "seconds": 90.0, "kind": "backchannel"},
    "both begin together": {"joint": 1.4, "count": 2, "seconds": 80.0, "kind": "dualStart"},
    "customer interrupts": {"joint": 1.6, "count": 3, "seconds": 90.0, "by": CUSTOMER},
    "customer interrupts at length": {"joint": 2.4, "count": 2, "seconds": 70.0, "by": CUSTOMER},
    "mm-hm of 0.8 s": {"joint": 0.8, "count": 4, "seconds": 80.0, "kind": "backchannel"},
}, _interrupts_often)


def _monologue(scene: Scene, party: int, parts: tuple[float, ...], heard: int = 0,
               words: float = 2.0) -> float:
    """One side holds the floor for each part; between parts the other has a turn of `words`."""
    scene.talk(14.0)
    scene.say(1 - party, 2.5)  # else a turn of the same side would belong to the monologue
    scene.pause()
    for seconds in parts:
        start = scene.seconds
        scene.say(party, seconds, Manner(pauses=(0.1, 0.35)))
        for k in range(heard):
            scene.say(1 - party, 0.45, at=start + seconds * (k + 0.7) / (heard + 0.5))
        scene.pause()
        scene.say(1 - party, words)
        scene.pause()
    scene.talk(12.0, first=party)
    return 1.5


QC126 = RulePlan("QC126", _monologue, {
    "63 s": {"party": AGENT, "parts": (63.0,)}, "66 s": {"party": AGENT, "parts": (66.0,)},
    "75 s": {"party": AGENT, "parts": (75.0,)}, "95 s": {"party": AGENT, "parts": (95.0,)},
    "70 s with two mm-hm": {"party": AGENT, "parts": (70.0,), "heard": 2},
    "80 s with four mm-hm": {"party": AGENT, "parts": (80.0,), "heard": 4},
    "64 s with one mm-hm": {"party": AGENT, "parts": (64.0,), "heard": 1},
    "two of 64 s": {"party": AGENT, "parts": (64.0, 64.0)},
    "30 s and 68 s": {"party": AGENT, "parts": (30.0, 68.0)},
    "90 s with three mm-hm": {"party": AGENT, "parts": (90.0,), "heard": 3},
}, {
    "57 s": {"party": AGENT, "parts": (57.0,)}, "54 s": {"party": AGENT, "parts": (54.0,)},
    "55 s with two mm-hm": {"party": AGENT, "parts": (55.0,), "heard": 2},
    "45 s and 45 s": {"party": AGENT, "parts": (45.0, 45.0)},
    "three of 35 s": {"party": AGENT, "parts": (35.0, 35.0, 35.0)},
    "50 s and 50 s, a word between": {"party": AGENT, "parts": (50.0, 50.0), "words": 1.5},
    "customer 75 s": {"party": CUSTOMER, "parts": (75.0,)},
    "customer 90 s, mm-hm": {"party": CUSTOMER, "parts": (90.0,), "heard": 4},
    "customer 64 s": {"party": CUSTOMER, "parts": (64.0,)},
    "40 s and 56 s": {"party": AGENT, "parts": (40.0, 56.0), "words": 3.0},
})


def _responses(scene: Scene, gaps: tuple[float, ...], customer_gap: float = 0.3) -> float:
    """The agent answers after each of the gaps, the customer after always the same one."""
    scene.say(AGENT, 3.0)
    for gap in gaps:
        scene.wait(customer_gap * scene.between(0.9, 1.1))
        scene.say(CUSTOMER, scene.between(3, 5))
        scene.wait(gap)
        scene.say(AGENT, scene.between(2, 4))
    return 1.5


def _response_check(audio: CallAudio) -> bool | None:
    offsets = []
    for start, _ in runs(audio.masks[AGENT]):
        ends = [e for _, e in runs(audio.masks[CUSTOMER]) if e <= start]
        own = [e for _, e in runs(audio.masks[AGENT]) if e <= start]
        if ends and (not own or ends[-1] > own[-1]):
            offsets.append((start - ends[-1]) / 100)
    audio.notes["medianResponseSeconds"] = round(float(np.median(offsets)), 2)
    return beyond(float(np.median(offsets)), 2.0, 0.12)


QC127 = RulePlan("QC127", _responses, {
    "2.2 s": {"gaps": (2.2,) * 5}, "2.5 s": {"gaps": (2.5,) * 5}, "4 s": {"gaps": (4.0,) * 4},
    "three of 3 s": {"gaps": (3.0,) * 3}, "2.3 s at the median": {"gaps": (0.5, 2.3, 4.0, 1.0, 3.0)},
    "some quick": {"gaps": (0.4, 0.4, 2.6, 3.2, 2.8, 3.0)}, "2.2 s, ten": {"gaps": (2.2,) * 10},
    "slower and slower": {"gaps": (1.0, 1.8, 2.4, 3.0, 4.0)},
    "both slow": {"gaps": (2.6,) * 5, "customer_gap": 2.5}, "6 s": {"gaps": (6.0,) * 3},
}, {
    "1.75 s": {"gaps": (1.75,) * 6}, "1.5 s": {"gaps": (1.5,) * 6},
    "two slow of six": {"gaps": (0.4, 4.0, 0.5, 0.6, 4.5, 0.4)},
    "1.8 s at the median": {"gaps": (1.8, 3.0, 5.0, 0.8, 1.0)},
    "customer slow": {"gaps": (0.6,) * 5, "customer_gap": 3.0},
    "customer very slow": {"gaps": (1.6,) * 5, "customer_gap": 4.0},
    "one of 8 s": {"gaps": (0.5, 8.0, 0.4, 0.5)}, "quick": {"gaps": (0.15,) * 6},
    "slow at first": {"gaps": (3.0, 3.0, 1.2, 0.8, 0.5)},
    "1.7 s, ten": {"gaps": (1.7,) * 10},
}, _response_check)

PLANS = (QC101, QC102, QC126, QC127)
