"""Checks of the truth and the scores of levels and raised voices, worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from level_truth import quiet_line, quiet_stretches
from speech_frames import mask_of
from voice_scores import score_voices
from voices import pause_noise_dbfs

FRAMES = 4000


def _levels(spans: list[tuple[float, float, float]]) -> np.ndarray:
    levels = np.full(FRAMES, -20.0)
    for start, end, level in spans:
        levels[mask_of([(start, end)], FRAMES)] = level
    return levels


def _quiet_truth() -> None:
    mask = mask_of([(0.0, 10.0), (12.0, 16.0), (20.0, 24.0), (30.0, 40.0)], FRAMES)
    # 8 s of speech at -40 over a pause: certain, from its first to its last speech.
    found = quiet_stretches(_levels([(11.0, 25.0, -40.0)]), mask, -36.0)
    assert [(s["startSeconds"], s["endSeconds"], s["certain"]) for s in found] == [
        (12.0, 24.0, True)]
    # 4 s are less than a window, -32 dBFS is inside the hysteresis: open. -29 is no stretch.
    for spans in ([(11.0, 17.0, -40.0)], [(11.0, 25.0, -32.0)]):
        assert [s["certain"] for s in quiet_stretches(_levels(spans), mask, -36.0)] == [False]
    assert not quiet_stretches(_levels([(11.0, 25.0, -29.0)]), mask, -36.0)
    line = quiet_line(found + quiet_stretches(_levels([(11.0, 40.0, -42.0)]), mask, -36.0))
    assert (line["party"], line["startSeconds"], line["endSeconds"]) == (None, 12.0, 40.0)


def _event(code: str, party: str | None, start: float, end: float) -> dict[str, object]:
    return {"code": code, "party": party, "startSeconds": start, "endSeconds": end}


def _low_scores() -> None:
    truth = {"lowVolume": [
        {"party": "agent", "startSeconds": 10.0, "endSeconds": 20.0, "certain": True},
        {"party": "customer", "startSeconds": 0.0, "endSeconds": 9.0, "certain": False}]}
    report = {"events": [_event("EV103", "agent", 12.0, 20.5), _event("EV103", "customer", 1, 2),
                         _event("EV103", None, 10.0, 20.0)]}
    score = score_voices(truth, report)
    # By IoU found, by edges not: 2 s late. The open one counts neither way, that of nobody is wrong.
    assert (score.low_by_iou.hit, score.low_by_iou.missed, score.low_by_iou.invented) == (1, 0, 1)
    assert (score.low_by_edges.hit, score.low_by_edges.missed) == (0, 1)
    assert score.low_onset_errors_seconds == [2.0]


def _raised_scores() -> None:
    truth = {
        "parties": {"agent": {"speech": [[1.0, 1.6], [2.0, 2.6], [5.0, 5.4], [9.0, 9.9]]}},
        "raisedVoice": [{"party": "agent", "startSeconds": a, "endSeconds": b}
                        for a, b in ((1.0, 1.6), (2.0, 2.6), (5.0, 5.4))]}
    report = {"events": [_event("EV104", "agent", 1.2, 2.6), _event("EV104", "agent", 4.9, 5.6),
                         _event("EV104", "agent", 9.0, 10.0)]}
    score = score_voices(truth, report)
    # Two words with a pause are one shout of 1.2 s; the single word is too short to be asked for.
    assert (score.raised, score.raised_found) == (1, 1)
    assert (score.raised_reported, score.raised_right) == (3, 2)


def _pause_noise() -> None:
    def noise(*parts: tuple[int, float]) -> float:
        return pause_noise_dbfs(np.concatenate([np.full(n, level) for n, level in parts]))

    # A word in hum, faded in and out: its lowest level is silence, its pauses are hum.
    assert noise((20, -120.0), (40, -55.0), (40, -20.0), (60, -52.0), (20, -120.0)) == -52.0
    # The frames that die away after a word are its own; so are too few frames for a pause.
    assert noise((40, -20.0), (20, -45.0), (40, -60.0), (40, -20.0)) == -60.0
    assert noise((40, -20.0), (50, -45.0), (40, -20.0)) == -120.0
    # 15 dB under the loud frames may be speech however long it lasts; digital silence is no noise.
    assert noise((40, -20.0), (200, -35.0), (80, -120.0)) == -120.0


VOICE_CHECKS: tuple[Callable[[], None], ...] = (
    _quiet_truth, _low_scores, _raised_scores, _pause_noise)
