"""Runs inside a peer's environment: one peer over the recordings named on stdin.

    detect_calls.py MODULE MODE CORPUS HYPOTHESES < paths

Writes `HYPOTHESES/<condition>/<call>.rttm`, and on stdout one JSON object a line: first what
starting cost, then the cost of each call. CPU seconds are user and system time of this process, all
its threads and its children.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import wave
from pathlib import Path

import rttm


def cpu_seconds() -> float:
    """CPU time so far, children included."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main(module: str, mode: str, corpus: Path, hypotheses: Path) -> None:
    """Everything before the first recording is start-up: interpreter, imports, model."""
    detector = importlib.import_module(f"detectors.{module}").make(mode)
    start_up = detector.child_start_up_seconds or cpu_seconds()
    print(json.dumps({"startUpCPUSeconds": round(start_up, 3)}), flush=True)
    for call_path in sys.stdin.read().split():
        path = corpus / call_path
        before = cpu_seconds()
        channels = detector.spans_of(path)
        cost = max(cpu_seconds() - before - detector.child_start_up_seconds, 0.0)
        rttm.write((hypotheses / call_path).with_suffix(".rttm"), path.stem, channels)
        with wave.open(str(path), "rb") as recording:
            audio_seconds = recording.getnframes() / recording.getframerate()
        print(json.dumps({"call": call_path, "cpuSeconds": round(cost, 5),
                          "audioSeconds": round(audio_seconds, 3)}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
