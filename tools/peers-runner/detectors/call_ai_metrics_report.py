"""call-ai-metrics: the speech segments of its report.

https://pypi.org/project/call-ai-metrics
"""

from __future__ import annotations

from pathlib import Path

from call_ai_metrics import analyze

from detectors.recordings import Detector, Span

SPEAKERS = ["agent", "customer"]


def make(_mode: str) -> Detector:
    """Every setting is the default of `analyze`; one call does both channels."""

    def spans_of(path: Path) -> list[list[Span]]:
        segments = analyze(str(path), speakers=SPEAKERS).segments
        return [[(s.start_s, s.end_s) for s in segments if s.speaker == speaker]
                for speaker in SPEAKERS]

    return Detector(spans_of)
