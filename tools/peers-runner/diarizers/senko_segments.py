"""senko: silero-vad, CAM++ embeddings of 1.5 s every 0.6 s, spectral clustering.

Run as its README does: the recording is turned into the 16 kHz it demands by the command that its
own error message gives, and what `save_rttm` would write, `merged_segments`, is the answer.
https://pypi.org/project/senko/0.2.2/
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

import senko
import torch

from diarizers import Diarizer, LabelledSpan, Variants

PARTY_COUNT = 2


def _spans(segments: list[dict[str, Any]]) -> list[LabelledSpan]:
    return [(s["speaker"], float(s["start"]), float(s["end"])) for s in segments]


def make(_mode: str) -> Diarizer:
    """Loads and warms up; every setting is the package's default, but for one thread.

    Variants: `raw` is the answer before senko bridges pauses of up to 4 s; `two` and `raw-two` tell
    its clustering by its own setting `oracle_num`, which `Diarizer` does not hand through, that
    there are two.
    """
    diarizer = senko.Diarizer(device="cpu", quiet=True)
    diarizer.logical_cores = 1  # it would set as many threads as the machine has cores
    torch.set_num_threads(1)
    cluster, clustered = diarizer._perform_clustering, []

    def remember(*arguments: object) -> object:
        clustered[:] = [arguments]
        return cluster(*arguments)

    diarizer._perform_clustering = remember

    def diarize(path: Path) -> tuple[list[LabelledSpan], Variants]:
        with tempfile.TemporaryDirectory() as folder:
            wide = str(Path(folder) / "16k.wav")
            subprocess.run(["ffmpeg", "-loglevel", "error", "-i", str(path), "-acodec", "pcm_s16le",
                            "-ac", "1", "-ar", "16000", wide], check=True)
            result = diarizer.diarize(wide)
        if result is None:  # no speech
            return [], lambda: {"raw": [], "two": [], "raw-two": []}

        def variants() -> dict[str, list[LabelledSpan]]:
            diarizer.spectral_cluster.cluster.k = PARTY_COUNT
            raw, merged, _ = cluster(*clustered[0])
            diarizer.spectral_cluster.cluster.k = None
            return {"raw": _spans(result["raw_segments"]), "two": _spans(merged),
                    "raw-two": _spans(raw)}

        return _spans(result["merged_segments"]), variants

    return diarize
