"""Sums scores per condition, and prints them as a table or as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from call_scores import COLLARS_SECONDS, CallScore, score_call
from event_matching import Counts
from tone_scores import ToneScore
from voice_scores import EDGE_TOLERANCE_SECONDS, VoiceScore

Figures = dict[str, float | int | None]

# Column heading, key, digits.
COLUMNS = (
    ("calls", "calls", 0), ("absent", "missingReports", 0),
    ("miss%", "missPercent", 2), ("fa%", "falseAlarmPercent", 2), ("DetER%", "detErrorPercent", 2),
    ("P", "precision", 3), ("R", "recall", 3), ("F1", "f1", 3),
    ("DetER%.25", "detErrorPercentCollar", 2), ("F1.25", "f1Collar", 3),
    ("ratio", "ratioErrorMeanPoints", 2), ("p95", "ratioErrorP95Points", 2),
    ("max", "ratioErrorMaxPoints", 2),
    ("sil#", "silences", 0), ("silF1", "silenceF1", 3), ("silF1edge", "silenceEdgeF1", 3),
    ("int#", "interruptions", 0), ("intP", "interruptionPrecision", 3),
    ("intR", "interruptionRecall", 3), ("bc#", "backchannels", 0),
    ("bc>int%", "backchannelAsInterruptionPercent", 1),
    ("tone#", "tones", 0), ("toneF1", "toneF1", 3), ("toneF1edge", "toneEdgeF1", 3),
    ("tone+", "falseTones", 0), ("keys%", "digitCountRightPercent", 1),
    ("fsTone%", "falseSpeechOnTonesPercent", 2),
    ("music#", "musics", 0), ("musicF1", "musicF1", 3), ("music+", "falseMusics", 0),
    ("low#", "lowVolumes", 0), ("lowF1", "lowVolumeF1", 3), ("lowF1edge", "lowVolumeEdgeF1", 3),
    ("lowOn%", "lowVolumeOnsetWithinPercent", 1), ("loud#", "raisedVoices", 0),
    ("loudP", "raisedVoicePrecision", 3), ("loudR", "raisedVoiceRecall", 3),
    ("loud+", "falseRaisedVoices", 0),
)
LEGEND = """miss, fa, DetER: % of true speech seconds, both channels; .25: with a collar of 0.25 s per side
ratio, p95, max: error of the customer's share of speech, percentage points
sil: joint silences >= 3 s, IoU >= 0.5; edge: onset within 0.2 s, offset within 0.2 s or 50 %
int: interruptions with >= 0.5 s of joint speech; bc>int: backchannels reported as interruptions
tone: EV109 events by party and cause, IoU >= 0.5; tone+: false ones; keys: numbers dialled whose count
of keys is right; fsTone: % of the tones' time that is taken for speech
music: EV110 events by channel, IoU >= 0.5; music+: false ones
low: EV103 by party where the truth is certain, IoU >= 0.5; edge: onset and offset within 1 s; On:
onset within 1 s of those matched; loud: EV104 at shouts >= 1 s, shared for 0.5 s; loud+: false ones"""


def _percent(part: float, whole: float) -> float | None:
    return 100.0 * part / whole if whole else None


def _tone_figures(tones: ToneScore) -> Figures:
    return {
        "tones": int(tones.by_iou.hit + tones.by_iou.missed),
        "toneF1": tones.by_iou.f1, "tonePrecision": tones.by_iou.precision,
        "toneRecall": tones.by_iou.recall, "toneEdgeF1": tones.by_edges.f1,
        "falseTones": int(tones.by_iou.invented),
        "digitCountRightPercent": _percent(tones.dialled_right, tones.dialled),
        "toneSeconds": tones.tone_seconds,
        "falseSpeechOnTonesPercent": _percent(tones.false_speech_seconds, tones.tone_seconds),
    }


def _voice_figures(voices: VoiceScore) -> Figures:
    errors = voices.low_onset_errors_seconds
    near = sum(error <= EDGE_TOLERANCE_SECONDS + 1e-9 for error in errors)
    return {
        "lowVolumes": int(voices.low_by_iou.hit + voices.low_by_iou.missed),
        "lowVolumeF1": voices.low_by_iou.f1, "lowVolumePrecision": voices.low_by_iou.precision,
        "lowVolumeRecall": voices.low_by_iou.recall, "lowVolumeEdgeF1": voices.low_by_edges.f1,
        "lowVolumeOnsetWithinPercent": _percent(near, len(errors)),
        "raisedVoices": voices.raised,
        "raisedVoicePrecision": (voices.raised_right / voices.raised_reported
                                 if voices.raised_reported else None),
        "raisedVoiceRecall": voices.raised_found / voices.raised if voices.raised else None,
        "falseRaisedVoices": voices.raised_reported - voices.raised_right,
    }


def figures(scores: list[tuple[CallScore, bool]]) -> Figures:
    """Figures over several calls; seconds and events are summed before any division."""
    frames = {collar: Counts() for collar in COLLARS_SECONDS}
    iou, edges, interruptions = Counts(), Counts(), Counts()
    tones, music, voices = ToneScore(), Counts(), VoiceScore()
    for score, _ in scores:
        for collar in COLLARS_SECONDS:
            frames[collar].add(score.frames[collar])
        iou.add(score.silence_iou)
        edges.add(score.silence_edges)
        interruptions.add(score.interruptions)
        tones.add(score.tones)
        music.add(score.music)
        voices.add(score.voices)
    plain, collared = frames[COLLARS_SECONDS[0]], frames[COLLARS_SECONDS[1]]
    spoken, spoken_collared = plain.hit + plain.missed, collared.hit + collared.missed
    errors = [s.ratio_error_points for s, _ in scores if s.ratio_error_points is not None]
    backchannels = sum(s.backchannels for s, _ in scores)
    mistaken = sum(s.backchannels_as_interruption for s, _ in scores)
    return {
        "calls": len(scores), "missingReports": sum(not found for _, found in scores),
        "missPercent": _percent(plain.missed, spoken),
        "falseAlarmPercent": _percent(plain.invented, spoken),
        "detErrorPercent": _percent(plain.missed + plain.invented, spoken),
        "precision": plain.precision, "recall": plain.recall, "f1": plain.f1,
        "missPercentCollar": _percent(collared.missed, spoken_collared),
        "falseAlarmPercentCollar": _percent(collared.invented, spoken_collared),
        "detErrorPercentCollar": _percent(collared.missed + collared.invented, spoken_collared),
        "precisionCollar": collared.precision, "recallCollar": collared.recall,
        "f1Collar": collared.f1,
        "ratioErrorMeanPoints": float(np.mean(errors)) if errors else None,
        "ratioErrorP95Points": float(np.percentile(errors, 95)) if errors else None,
        "ratioErrorMaxPoints": max(errors) if errors else None,
        "silences": int(iou.hit + iou.missed),
        "silencePrecision": iou.precision, "silenceRecall": iou.recall, "silenceF1": iou.f1,
        "silenceEdgeF1": edges.f1,
        "interruptions": int(interruptions.hit + interruptions.missed),
        "interruptionPrecision": interruptions.precision,
        "interruptionRecall": interruptions.recall,
        "backchannels": backchannels,
        "backchannelAsInterruptionPercent": _percent(mistaken, backchannels),
        **_tone_figures(tones), "musics": int(music.hit + music.missed), "musicF1": music.f1,
        "falseMusics": int(music.invented), **_voice_figures(voices),
    }


def read_reports(path: Path) -> list[dict[str, Any]]:
    """Reports of a JSONL file.

    Raises:
        SystemExit: naming the line that is no JSON.
    """
    reports = []
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        if not line.strip():
            continue
        try:
            reports.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise SystemExit(f"corpus: {path}:{number}: not JSON: {error}") from error
    return reports


def report_for(call_path: str, reports: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The report whose file path ends in `<condition>/<call>.wav`."""
    for report in reports:
        told = str((report.get("file") or {}).get("path") or report.get("callId") or "")
        if told == call_path or told.endswith("/" + call_path):
            return report
    return None


