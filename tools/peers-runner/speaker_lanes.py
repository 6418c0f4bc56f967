"""From a diarizer's labels to the lanes that `tools/corpus speakers` scores.

The two labels with most speech are the two parties. Where there are more, the others are lanes
without a true party: under them the true party is missed, and who was not speaking is invented.
One label is scored as CallSift's single lane is: against both parties, the better one counts.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from rttm import LabelledSpan, Span

sys.path.append(str(Path(__file__).resolve().parent.parent / "corpus-builder"))

from call_scores import PARTIES  # noqa: E402
from speaker_scores import SpeakerScore, error_ratio, score_speakers  # noqa: E402
from speech_frames import FRAME_SECONDS, mask_of  # noqa: E402

LANE_COUNT = len(PARTIES)


def lanes_of(spans: list[LabelledSpan]) -> list[list[Span]]:
    """Spans of each label, the one with most speech first; equal ones by label."""
    lanes: dict[str, list[Span]] = {}
    for label, start, end in spans:
        if end > start:
            lanes.setdefault(label, []).append((start, end))
    return [lane for _, lane in sorted(
        lanes.items(), key=lambda item: (-sum(end - start for start, end in item[1]), item[0]))]


def report_of(lanes: list[list[Span]]) -> dict[str, Any]:
    """The part of a CallSift report that scores go by: nobody is named."""
    return {"channels": [{"speakers": {"partyCount": len(lanes)}}],
            "parties": {f"speaker{index}": {"speech": lane}
                        for index, lane in enumerate(lanes[:LANE_COUNT])}}


def score_labels(truth: dict[str, Any], spans: list[LabelledSpan], call: str) -> SpeakerScore:
    """Scores what a diarizer answered for one call."""
    lanes = lanes_of(spans)
    score = score_speakers(truth, report_of(lanes), call)
    if len(lanes) > LANE_COUNT:
        frame_count = round(truth["durationSeconds"] / FRAME_SECONDS)
        true_lanes = [mask_of(truth["parties"][party]["speech"], frame_count) for party in PARTIES]
        found = [mask_of(lane, frame_count) for lane in lanes]
        nobody = [np.zeros(frame_count, dtype=bool)] * (len(lanes) - LANE_COUNT)
        padded = np.array([*true_lanes, *nobody])
        score.error_ratio = min(error_ratio(padded, np.array([*pair, *found[LANE_COUNT:]]))
                                for pair in (found[:LANE_COUNT], found[LANE_COUNT - 1 :: -1]))
    return score
