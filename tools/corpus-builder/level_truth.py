"""Truth of levels: where a side is too quiet by construction, under the limits of EV103.

A side's level at an instant is the level its speech was made at, plus what gain did to it: shouted
utterances, level steps, gain control (as a mean over 5 s). Its *limit* is −36 dBFS or 12 dB under the
other side's level over the call, the higher one. A quiet stretch is a run of the side's speech under
its limit, whatever pauses lie between, from its first to its last speech frame.

A stretch is `certain` when it holds ≥ 5 s of speech (a whole window of the rule), it lies
under the limit and the speech before and after lies over limit + 6 dB (the rule's hysteresis).
All else that a detector may report or not by the rule's own words is listed as not certain, and is
scored neither way. Where both sides lie under −36 dBFS within 6 dB of each other, the line is quiet:
one stretch of nobody.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from rendering import CallAudio
from speech_frames import FRAME_SECONDS, frame_levels_dbfs, runs
from timeline import PARTY_NAMES

MINIMUM_DBFS = -36.0  # EV103
BELOW_OTHER_DB = 12.0  # EV103
HYSTERESIS_DB = 6.0  # EV103
LINE_SPREAD_DB = 6.0  # EV103, cause quietLine
SHORTEST_SPEECH_SECONDS = 2.0  # EV103: less has no level
CERTAIN_SPEECH_SECONDS = 5.0  # EV103: one window of speech
CERTAIN_RATIO = 0.99  # of its frames; the one in which a step happens lies between

Stretch = dict[str, Any]


def made_levels_dbfs(audio: CallAudio, channel: int) -> np.ndarray:
    """Level of one side's speech by construction, per frame."""
    mask, gain_db = audio.masks[channel], audio.gain_db[channel].copy()
    for item in audio.timeline.items:
        if item.party == channel and item.gain_db:
            gain_db[item.start_frame : item.end_frame] += item.gain_db
    levels = frame_levels_dbfs(audio.speech[channel])[: len(mask)] - gain_db
    if not mask.any():
        return np.full(len(mask), -120.0)
    return 10.0 * np.log10(np.mean(10.0 ** (levels[mask] / 10.0))) + gain_db


def quiet_stretches(levels_dbfs: np.ndarray, mask: np.ndarray, limit_dbfs: float) -> list[Stretch]:
    """Quiet stretches of one side's speech, in seconds."""
    spoken = np.flatnonzero(mask)
    levels = levels_dbfs[spoken]
    found = []
    for start, end in runs(levels < limit_dbfs + HYSTERESIS_DB):
        inside = levels[start:end]
        speech_seconds = (end - start) * FRAME_SECONDS
        if speech_seconds < SHORTEST_SPEECH_SECONDS - 1e-9:
            continue
        under = float(np.mean(inside <= limit_dbfs)) >= CERTAIN_RATIO
        certain = under and speech_seconds >= CERTAIN_SPEECH_SECONDS
        found.append({
            "startSeconds": round(int(spoken[start]) * FRAME_SECONDS, 2),
            "endSeconds": round((int(spoken[end - 1]) + 1) * FRAME_SECONDS, 2),
            "levelDBFS": round(float(np.mean(inside)), 1),
            "speechSeconds": round(speech_seconds, 2), "certain": certain})
    return found


def low_volume(audio: CallAudio) -> list[Stretch]:
    """Quiet stretches of both sides, or of the line."""
    call_dbfs = [audio.active_level_dbfs(c) for c in range(2)]
    sides = []
    for channel in range(2):
        limit_dbfs = max(MINIMUM_DBFS, call_dbfs[1 - channel] - BELOW_OTHER_DB)
        sides.append(quiet_stretches(made_levels_dbfs(audio, channel), audio.masks[channel],
                                     limit_dbfs))
    if max(call_dbfs) < MINIMUM_DBFS and abs(call_dbfs[0] - call_dbfs[1]) <= LINE_SPREAD_DB:
        return [quiet_line(sides[0] + sides[1])]
    found = [{"party": PARTY_NAMES[c], **s} for c in range(2) for s in sides[c]]
    return sorted(found, key=lambda s: (s["startSeconds"], s["party"]))


def quiet_line(stretches: list[Stretch]) -> Stretch:
    """One stretch of nobody over those of both sides."""
    return {"party": None, "cause": "quietLine",
            "startSeconds": min(s["startSeconds"] for s in stretches),
            "endSeconds": max(s["endSeconds"] for s in stretches),
            "levelDBFS": max(s["levelDBFS"] for s in stretches),
            "speechSeconds": round(sum(s["speechSeconds"] for s in stretches), 2),
            "certain": all(s["certain"] for s in stretches)}
