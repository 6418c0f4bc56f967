"""Calls of one channel as input of the voice network, and who speaks in each step."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from dataset import PARTIES, Line, marked
from network import BAND_COUNT, STEP_FRAMES, inputs, loud_level_db

GAIN_CODES = 16  # a party is moved by up to 8 dB: levels tell parties apart in some calls only


class Voice(Line):
    """A voice of its own: further from those of the corpus than a line takes the speech detector."""

    BAND_SHIFT = 1.5
    F0_SHIFT_CODES = 40


class MonoCall:
    """One call of both parties in one channel."""

    def __init__(self, base: Path) -> None:
        truth = json.loads(base.with_suffix(".truth.json").read_text())
        self.name = f"{base.parent.name}/{base.name}"
        self.condition = base.parent.name
        self.rows = np.load(f"{base}.0.rows.npy")
        self.floors = np.load(f"{base}.0.floors.npy")
        self.voices = tuple(truth["parties"][p]["voice"] for p in PARTIES)
        self.sexes = tuple(truth["parties"][p]["sex"] for p in PARTIES)
        centres = np.arange(len(self.rows)) * 0.01 + 0.016
        self.music = marked(centres, [(n["startSeconds"], n["endSeconds"])
                                      for n in truth["nonSpeech"] if n["kind"] == "music"])
        # Shape [2, frames]: whether each party speaks.
        self.speech = np.array([marked(centres, truth["parties"][p]["speech"]) for p in PARTIES]
                               ) > 0

    def steps(self) -> np.ndarray:
        """Share of each step in which each party speaks; shape [steps, 2]."""
        count = -(-self.speech.shape[1] // STEP_FRAMES)
        padded = np.zeros((2, count * STEP_FRAMES), np.float32)
        padded[:, : self.speech.shape[1]] = self.speech
        return padded.reshape(2, count, STEP_FRAMES).mean(2).T

    def input(self, rng: np.random.Generator | None = None) -> np.ndarray:
        """Input [steps, n]; with a generator, each party has a voice and line that the corpus has not."""
        rows, floors, loud_db = self.rows, self.floors, loud_level_db(self.rows)
        if rng is not None:
            changed = rows.copy()
            for party in range(2):
                line = Voice(rng)
                own = self.speech[party] & ~(self.speech[0] & self.speech[1] & (party == 1))
                made = line.rows(rows[own]).astype(int)
                gain = int(rng.integers(-GAIN_CODES, GAIN_CODES + 1))
                levels = made[:, : BAND_COUNT + 1]
                made[:, : BAND_COUNT + 1] = np.where(levels > 0, np.clip(levels + gain, 1, 255), 0)
                changed[own] = made
            rows, loud_db = changed, loud_level_db(changed) + float(rng.uniform(-4, 4))
        return inputs(rows, floors, loud_db)


def calls_of(folder: Path) -> list[MonoCall]:
    """Every call of a corpus, in order."""
    told = json.loads((folder / "corpus.json").read_text())
    return [MonoCall((folder / call).with_suffix("")) for call in told["calls"]]
