"""Checks of the runner's own logic against values worked out by hand."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bars
import kept_results as kept
import rttm
from detectors.ffmpeg_silencedetect import speech_between
from peer_catalogue import PEERS
from peer_runs import COSTS, costs_of
from peer_scores import (
    OVERALL, Cost, Row, cost_of, false_speech, report_of_speech, voice_counts,
)
from speaker_selftest import SPEAKER_CHECKS


def _close(value: float | None, expected: float) -> None:
    assert value is not None and abs(value - expected) < 1e-6, (value, expected)


def _row(name: str, errors: dict[str, float | None], missing: int = 0) -> Row:
    return Row(name, {condition: {bars.MEASURE: error, "missingReports": missing}
                      for condition, error in errors.items()}, {})


def _rttm_is_written_as_the_corpus_writes_it() -> None:
    text = rttm.lines_of("call-000", [[(2.0, 3.5)], [(0.25, 1.0), (4.0, 4.0004)]])
    assert text == ("SPEAKER call-000 2 0.250 0.750 <NA> <NA> customer <NA> <NA>\n"
                    "SPEAKER call-000 1 2.000 1.500 <NA> <NA> agent <NA> <NA>\n"), text
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hold" / "call-000.rttm"
        rttm.write(path, "call-000", [[(2.0, 3.5)], []])
        assert rttm.read(path) == {"agent": [(2.0, 3.5)], "customer": []}
        path.write_text("SPEAKER call-000 1 0 1 <NA> <NA> nobody <NA> <NA>\n")
        try:
            rttm.read(path)
            raise AssertionError("a stranger was accepted")
        except ValueError as error:
            assert ":1:" in str(error)


def _frames_become_spans() -> None:
    frames = [True, True, False, True]
    assert rttm.spans_of_frames(frames, 0.5) == [(0.0, 1.0), (1.5, 2.0)]
    assert rttm.spans_of_frames([], 0.5) == []


def _speech_is_what_silencedetect_leaves() -> None:
    told = ("[silencedetect @ 0x1] channel: 0 | silence_start: 0\n"
            "[silencedetect @ 0x1] channel: 1 | silence_start: 3.5\n"
            "[silencedetect @ 0x1] channel: 0 | silence_end: 2.25 | silence_duration: 2.25\n")
    # Channel 0 is silent up to 2.25 s; channel 1 from 3.5 s to the end.
    assert speech_between(told, 6.0) == [[(2.25, 6.0)], [(0.0, 3.5)]]
    assert speech_between("", 6.0) == [[(0.0, 6.0)], [(0.0, 6.0)]]


def _talk_ratio_is_that_of_the_spans() -> None:
    report = report_of_speech({"agent": [(0.0, 1.0)], "customer": [(1.0, 3.0), (4.0, 5.0)]})
    _close(report["talk"]["customerRatio"], 0.75)
    assert report_of_speech({"agent": [], "customer": []})["talk"]["customerRatio"] is None


def _false_speech_leaves_true_speech_out() -> None:
    truth = {"durationSeconds": 20.0,
             "parties": {"agent": {"speech": [[10.0, 12.0]]}, "customer": {"speech": []}},
             "nonSpeech": [{"kind": "tone", "name": "busy", "channel": 0, "startSeconds": 8.0,
                            "endSeconds": 14.0}]}
    # The 6 s hold 2 s of speech. 3 of the other 4 s are claimed, and the customer's do not count.
    counts = false_speech(truth, {"parties": {"agent": {"speech": [[9.0, 14.0]]},
                                              "customer": {"speech": [[8.0, 14.0]]}}})
    for kind in ("tone", "tone/busy"):
        _close(counts[kind].invented, 3.0)
        _close(counts[kind].hit, 1.0)
    _close(false_speech(truth, None)["tone"].invented, 0.0)


def _missed_speech_is_the_voices() -> None:
    truth = {"durationSeconds": 20.0, "parties": {
        "agent": {"speech": [[1.0, 5.0]], "voice": "a"},
        "customer": {"speech": [[8.0, 16.0]], "voice": "b"}}}
    # Collars leave 3.5 and 7.5 s; the customer is found up to 12 s, so 3.75 s are missed.
    counts = voice_counts(truth, {"parties": {"agent": {"speech": [[1.0, 5.0]]},
                                              "customer": {"speech": [[8.0, 12.0]]}}})
    _close(counts["a"].missed, 0.0)
    _close(counts["b"].missed, 3.75)
    _close(counts["b"].hit, 3.75)


def _bars_are_the_best_peers_error_and_half_of_it_overall() -> None:
    _close(bars.limit_percent("hold", 4.0), 4.0)
    _close(bars.limit_percent("hold", 1.0), 1.0)
    _close(bars.limit_percent("clean", 0.99), 1.29)
    _close(bars.limit_percent(OVERALL, 4.0), 2.0)
    _close(bars.limit_percent(OVERALL, 0.5), 0.25)
    ours = _row("callsift", {"clean": 0.8, "hold": 4.01, OVERALL: 2.0})
    peers = [_row("a", {"clean": 0.5, "hold": 9.0, OVERALL: 5.0}),
             _row("b", {"clean": 3.0, "hold": 4.0, OVERALL: 4.0})]
    found = bars.bars(ours, peers)
    assert [(b.condition, b.best_peer, b.holds) for b in found] == [
        ("clean", "a", True), ("hold", "b", False), (OVERALL, "b", True)], found


def _a_peer_that_did_not_hear_every_call_is_no_rival() -> None:
    ours = _row("callsift", {"clean": 1.0})
    peers = [_row("a", {"clean": 0.1}, missing=1), _row("b", {"clean": 2.0})]
    assert [b.best_peer for b in bars.bars(ours, peers)] == ["b"]
    assert bars.bars(ours, peers[:1]) == []


def _cost_is_that_of_the_corpus_and_the_last_run() -> None:
    with tempfile.TemporaryDirectory() as folder:
        lines = ['{"call": "a/1.wav", "cpuSeconds": 9, "audioSeconds": 1800}',
                 '{"call": "a/1.wav", "cpuSeconds": 1, "audioSeconds": 1800}',
                 '{"call": "b/1.wav", "cpuSeconds": 7, "audioSeconds": 1800}']
        (Path(folder) / COSTS).write_text("\n".join(lines) + "\n")
        assert len(costs_of(Path(folder))) == 2
        cost = cost_of(Path(folder), ["a/1.wav"], {"startUpCPUSeconds": 0.5})
        _close(cost.seconds_per_hour, 2.0)
        _close(cost.start_up_seconds, 0.5)
    assert Cost(1.0, 0.0).seconds_per_hour is None


def _results(error: float, f1: float | None = 0.9, on_tone: float = 1.0) -> dict[str, Any]:
    figures = {"detErrorPercentCollar": error, "silenceF1": f1}
    return {"corpus": {"seed": 7, "sha256": "x"},
            "ours": {"conditions": {"clean": figures},
                     "falseSpeechPercent": {"tone": on_tone, "tone/busy": 99.0}}}


def _worse_is_more_than_the_tolerance() -> None:
    before = _results(2.0)
    assert kept.worse_figures(before, before) == []
    assert kept.worse_figures(before, _results(2.1)) == []
    assert [w.measure for w in kept.worse_figures(before, _results(2.11))] == ["DetER .25"]
    assert kept.worse_figures(before, _results(0.5, 0.89)) == []
    assert [w.measure for w in kept.worse_figures(before, _results(0.5, 0.88))] == ["silence F1"]
    assert [w.measure for w in kept.worse_figures(before, _results(0.5, None))] == ["silence F1"]
    found = kept.worse_figures(before, _results(2.0, on_tone=1.4))
    assert [w.measure for w in found] == ["false speech on tone"]
    gone = _results(2.0)
    gone["ours"]["conditions"] = {}
    assert len(kept.worse_figures(before, gone)) == 2


def _kept_text_is_the_same_json() -> None:
    text = kept.text_of(_results(2.0, None))
    assert json.loads(text) == _results(2.0, None)
    assert '{ "detErrorPercentCollar": 2.0, "silenceF1": null }' in text, text


def _another_set_is_told_from_other_audio() -> None:
    before, after = _results(1.0), _results(1.0)
    after["corpus"]["sha256"] = "y"
    assert kept.same_set(before, after)
    after["corpus"]["seed"] = 8
    assert not kept.same_set(before, after)


def _only_what_stands_between_the_marks_is_rewritten() -> None:
    page = kept.page_with("# Title\n", "one")
    assert page == f"# Title\n\n{kept.HEADING}\n{kept.BEGIN}\n\none\n\n{kept.END}\n", page
    longer = page.replace("# Title", "# Title\n\nWritten by hand.") + "\nAfter.\n"
    assert kept.page_with(longer, "two") == longer.replace("\none\n", "\ntwo\n")


def _a_row_survives_its_json() -> None:
    row = _row("a", {"clean": 1.5})
    row.cost = Cost(2.0, 1800.0, 0.1)
    again = Row.from_json(row.as_json())
    assert again.as_json() == row.as_json()


def _every_peer_has_a_module_and_a_name_of_its_own() -> None:
    folder = Path(__file__).resolve().parent / "detectors"
    assert len({peer.name for peer in PEERS}) == len(PEERS)
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "recordings"}
    assert {peer.module for peer in PEERS} == modules, modules


CHECKS: tuple[Callable[[], None], ...] = (
    _rttm_is_written_as_the_corpus_writes_it, _frames_become_spans,
    _speech_is_what_silencedetect_leaves, _talk_ratio_is_that_of_the_spans,
    _false_speech_leaves_true_speech_out, _missed_speech_is_the_voices,
    _bars_are_the_best_peers_error_and_half_of_it_overall,
    _a_peer_that_did_not_hear_every_call_is_no_rival, _cost_is_that_of_the_corpus_and_the_last_run,
    _worse_is_more_than_the_tolerance, _kept_text_is_the_same_json,
    _another_set_is_told_from_other_audio,
    _only_what_stands_between_the_marks_is_rewritten, _a_row_survives_its_json,
    _every_peer_has_a_module_and_a_name_of_its_own, *SPEAKER_CHECKS,
)


def run() -> int:
    """Runs every check; 1 when one fails."""
    failed = 0
    for check in CHECKS:
        name = check.__name__.strip("_").replace("_", " ")
        try:
            check()
            print(f"ok    {name}")
        except AssertionError as error:
            failed += 1
            print(f"FAIL  {name}: {error}", file=sys.stderr)
    return 1 if failed else 0
