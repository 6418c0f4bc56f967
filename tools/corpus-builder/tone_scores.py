"""Scores of EV109: tones found, keys counted, and speech where only a tone sounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from event_matching import Counts, edge_match, iou_match, matched_pairs
from speech_frames import FRAME_SECONDS, Span, mask_of

PARTIES = ("agent", "customer")
# Noises that are rows of beeps: EV109 says of a beep only what it sounds like, not where it comes from,
# so that one reported there is neither right nor false.
BEEPING_NOISES = ("alarm",)
Json = dict[str, Any]


@dataclass
class ToneScore:
    """Tone counts of one call."""

    by_iou: Counts = field(default_factory=Counts)
    by_edges: Counts = field(default_factory=Counts)
    dialled: int = 0
    dialled_right: int = 0
    tone_seconds: float = 0.0
    false_speech_seconds: float = 0.0

    def add(self, other: ToneScore) -> None:
        """Adds the counts of another call."""
        self.by_iou.add(other.by_iou)
        self.by_edges.add(other.by_edges)
        self.dialled += other.dialled
        self.dialled_right += other.dialled_right
        self.tone_seconds += other.tone_seconds
        self.false_speech_seconds += other.false_speech_seconds


def _span(event: Json) -> Span:
    return float(event["startSeconds"]), float(event["endSeconds"])


def _is_beep_of_noise(event: Json, truth: Json) -> bool:
    if event.get("cause") != "beep":
        return False
    start, end = _span(event)
    return any(n["kind"] == "noise" and n["name"] in BEEPING_NOISES
               and PARTIES[n["channel"]] == event.get("party")
               and n["startSeconds"] <= start and end <= n["endSeconds"]
               for n in truth.get("nonSpeech") or [])


def score_tones(truth: Json, report: Json) -> ToneScore:
    """Events matched by party and cause; false speech is counted in 10 ms frames under the bursts.

    Where the party speaks over a tone, the frame is not scored.
    """
    score = ToneScore()
    found = [e for e in report.get("events") or []
             if e.get("code") == "EV109" and not _is_beep_of_noise(e, truth)]
    expected = truth.get("tones") or []
    keys = {(t["party"], t["cause"]) for t in expected}
    keys |= {(str(e.get("party")), str(e.get("cause"))) for e in found}
    for party, cause in sorted(keys):
        true_ones = [t for t in expected if (t["party"], t["cause"]) == (party, cause)]
        said = [e for e in found if (e.get("party"), e.get("cause")) == (party, cause)]
        for matches, counts in ((iou_match, score.by_iou), (edge_match, score.by_edges)):
            pairs = matched_pairs([_span(t) for t in true_ones], [_span(e) for e in said], matches)
            counts.add(Counts(len(pairs), len(true_ones) - len(pairs), len(said) - len(pairs)))
            if cause == "dtmf" and matches is iou_match:
                score.dialled += len(true_ones)
                score.dialled_right += sum(
                    (said[j].get("values") or {}).get("digitCount") == true_ones[i]["digitCount"]
                    for i, j in pairs)
    _score_false_speech(truth, report, score)
    return score


def _score_false_speech(truth: Json, report: Json, score: ToneScore) -> None:
    frame_count = round(truth["durationSeconds"] / FRAME_SECONDS)
    for channel, party in enumerate(PARTIES):
        tones = [(n["startSeconds"], n["endSeconds"]) for n in truth.get("nonSpeech") or []
                 if n["kind"] == "tone" and n["channel"] == channel]
        said = ((report.get("parties") or {}).get(party) or {}).get("speech") or []
        scored = mask_of(tones, frame_count) & ~mask_of(
            truth["parties"][party]["speech"], frame_count)
        score.tone_seconds += float(np.sum(scored)) * FRAME_SECONDS
        score.false_speech_seconds += (
            float(np.sum(scored & mask_of(said, frame_count))) * FRAME_SECONDS)
