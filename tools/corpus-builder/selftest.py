"""Checks of the scorer and of the truth rules against numbers worked out by hand."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np

from call_scores import frame_counts, score_call
from codecs_round_trip import aligned
from echo_selftest import ECHO_CHECKS
from event_matching import Counts, edge_match, iou_match
from odd_selftest import ODD_CHECKS
from overlap_selftest import OVERLAP_CHECKS
from overlap_truth import overlaps
from rule_selftest import RULE_CHECKS
from score_report import figures
from sound_selftest import SOUND_CHECKS
from speech_frames import clean_mask, mask_of, spans_of, speech_mask
from timeline import PlannedEvent
from music_scores import score_music
from tone_scores import score_tones
from truth import silences
from voice_selftest import VOICE_CHECKS


def _truth() -> dict[str, object]:
    """20 s: agent 1-5, customer 8-16 s; one interruption, one backchannel."""
    return {
        "durationSeconds": 20.0, "customerRatio": 8 / 12,
        "parties": {"agent": {"speech": [[1.0, 5.0]]}, "customer": {"speech": [[8.0, 16.0]]}},
        "overlaps": [
            {"class": "interruption", "party": "agent", "startSeconds": 12.0, "endSeconds": 13.0,
             "jointSeconds": 1.0},
            {"class": "backchannel", "party": "agent", "startSeconds": 10.0, "endSeconds": 10.4,
             "jointSeconds": 0.4},
        ],
    }


def _report(shift_seconds: float = 0.0) -> dict[str, object]:
    s = shift_seconds
    return {
        "parties": {"agent": {"speech": [[1 + s, 5 + s]]},
                    "customer": {"speech": [[8 + s, 16 + s]]}},
        "talk": {"customerRatio": 8 / 12},
        "events": [
            {"code": "EV101", "kind": "silence", "startSeconds": 5 + s, "endSeconds": 8 + s},
            {"code": "EV101", "kind": "silence", "startSeconds": 16 + s, "endSeconds": 20.0},
            {"code": "EV102", "kind": "interruption", "party": "agent",
             "startSeconds": 12 + s, "endSeconds": 13 + s},
        ],
    }


def _close(value: object, expected: float) -> None:
    assert isinstance(value, (int, float)) and abs(value - expected) < 1e-6, (value, expected)


def _perfect() -> None:
    row = figures([(score_call(_truth(), _report()), True)])
    for key in ("f1", "f1Collar", "silenceF1", "silenceEdgeF1", "interruptionPrecision",
                "interruptionRecall"):
        _close(row[key], 1.0)
    _close(row["detErrorPercent"], 0.0)
    _close(row["ratioErrorMaxPoints"], 0.0)
    _close(row["backchannelAsInterruptionPercent"], 0.0)


def _shifted() -> None:
    # 0.1 s late: each of the two spans misses 0.1 s and invents 0.1 s; 12 s are spoken.
    row = figures([(score_call(_truth(), _report(0.1)), True)])
    _close(row["missPercent"], 100 * 0.2 / 12)
    _close(row["falseAlarmPercent"], 100 * 0.2 / 12)
    _close(row["f1"], 11.8 / 12)
    _close(row["detErrorPercentCollar"], 0.0)
    _close(row["silenceEdgeF1"], 1.0)
    # 0.3 s late: 0.05 s of it lies outside the collar of 0.25 s, which leaves 3.5 + 7.5 s scored.
    row = figures([(score_call(_truth(), _report(0.3)), True)])
    _close(row["missPercentCollar"], 100 * 0.1 / 11)
    _close(row["falseAlarmPercentCollar"], 100 * 0.1 / 11)
    # Onsets are 0.3 s off, so no silence matches by its edges; both still do by IoU.
    _close(row["silenceEdgeF1"], 0.0)
    _close(row["silenceF1"], 1.0)


def _missing_report() -> None:
    row = figures([(score_call(_truth(), None), False)])
    _close(row["missingReports"], 1)
    _close(row["missPercent"], 100.0)
    _close(row["silenceF1"], 0.0)
    assert row["ratioErrorMeanPoints"] is None


def _backchannel_called_interruption() -> None:
    report = _report()
    report["events"] = [{"code": "EV102", "kind": "overlap", "party": "agent",
                         "cause": "interruption",
                         "startSeconds": 10.0, "endSeconds": 10.4}]
    row = figures([(score_call(_truth(), report), True)])
    _close(row["backchannelAsInterruptionPercent"], 100.0)
    _close(row["interruptionRecall"], 0.0)
    _close(row["interruptionPrecision"], 0.0)


def _matching() -> None:
    _close(iou_match((0.0, 4.0), (2.0, 4.0)), 0.5)
    _close(iou_match((0.0, 4.0), (2.1, 4.0)), 0.0)
    assert edge_match((0.0, 4.0), (0.2, 6.0)) > 0
    _close(edge_match((0.0, 4.0), (0.21, 4.0)), 0.0)
    counts = frame_counts(mask_of([(0.0, 1.0)], 200), mask_of([(0.5, 1.5)], 200), 0.0)
    _close(counts.f1, 0.5)


def _music() -> None:
    truth = {"nonSpeech": [{"kind": "music", "channel": 0, "startSeconds": 2.0, "endSeconds": 10.0}]}
    event = {"code": "EV110", "party": "agent", "startSeconds": 3.0, "endSeconds": 9.0}
    assert score_music(truth, {"events": [event]}) == Counts(1, 0, 0)
    assert score_music(truth, {"events": [event | {"party": "customer"}]}) == Counts(0, 1, 1)
    assert score_music(truth, {"events": [event | {"endSeconds": 6.9}]}) == Counts(0, 1, 1)


def _tones() -> None:
    truth = _truth() | {
        "nonSpeech": [{"kind": "tone", "channel": 1, "startSeconds": 2.0, "endSeconds": 4.0}],
        "tones": [{"cause": "dtmf", "party": "customer", "startSeconds": 2.0, "endSeconds": 4.0,
                   "digitCount": 7}]}
    report = {
        "parties": {"customer": {"speech": [[3.5, 5.0]]}},
        "events": [
            {"code": "EV109", "cause": "dtmf", "party": "customer", "startSeconds": 2.1,
             "endSeconds": 4.0, "values": {"digitCount": 7}},
            {"code": "EV109", "cause": "beep", "party": "agent", "startSeconds": 2.1,
             "endSeconds": 4.0}]}
    score = score_tones(truth, report)
    assert (score.by_iou.hit, score.by_iou.missed, score.by_iou.invented) == (1, 0, 1)
    assert (score.dialled, score.dialled_right) == (1, 1)
    _close(score.tone_seconds, 2.0)
    _close(score.false_speech_seconds, 0.5)
    alarm = {"kind": "noise", "name": "alarm", "channel": 0, "startSeconds": 2.0, "endSeconds": 5.0}
    truth["nonSpeech"].append(alarm)
    assert score_tones(truth, report).by_iou.invented == 0
    alarm["name"] = "fan"
    assert score_tones(truth, report).by_iou.invented == 1


def _frame_truth() -> None:
    # Runs under 30 ms go, 30 ms stay; gaps of 200 ms are filled, 210 ms are not.
    mask = mask_of([(0.1, 0.12), (0.5, 0.53), (0.73, 1.0), (1.21, 1.5)], 200)
    assert spans_of(clean_mask(mask)) == [(0.5, 1.0), (1.21, 1.5)]
    samples = np.zeros(8000, dtype=np.float32)
    samples[1600:4000] = 0.1  # 0.2-0.5 s at -20 dBFS
    assert spans_of(speech_mask(samples, -60.0)) == [(0.2, 0.5)]


def _truth_events() -> None:
    masks = np.array([mask_of([(1.0, 5.0), (9.0, 10.0)], 1200), mask_of([(4.5, 6.0)], 1200)])
    planned = [PlannedEvent("silence", 1, 600, 900, {"cause": "deadAir"}),
               PlannedEvent("interruption", 1, 450, 600, {"yielded": True})]
    assert [(s["startSeconds"], s["endSeconds"], s["cause"])
            for s in silences(masks, planned)] == [
        (0.0, 1.0, "beforeAnswer"), (6.0, 9.0, "deadAir"), (10.0, 12.0, "afterCall")]
    only = overlaps(masks, planned)[0]
    assert (only["class"], only["startSeconds"], only["endSeconds"]) == ("interruption", 4.5, 5.0)
    assert (only["party"], only["jointSeconds"], only["planned"]) == ("customer", 0.5, "interruption")


def _alignment() -> None:
    rng = np.random.default_rng(1)
    before = rng.standard_normal((2, 9000))
    after = np.pad(before, ((0, 0), (137, 0)))
    moved, delay = aligned(before, after)
    assert delay == 137 and np.array_equal(moved, before)


CHECKS: tuple[Callable[[], None], ...] = (
    _perfect, _shifted, _missing_report, _backchannel_called_interruption, _matching, _music, _tones,
    _frame_truth, _truth_events, _alignment, *OVERLAP_CHECKS, *ECHO_CHECKS, *ODD_CHECKS, *VOICE_CHECKS,
    *SOUND_CHECKS, *RULE_CHECKS,
)


def run() -> int:
    """Runs every check; 1 when one fails."""
    failed = 0
    for check in CHECKS:
        try:
            check()
            print(f"ok    {check.__name__.strip('_').replace('_', ' ')}")
        except AssertionError as error:
            failed += 1
            print(f"FAIL  {check.__name__.strip('_').replace('_', ' ')}: {error}",
                  file=sys.stderr)
    return 1 if failed else 0
