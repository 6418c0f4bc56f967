"""Scores of EV110: music found, by channel."""

from __future__ import annotations

from typing import Any

from event_matching import Counts, event_counts, iou_match

PARTIES = ("agent", "customer")
Json = dict[str, Any]


def score_music(truth: Json, report: Json) -> Counts:
    """Events matched one to one with the music of the same channel, IoU of at least 0.5."""
    found = [e for e in report.get("events") or [] if e.get("code") == "EV110"]
    counts = Counts()
    for channel, party in enumerate(PARTIES):
        true_ones = [(n["startSeconds"], n["endSeconds"]) for n in truth.get("nonSpeech") or []
                     if n["kind"] == "music" and n["channel"] == channel]
        said = [(float(e["startSeconds"]), float(e["endSeconds"])) for e in found
                if e.get("party") == party]
        counts.add(event_counts(true_ones, said, iou_match))
    return counts
