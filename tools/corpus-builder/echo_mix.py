"""The calls of a folder again, with echoes of given loss and delay, and once more without any.

The same calls under every echo: what an echo does to a report is told from what the call itself does.
Both sides are heard again in the other channel as recorded, noise and all, by way of one small room.
Truth is that of the call, for no echo makes anybody speak.
"""

from __future__ import annotations

import json
import subprocess
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from build import write_wave
from overlap_truth import overlaps
from speech_frames import FRAME_SECONDS, SAMPLE_RATE_HZ, mask_of
from timeline import PARTY_NAMES
from truth import silences, write_json

WITHOUT = "without"  # the folder of the calls as they are
ROOM_SEED = 11
ROOM_SAMPLES = 160  # 20 ms, as `conditions.py` has it
ROOM_DECAY_SAMPLES = 30.0
DIRECT_SOUND = 3.0  # beside reflections of spread 1


@dataclass(frozen=True)
class Call:
    """One call to mix echoes into."""

    name: str
    samples: np.ndarray  # (2, n), −1…1
    truth: dict[str, Any]


def condition_name(loss_db: float, delay_ms: float) -> str:
    """The folder of an echo."""
    return f"echo-{loss_db:.0f}dB-{delay_ms:.0f}ms"


def room() -> np.ndarray:
    """Answer of a small room, of power 1."""
    rng = np.random.default_rng(ROOM_SEED)
    answer = rng.standard_normal(ROOM_SAMPLES) * np.exp(-np.arange(ROOM_SAMPLES) / ROOM_DECAY_SAMPLES)
    answer[0] = DIRECT_SOUND
    return answer / np.sqrt(np.sum(answer**2))


def with_echoes(samples: np.ndarray, loss_db: float, delay_ms: float) -> np.ndarray:
    """Each of two channels with the other's echo; shape `(2, n)`."""
    shift = round(delay_ms / 1000.0 * SAMPLE_RATE_HZ)
    mixed = samples.copy()
    for source in range(2):
        heard = np.convolve(samples[source], room())[: samples.shape[1] - shift]
        mixed[1 - source, shift : shift + len(heard)] += heard * 10.0 ** (-loss_db / 20.0)
    return mixed


def _truth_of_spans(path: Path, duration_seconds: float) -> dict[str, Any]:
    """Truth of an annotated recording: who speaks by RTTM, channel 1 the agent."""
    spans: list[list[list[float]]] = [[], []]
    for line in path.read_text().splitlines():
        cells = line.split()
        if cells and cells[0] == "SPEAKER":
            start = float(cells[3])
            spans[int(cells[2]) - 1].append([start, start + float(cells[4])])
    frame_count = round(duration_seconds / FRAME_SECONDS)
    masks = np.array([mask_of(own, frame_count) for own in spans])
    seconds = masks.sum(axis=1) * FRAME_SECONDS
    return {
        "schema": "callsift.corpus-truth/1", "durationSeconds": frame_count * FRAME_SECONDS,
        "customerRatio": round(float(seconds[1] / max(seconds.sum(), FRAME_SECONDS)), 4),
        "parties": {name: {"channel": channel, "speech": spans[channel],
                           "speechSeconds": round(float(seconds[channel]), 2)}
                    for channel, name in enumerate(PARTY_NAMES)},
        "silences": silences(masks, []), "overlaps": overlaps(masks, []),
        "raisedVoice": [], "lowVolume": [], "nonSpeech": [], "tones": [], "notes": {},
    }


def _two_channels(raw: bytes) -> np.ndarray:
    """Interleaved 16-bit samples as two rows."""
    return np.frombuffer(raw, "<i2").reshape(-1, 2).T / 32768.0


def calls_of(source: Path) -> Iterator[Call]:
    """Calls of a corpus, or one recording with its RTTM beside it."""
    if source.is_dir():
        for told in json.loads((source / "corpus.json").read_text())["calls"]:
            with wave.open(str(source / told)) as recording:
                samples = _two_channels(recording.readframes(recording.getnframes()))
            truth = json.loads((source / told).with_suffix(".truth.json").read_text())
            yield Call(Path(told).with_suffix("").as_posix().replace("/", "-"), samples, truth)
        return
    decoded = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(source), "-f", "s16le", "-ac", "2",
         "-ar", str(SAMPLE_RATE_HZ), "-"], capture_output=True, check=True).stdout
    samples = _two_channels(decoded)
    yield Call(source.stem, samples,
               _truth_of_spans(source.with_suffix(".rttm"), samples.shape[1] / SAMPLE_RATE_HZ))


def build_echoes(folder: Path, source: Path, losses_db: tuple[float, ...],
                 delays_ms: tuple[float, ...]) -> int:
    """Writes every call under every echo and without; returns the number of recordings."""
    echoes = [(condition_name(loss, delay), loss, delay) for loss in losses_db for delay in delays_ms]
    names = [WITHOUT, *(name for name, _, _ in echoes)]
    written: dict[str, list[str]] = {name: [] for name in names}
    for call in calls_of(source):
        recordings = [(WITHOUT, call.samples)] + [
            (name, with_echoes(call.samples, loss, delay)) for name, loss, delay in echoes]
        for name, samples in recordings:
            path = f"{name}/{call.name}.wav"
            (folder / name).mkdir(parents=True, exist_ok=True)
            write_wave(folder / path, samples)
            write_json((folder / path).with_suffix(".truth.json"), call.truth)
            written[name].append(path)
    paths = [path for name in names for path in written[name]]
    lines = [json.dumps({"path": path, "channels": list(PARTY_NAMES)}) + "\n" for path in paths]
    (folder / "manifest.jsonl").write_text("".join(lines))
    write_json(folder / "corpus.json", {
        "schema": "callsift.corpus/1", "echoesOf": str(source), "conditions": names,
        "calls": paths})
    return len(paths)
