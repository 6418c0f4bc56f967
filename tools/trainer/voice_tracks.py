"""Reads voice tracks and reports of a store (Sources/CallStore/Tracks/TrackArchive.swift, version 2)."""

from __future__ import annotations

import json
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

DIMENSIONS = 24
STEPS_PER_UNIT = 8
LENGTH_BYTES = 4  # of what was compressed, in front of it
# Before the voices of a channel, each behind its grid: bytes a frame, with the eighth that level bins have.
TRACKS_BEFORE = ("level", 1, 1, 1, 1, 1, 2, 1)


@dataclass(frozen=True)
class VoiceCall:
    """A call of one channel: its report, and the points of its voices."""

    report: dict[str, Any]
    hop_seconds: float
    points: np.ndarray  # [frames, DIMENSIONS]; all zero where nobody speaks
    overlap: np.ndarray  # probability that two speak at once, [frames]

    def mean_point(self, speech: list[list[float]]) -> np.ndarray | None:
        """Mean of the points in spans where one speaks; None under three seconds of them."""
        middles = (np.arange(len(self.points)) + 0.5) * self.hop_seconds
        inside = np.zeros(len(middles), bool)
        for start, end in speech:
            inside |= (middles >= start) & (middles < end)
        inside &= (self.points != 0).any(1) & (self.overlap < 0.5)
        return self.points[inside].mean(0) if inside.sum() * self.hop_seconds >= 3 else None


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.place = data, 0

    def take(self, count: int) -> bytes:
        self.place += count
        return self.data[self.place - count : self.place]

    def integer(self) -> int:
        return int(struct.unpack("<q", self.take(8))[0])

    def numbers(self) -> tuple[float, ...]:
        count = self.integer()
        return struct.unpack(f"<{count}d", self.take(8 * count))

    def grid(self) -> tuple[float, int]:
        hop = self.numbers()[0]
        return hop, self.integer()

    def differences(self, count: int) -> np.ndarray:
        return np.cumsum(np.frombuffer(self.take(count), np.uint8), dtype=np.uint8)


def _voices(kept: bytes) -> tuple[float, np.ndarray, np.ndarray]:
    reader = _Reader(zlib.decompress(kept[LENGTH_BYTES:]))
    version, channel_count = reader.take(2)
    if version != 2 or channel_count != 1:
        raise ValueError("these are no tracks of one channel, or those of another version")
    reader.take(8 + 1 + 8)  # duration and correlation
    for width in TRACKS_BEFORE:
        _, count = reader.grid()
        reader.take(count + (count + 7) // 8 if width == "level" else int(width) * count)
    for _ in range(4):  # faults of samples
        reader.numbers()
    reader.integer()
    for _ in range(reader.integer()):  # tones: span, kind, frequencies, level
        reader.numbers()
        reader.take(1)
        reader.numbers()
        reader.take(8)
    for _ in range(reader.integer()):  # echoes: span, lag and loss, source
        reader.numbers()
        reader.numbers()
        reader.integer()
    if reader.take(1) != b"\x01":
        raise ValueError("these tracks have no voices")
    hop, count = reader.grid()
    points = np.array([reader.differences(count).view(np.int8) for _ in range(DIMENSIONS)])
    overlap = reader.differences(count)
    if reader.place != len(reader.data):
        raise ValueError("these tracks are not as they were written")
    return hop, points.T.astype(float) / STEPS_PER_UNIT, overlap / 255


def calls_of(store: Path) -> Iterator[VoiceCall]:
    """Every call of a store that was made by a scan of calls of one channel."""
    rows = sqlite3.connect(store).execute(
        "SELECT call.report, tracks.bytes FROM call JOIN tracks USING (ledgerID) ORDER BY callId")
    for report, kept in rows:
        yield VoiceCall(json.loads(zlib.decompress(report[LENGTH_BYTES:])), *_voices(kept))
