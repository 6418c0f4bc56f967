"""ten-vad: the flag of each 16 ms hop at 16 kHz. https://github.com/TEN-framework/ten-vad"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soxr
from ten_vad import TenVad

from detectors.recordings import SAMPLE_RATE_HZ, Detector, Span, channel_bytes
from rttm import spans_of_frames

TEN_RATE_HZ = 16000  # the only rate it takes
HOP_SAMPLES = 256  # its default; so is the threshold of 0.5


def make(_mode: str) -> Detector:
    """The library is loaded again by each `TenVad`, which the system makes cheap."""
    TenVad()

    def channel_spans(data: bytes) -> list[Span]:
        samples = soxr.resample(np.frombuffer(data, dtype=np.int16), SAMPLE_RATE_HZ, TEN_RATE_HZ)
        detector = TenVad()  # it carries state: each channel has its own
        hops = len(samples) // HOP_SAMPLES
        flags = [detector.process(samples[i * HOP_SAMPLES : (i + 1) * HOP_SAMPLES])[1] == 1
                 for i in range(hops)]
        return spans_of_frames(flags, HOP_SAMPLES / TEN_RATE_HZ)

    def spans_of(path: Path) -> list[list[Span]]:
        return [channel_spans(data) for data in channel_bytes(path)]

    return Detector(spans_of)
