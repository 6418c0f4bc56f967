"""Checks of how a diarizer's labels become lanes and scores, worked out by hand.

The truth of all: 30 s, the agent speaks from 0 to 10 s, the customer from 10 to 20 s. Collars of
0.25 s at 10 s and 20 s leave 19.25 s of scored speech (a recording's first moment is no boundary).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

import rttm
from diarizer_catalogue import DIARIZERS, VARIANTS
from diarizers.partial_utterances import spans_of_partials
from peer_catalogue import PEERS
from rttm import LabelledSpan
from speaker_lanes import SpeakerScore, lanes_of, report_of, score_labels
from speaker_tables import SpeakerRow

SCORED_SECONDS = 19.25
TRUTH = {"durationSeconds": 30.0, "condition": "clean", "customerRatio": 0.5, "parties": {
    "agent": {"speech": [[0.0, 10.0]], "sex": "male"},
    "customer": {"speech": [[10.0, 20.0]], "sex": "female"}}}


def _expect(spans: list[LabelledSpan], wrong_seconds: float, parties: int,
            share_points: float | None) -> SpeakerScore:
    score = score_labels(TRUTH, spans, "call-000")
    assert abs(score.error_ratio - wrong_seconds / SCORED_SECONDS) < 1e-9, score
    assert score.found_count == parties, score
    found = score.share_error_points
    assert (found is None) == (share_points is None), score
    assert found is None or abs(found - (share_points or 0.0)) < 1e-9, score
    assert score.is_agent_right is None  # no peer says who the agent is
    return score


def _labels_are_free() -> None:
    for first, second in (("a", "b"), ("b", "a")):
        _expect([(first, 0.0, 10.0), (second, 10.0, 20.0)], 0.0, 2, 0.0)
    # The boundary is 2 s late: 0.25 s of it lie in the collar.
    _expect([("a", 0.0, 12.0), ("b", 12.0, 20.0)], 1.75, 2, 10.0)


def _most_speech_comes_first() -> None:
    spans = [("x", 0.0, 1.0), ("y", 1.0, 4.0), ("x", 5.0, 6.0), ("z", 7.0, 7.0)]
    assert lanes_of(spans) == [[(1.0, 4.0)], [(0.0, 1.0), (5.0, 6.0)]]
    report = report_of(lanes_of([*spans, ("z", 8.0, 9.0)]))
    assert report["channels"][0]["speakers"]["partyCount"] == 3
    assert report["parties"] == {"speaker0": {"speech": [(1.0, 4.0)]},
                                 "speaker1": {"speech": [(0.0, 1.0), (5.0, 6.0)]}}


def _a_third_label_is_wrong_wherever_it_speaks() -> None:
    # From 16 to 19.75 s it stands for the customer, from 22 to 24 s nobody speaks.
    spans = [("a", 0.0, 10.0), ("b", 10.0, 16.0), ("c", 16.0, 20.0), ("c", 22.0, 24.0)]
    # The lanes are those with most speech: a 10 s; b and c 6 s each, b by its name.
    _expect(spans, 3.75 + 2.0, 3, 100.0 * (0.5 - 6.0 / 16.0))
    # A third label under right speech of the true party is one voice too many.
    _expect([("a", 0.0, 10.0), ("b", 10.0, 20.0), ("c", 3.0, 4.0)], 1.0, 3, 0.0)
    # The customer's label comes first here, and it is the agent's that is split.
    _expect([("b", 10.0, 20.0), ("a", 0.0, 7.0), ("c", 7.0, 10.0)], 2.75, 3,
            100.0 * (10.0 / 17.0 - 0.5))


def _one_label_is_scored_against_both() -> None:
    # As the agent it invents 9.5 s for the customer's; as the customer, 9.75 s.
    _expect([("a", 0.0, 20.0)], 9.5, 1, None)


def _no_label_is_all_missed() -> None:
    _expect([], SCORED_SECONDS, 0, None)


def _a_row_tells_how_many_were_found() -> None:
    calls = ([("a", 0.0, 20.0)], [("a", 0.0, 10.0), ("b", 10.0, 20.0)],
             [("a", 0.0, 10.0), ("b", 10.0, 16.0), ("c", 16.0, 20.0)], [])
    row = SpeakerRow("x", [score_labels(TRUTH, list(spans), "call-000") for spans in calls], None)
    cells = row.cells()
    assert cells[3] == "1 / 1 / 1 (none: 1)", cells
    assert cells[4] == "6.2 points of 2", cells  # 0 and 12.5
    # (9.5 + 0 + 3.75) / 19.25 and all of it, over four calls
    assert cells[1] == f"{100 * (13.25 / SCORED_SECONDS + 1) / 4:.1f} % of 4", cells
    assert cells[2] == "– % of 0", cells


def _labels_survive_rttm() -> None:
    spans = [("SPEAKER_01", 0.5, 2.0), ("SPEAKER_02", 2.0, 2.25)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "two" / "clean" / "call-000.rttm"
        rttm.write_labelled(path, "call-000", spans[::-1])
        assert rttm.read_labelled(path) == spans
        path.write_text("SPEAKER call-000 1 0.500\n")
        try:
            rttm.read_labelled(path)
            raise AssertionError("half a line was accepted")
        except ValueError as error:
            assert ":1:" in str(error)


def _partial_utterances_hold_up_to_halfway() -> None:
    # Windows of 0.5 s; the third was cut out, so what was kept is 0-1 s and 1.5-2.5 s. In it the
    # label changes halfway between 1.3 and 1.8 s, between the third and the fourth kept window.
    spans = spans_of_partials(np.array([0, 0, 1]), np.array([0.8, 1.3, 1.8]),
                              np.array([True, True, False, True, True]), 0.5)
    assert spans == [("0", 0.0, 1.0), ("0", 1.5, 2.0), ("1", 2.0, 2.5)], spans
    alone = spans_of_partials(np.array([3]), np.array([0.8]), np.array([False, True]), 0.5)
    assert alone == [("3", 0.5, 1.0)], alone


def _every_diarizer_has_a_module_and_a_name_of_its_own() -> None:
    names = [peer.name for peer in (*PEERS, *DIARIZERS)]
    assert len(set(names)) == len(names), names
    folder = Path(__file__).resolve().parent / "diarizers"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "partial_utterances"}
    assert {peer.module for peer in DIARIZERS} == modules == set(VARIANTS), modules
    for peer in DIARIZERS:
        assert peer.extra_index or not any("+" in line for line in peer.requirements)
        assert len({line.split("==")[0].lower() for line in peer.requirements}) == len(
            peer.requirements)


SPEAKER_CHECKS: tuple[Callable[[], None], ...] = (
    _labels_are_free, _most_speech_comes_first, _a_third_label_is_wrong_wherever_it_speaks,
    _one_label_is_scored_against_both, _no_label_is_all_missed, _a_row_tells_how_many_were_found,
    _labels_survive_rttm, _partial_utterances_hold_up_to_halfway,
    _every_diarizer_has_a_module_and_a_name_of_its_own,
)
