"""ffmpeg's silencedetect filter, a child process a recording; speech is what is not silence.

https://ffmpeg.org/ffmpeg-filters.html#silencedetect
"""

from __future__ import annotations

import re
import resource
import statistics
import subprocess
import wave
from pathlib import Path

from detectors.recordings import CHANNEL_COUNT, SAMPLE_RATE_HZ, Detector, Span

COMMAND = ("ffmpeg", "-hide_banner", "-nostdin", "-nostats", "-threads", "1")
FILTER = ("-af", "silencedetect=mono=1", "-f", "null", "-")
LINE = re.compile(r"channel: (\d+) \| silence_(start|end): (-?[\d.]+)")
START_UP_RUNS = 7


def speech_between(told: str, duration_seconds: float) -> list[list[Span]]:
    """Speech of each channel from the filter's log."""
    speech: list[list[Span]] = [[] for _ in range(CHANNEL_COUNT)]
    since: list[float | None] = [0.0] * CHANNEL_COUNT
    for number, edge, told_seconds in LINE.findall(told):
        channel, seconds = int(number), max(float(told_seconds), 0.0)
        begun = since[channel]
        if edge == "start" and begun is not None:
            if seconds > begun:
                speech[channel].append((begun, seconds))
            since[channel] = None
        elif edge == "end":
            since[channel] = seconds
    for channel, begun in enumerate(since):
        if begun is not None and duration_seconds > begun:
            speech[channel].append((begun, duration_seconds))
    return speech


def _start_up_seconds() -> float:
    """CPU time of ffmpeg on 10 ms of silence, the median of some runs."""
    silence = ("-f", "lavfi", "-t", "0.01", "-i", f"anullsrc=r={SAMPLE_RATE_HZ}:cl=stereo")
    costs = []
    for _ in range(START_UP_RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*COMMAND, *silence, *FILTER], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        costs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(costs)


def make(_mode: str) -> Detector:
    """Noise -60 dB, 2 s: the filter's defaults; `mono` makes it tell the channels apart."""

    def spans_of(path: Path) -> list[list[Span]]:
        with wave.open(str(path), "rb") as recording:
            duration_seconds = recording.getnframes() / recording.getframerate()
        done = subprocess.run([*COMMAND, "-i", str(path), *FILTER], capture_output=True,
                              text=True, check=True)
        return speech_between(done.stderr, duration_seconds)

    return Detector(spans_of, _start_up_seconds())
