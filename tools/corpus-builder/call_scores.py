"""Scores of one call: what a report says against what is true.

Speech is compared in 10 ms frames by their centres, both channels together: miss and false alarm
are shares of the scored true speech, their sum is the detection error rate (the definition of
pyannote.metrics). With a collar, frames within it on either side of a true boundary are not scored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from event_matching import (Counts, edge_match, event_counts, iou_match, matched_pairs,
                            near_match)
from speech_frames import FRAME_SECONDS, Span, mask_of, runs
from music_scores import score_music
from tone_scores import ToneScore, score_tones
from voice_scores import VoiceScore, score_voices

PARTIES = ("agent", "customer")
COLLARS_SECONDS = (0.0, 0.25)
REPORTED_SILENCE_SECONDS = 3.0  # EV101 is called silence from here on

Json = dict[str, Any]


@dataclass
class CallScore:
    """All counts of one call."""

    frames: dict[float, Counts] = field(default_factory=dict)  # by collar
    ratio_error_points: float | None = None
    silence_iou: Counts = field(default_factory=Counts)
    silence_edges: Counts = field(default_factory=Counts)
    interruptions: Counts = field(default_factory=Counts)
    backchannels: int = 0
    backchannels_as_interruption: int = 0
    tones: ToneScore = field(default_factory=ToneScore)
    music: Counts = field(default_factory=Counts)
    voices: VoiceScore = field(default_factory=VoiceScore)


def _report_speech(report: Json, party: str) -> list[Span]:
    known = (report.get("parties") or {}).get(party) or {}
    return [(float(a), float(b)) for a, b in known.get("speech") or []]


def frame_counts(truth: np.ndarray, found: np.ndarray, collar_seconds: float) -> Counts:
    """Seconds of hit, missed and invented speech of one channel outside the collar."""
    scored = np.ones(len(truth), dtype=bool)
    collar_frames = round(collar_seconds / FRAME_SECONDS)
    if collar_frames:
        for boundary in np.flatnonzero(np.diff(truth.astype(np.int8))) + 1:
            scored[max(boundary - collar_frames, 0) : boundary + collar_frames] = False
    truth, found = truth[scored], found[scored]
    counted = (truth & found, truth & ~found, ~truth & found)
    return Counts(*(float(np.sum(c)) * FRAME_SECONDS for c in counted))


def true_silences(masks: np.ndarray) -> list[Span]:
    """Runs of frames in which neither side speaks, ≥ 3 s; tones and music are silence here."""
    return [(a * FRAME_SECONDS, b * FRAME_SECONDS) for a, b in runs(~masks.any(axis=0))
            if (b - a) * FRAME_SECONDS >= REPORTED_SILENCE_SECONDS - 1e-9]


def _event_class(event: Json) -> str:
    return str(event.get("cause") or event.get("kind") or "")


def _event_party(event: Json) -> str | None:
    party = event.get("party")
    return str(party) if party else None


def _spans(events: list[Json]) -> list[Span]:
    return [(float(e["startSeconds"]), float(e["endSeconds"])) for e in events]


def _score_overlaps(truth: Json, events: list[Json], score: CallScore) -> None:
    """Interruptions per party, and what became of the true backchannels.

    What is one is said by the truth alone (`overlap_truth.py`). An interruption reported at a true
    backchannel is an error of its own kind and a false interruption too.
    """
    found = [e for e in events if e.get("code") == "EV102"
             and _event_class(e) == "interruption"]
    for party in PARTIES:
        own = [o for o in truth["overlaps"] if o.get("party") == party]
        true_ones = [o for o in own if o["class"] == "interruption"]
        said = _spans([e for e in found if _event_party(e) in (party, None)])
        pairs = matched_pairs(_spans(true_ones), said, near_match)
        rest = [s for j, s in enumerate(said) if j not in {b for _, b in pairs}]
        score.interruptions.add(Counts(len(pairs), len(true_ones) - len(pairs), len(rest)))
        backchannels = [o for o in own if o["class"] == "backchannel"]
        score.backchannels += len(backchannels)
        score.backchannels_as_interruption += len(
            matched_pairs(_spans(backchannels), rest, near_match))


def score_call(truth: Json, report: Json | None) -> CallScore:
    """Compares one report with the truth; a missing report counts as one that found nothing.

    The talk ratio is computed from the report's `talk.customerRatio`; a missing report or a null
    ratio gives no ratio error, and is seen in the number of missing reports instead.
    """
    report = report or {}
    frame_count = round(truth["durationSeconds"] / FRAME_SECONDS)
    masks = np.array([mask_of(truth["parties"][p]["speech"], frame_count) for p in PARTIES])
    score = CallScore()
    for collar in COLLARS_SECONDS:
        score.frames[collar] = Counts()
        for channel, party in enumerate(PARTIES):
            found = mask_of(_report_speech(report, party), frame_count)
            score.frames[collar].add(frame_counts(masks[channel], found, collar))
    ratio = (report.get("talk") or {}).get("customerRatio")
    if ratio is not None:
        score.ratio_error_points = abs(float(ratio) - truth["customerRatio"]) * 100.0
    events = report.get("events") or []
    found = [s for s in _spans([e for e in events if e.get("code") == "EV101"])
             if s[1] - s[0] >= REPORTED_SILENCE_SECONDS - 1e-9]
    silent = true_silences(masks)
    score.silence_iou = event_counts(silent, found, iou_match)
    score.silence_edges = event_counts(silent, found, edge_match)
    _score_overlaps(truth, events, score)
    score.tones = score_tones(truth, report)
    score.music = score_music(truth, report)
    score.voices = score_voices(truth, report)
    return score
