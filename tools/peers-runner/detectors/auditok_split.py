"""auditok: `split` on one channel at a time. https://github.com/amsehili/auditok"""

from __future__ import annotations

from pathlib import Path

import auditok

from detectors.recordings import CHANNEL_COUNT, Detector, Span


def make(_mode: str) -> Detector:
    """Every setting is the default of `auditok.split`."""

    def spans_of(path: Path) -> list[list[Span]]:
        return [[(region.start, region.end)
                 for region in auditok.split(str(path), use_channel=channel)]
                for channel in range(CHANNEL_COUNT)]

    return Detector(spans_of)
