"""webrtcvad: the decision of each 30 ms frame. https://github.com/wiseman/py-webrtcvad"""

from __future__ import annotations

from pathlib import Path

import webrtcvad

from detectors.recordings import SAMPLE_RATE_HZ, Detector, Span, channel_bytes
from rttm import spans_of_frames

FRAME_SECONDS = 0.03  # of 10, 20 and 30 ms: that of the package's example


def make(mode: str) -> Detector:
    """Aggressiveness 0-3."""
    frame_bytes = int(SAMPLE_RATE_HZ * FRAME_SECONDS) * 2

    def channel_spans(data: bytes) -> list[Span]:
        detector = webrtcvad.Vad(int(mode))  # it adapts: each channel has its own
        frames = [detector.is_speech(data[start : start + frame_bytes], SAMPLE_RATE_HZ)
                  for start in range(0, len(data) - frame_bytes + 1, frame_bytes)]
        return spans_of_frames(frames, FRAME_SECONDS)

    def spans_of(path: Path) -> list[list[Span]]:
        return [channel_spans(data) for data in channel_bytes(path)]

    return Detector(spans_of)