def score_corpus(folder: Path, reports: list[dict[str, Any]]) -> dict[str, Figures]:
    """Figures per condition, in the order of the corpus, then `overall`."""
    corpus = json.loads((folder / "corpus.json").read_text())
    by_condition: dict[str, list[tuple[CallScore, bool]]] = {}
    for call_path in corpus["calls"]:
        truth_path = (folder / call_path).with_suffix(".truth.json")
        report = report_for(call_path, reports)
        score = score_call(json.loads(truth_path.read_text()), report)
        by_condition.setdefault(call_path.split("/")[0], []).append((score, report is not None))
    result = {name: figures(scores) for name, scores in by_condition.items()}
    result["overall"] = figures([s for scores in by_condition.values() for s in scores])
    return result


def table(result: dict[str, Figures]) -> str:
    """Aligned columns, a line a condition."""
    rows = [["condition", *(heading for heading, _, _ in COLUMNS)]]
    for name, row in result.items():
        cells = [name]
        for _, key, digits in COLUMNS:
            value = row[key]
            cells.append("-" if value is None else f"{value:.{digits}f}")
        rows.append(cells)
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(w) if i == 0 else cell.rjust(w)
                       for i, (cell, w) in enumerate(zip(row, widths))) for row in rows]
    return "\n".join(lines)


def print_scores(folder: Path, reports_path: Path, as_json: bool) -> int:
    """Scores and prints; returns the exit code."""
    if not (folder / "corpus.json").exists():
        print(f"corpus: {folder} holds no corpus.json; build it first", file=sys.stderr)
        return 2
    if not reports_path.exists():
        print(f"corpus: no such file: {reports_path}", file=sys.stderr)
        return 2
    result = score_corpus(folder, read_reports(reports_path))
    if as_json:
        print(json.dumps(result, indent=1))
    else:
        print(table(result))
        print(LEGEND, file=sys.stderr)
    return 0
