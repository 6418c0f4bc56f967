"""Runs inside a diarizer's environment: one diarizer over the recordings named on stdin.

    diarize_calls.py MODULE MODE CORPUS HYPOTHESES < paths

Writes `HYPOTHESES/<condition>/<call>.rttm`, what the documented run answers, and
`HYPOTHESES/<variant>/<condition>/<call>.rttm` for what else the diarizer can be asked for. On stdout
as `detect_calls.py`: what starting cost, then the cost of each call's documented run.
"""

from __future__ import annotations

import importlib
import json
import sys
import wave
from pathlib import Path

import rttm
from detect_calls import cpu_seconds


def main(module: str, mode: str, corpus: Path, hypotheses: Path) -> None:
    """Everything before the first recording is start-up: interpreter, imports, model, warming up."""
    results, sys.stdout = sys.stdout, sys.stderr  # packages print what they like
    diarizer = importlib.import_module(f"diarizers.{module}").make(mode)

    def tell(told: dict[str, object]) -> None:
        print(json.dumps(told), file=results, flush=True)

    tell({"startUpCPUSeconds": round(cpu_seconds(), 3)})
    for call_path in sys.stdin.read().split():
        path = corpus / call_path
        before = cpu_seconds()
        documented, others = diarizer(path)
        cost = cpu_seconds() - before
        for variant, spans in {"": documented, **others()}.items():
            rttm.write_labelled((hypotheses / variant / call_path).with_suffix(".rttm"), path.stem,
                                spans)
        with wave.open(str(path), "rb") as recording:
            audio_seconds = recording.getnframes() / recording.getframerate()
        tell({"call": call_path, "cpuSeconds": round(cost, 5),
              "audioSeconds": round(audio_seconds, 3)})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
