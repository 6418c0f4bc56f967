"""What every detector shares: its shape, and the samples of a corpus recording."""

from __future__ import annotations

import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SAMPLE_RATE_HZ = 8000
CHANNEL_COUNT = 2

Span = tuple[float, float]


@dataclass(frozen=True)
class Detector:
    """A loaded peer."""

    spans_of: Callable[[Path], list[list[Span]]]  # speech of each channel, in seconds
    # CPU seconds of starting a child process, when every recording needs one; taken off its cost.
    child_start_up_seconds: float = 0.0


def channel_bytes(path: Path) -> list[bytes]:
    """16-bit samples of each channel.

    Raises:
        ValueError: when the recording is not what `tools/corpus build` writes.
    """
    import array

    with wave.open(str(path), "rb") as recording:
        shape = (recording.getframerate(), recording.getnchannels(), recording.getsampwidth())
        if shape != (SAMPLE_RATE_HZ, CHANNEL_COUNT, 2):
            raise ValueError(f"{path}: not 8 kHz, two channels, 16 bits")
        samples = array.array("h", recording.readframes(recording.getnframes()))
    return [samples[channel::CHANNEL_COUNT].tobytes() for channel in range(CHANNEL_COUNT)]
