"""Calls of a corpus as network input and labels."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from network import STEP_FRAMES, inputs

SKIPPED_CONDITIONS = ("echo",)  # the other side's voice is a voice: told apart by EV111, not here
PARTIES = ("agent", "customer")


class Channel:
    """One channel of one call."""

    def __init__(self, base: Path, index: int) -> None:
        truth = json.loads(base.with_suffix(".truth.json").read_text())
        self.condition = base.parent.name
        self.rows = np.load(f"{base}.{index}.rows.npy")
        self.floors = np.load(f"{base}.{index}.floors.npy")
        count = len(self.rows)
        # Centre of frame i is i · 10 ms + 16 ms, which lies in truth frame i + 1.
        centres = np.arange(count) * 0.01 + 0.016
        self.speech = marked(centres, truth["parties"][PARTIES[index]]["speech"])
        self.music = marked(centres, [
            (n["startSeconds"], n["endSeconds"]) for n in truth["nonSpeech"]
            if n["channel"] == index and n["kind"] == "music"])
        self.calm = marked(centres, [
            (n["startSeconds"], n["endSeconds"]) for n in truth["nonSpeech"]
            if n["channel"] == index])


def marked(centres: np.ndarray, spans: list) -> np.ndarray:
    """Whether each instant lies in one of the spans."""
    mask = np.zeros(len(centres), np.float32)
    for start, end in spans:
        mask[np.searchsorted(centres, start) : np.searchsorted(centres, end)] = 1
    return mask


def channels_of(folder: Path, skipped: tuple[str, ...] = SKIPPED_CONDITIONS) -> list[Channel]:
    """Every channel of a corpus, in order."""
    calls = json.loads((folder / "corpus.json").read_text())["calls"]
    bases = [(folder / call).with_suffix("") for call in calls
             if call.split("/")[0] not in skipped]
    return [Channel(base, index) for base in bases for index in range(2)]


def arrays(channel: Channel, loud_shift_db: float = 0.0
           ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Input [steps, n], speech labels [steps, 4], music labels [steps]; -1 = not scored."""
    from network import loud_level_db

    x = inputs(channel.rows, channel.floors, loud_level_db(channel.rows) + loud_shift_db)
    count, steps = len(channel.rows), len(x)
    padded = np.full(steps * STEP_FRAMES, -1, np.float32)
    padded[:count] = channel.speech
    music = np.zeros(steps * STEP_FRAMES, np.float32)
    music[:count] = channel.music
    return x, padded.reshape(steps, STEP_FRAMES), music.reshape(steps, STEP_FRAMES).mean(1)
