"""fast-vad: `detect_segments` of the offline detector. https://github.com/AtharvBhat/fast-vad"""

from __future__ import annotations

from pathlib import Path

import fast_vad
import numpy as np

from detectors.recordings import SAMPLE_RATE_HZ, Detector, Span, channel_bytes


def make(_mode: str) -> Detector:
    """Mode normal, the constructor's default."""
    detector = fast_vad.VAD(SAMPLE_RATE_HZ)

    def channel_spans(data: bytes) -> list[Span]:
        samples = np.frombuffer(data, dtype=np.int16).astype(np.float32) / 32768.0
        found = detector.detect_segments(samples)
        return [(int(start) / SAMPLE_RATE_HZ, int(end) / SAMPLE_RATE_HZ) for start, end in found]

    def spans_of(path: Path) -> list[list[Span]]:
        return [channel_spans(data) for data in channel_bytes(path)]

    return Detector(spans_of)
