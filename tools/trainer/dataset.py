"""Calls of a corpus as network input and labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from network import BAND_COUNT, STEP_FRAMES, inputs, loud_level_db

if TYPE_CHECKING:
    from speaker_dataset import MonoCall

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


    @classmethod
    def shared(cls, call: MonoCall) -> Channel:
        """The channel of a call in which both parties share one."""
        made = cls.__new__(cls)
        made.condition, made.rows, made.floors = call.condition, call.rows, call.floors
        made.speech = call.speech.any(axis=0).astype(np.float32)
        made.music = call.music
        return made


def marked(centres: np.ndarray, spans: list) -> np.ndarray:
    """Whether each instant lies in one of the spans."""
    mask = np.zeros(len(centres), np.float32)
    for start, end in spans:
        mask[np.searchsorted(centres, start) : np.searchsorted(centres, end)] = 1
    return mask


class Line:
    """A voice and a line that the corpus does not have, drawn by chance, for one segment.

    Bands are moved along their scale, as by another length of the vocal tract (Jaitly & Hinton 2013,
    "Vocal tract length perturbation improves speech recognition"), F0 with them or against them, the
    spectrum is bent as by another handset, and the loud level is mistaken.
    """

    LOUD_SHIFT_DB = 6.0  # the loud level may be that of a tone, or of one loud word
    BAND_SHIFT = 1.0  # bands; 1 is about 12 % of frequency
    F0_SHIFT_CODES = 24  # a third of an octave
    TILT_DB = 5.0  # from the lowest band to the middle
    BEND_DB = 3.0

    def __init__(self, rng: np.random.Generator) -> None:
        self.loud_shift_db = float(rng.uniform(-1, 1)) * self.LOUD_SHIFT_DB
        place = np.linspace(-1, 1, BAND_COUNT)
        at = np.clip(np.arange(BAND_COUNT) + rng.uniform(-1, 1) * self.BAND_SHIFT, 0, BAND_COUNT - 1)
        self.below = np.minimum(at.astype(int), BAND_COUNT - 2)
        self.share = (at - self.below).astype(np.float32)
        tilt, bend = rng.uniform(-1, 1) * self.TILT_DB, rng.uniform(-1, 1, 2) * self.BEND_DB
        curve = tilt * place + bend[0] * np.cos(np.pi * place) + bend[1] * np.sin(np.pi * place)
        self.gain_codes = (2 * curve).astype(np.float32)  # codes are steps of half a dB
        self.f0_codes = int(rng.integers(-self.F0_SHIFT_CODES, self.F0_SHIFT_CODES + 1))

    def levels(self, codes: np.ndarray) -> np.ndarray:
        """Levels of bands, moved and bent; a level at the bottom of the scale stays there."""
        lower, upper = codes[:, self.below], codes[:, self.below + 1]
        moved = lower * (1 - self.share) + upper * self.share
        return np.where(moved < 1, moved, np.clip(moved + self.gain_codes, 0, 255)).round().astype(
            codes.dtype)

    def rows(self, rows: np.ndarray) -> np.ndarray:
        """All that the network sees of each frame."""
        made = rows.copy()
        made[:, :BAND_COUNT] = self.levels(rows[:, :BAND_COUNT])
        f0 = rows[:, BAND_COUNT + 2].astype(int)
        made[:, BAND_COUNT + 2] = np.where(f0 > 0, np.clip(f0 + self.f0_codes, 1, 255), 0)
        return made


def channels_of(folder: Path, skipped: tuple[str, ...] = SKIPPED_CONDITIONS) -> list[Channel]:
    """Every channel of a corpus, in order."""
    calls = json.loads((folder / "corpus.json").read_text())["calls"]
    bases = [(folder / call).with_suffix("") for call in calls
             if call.split("/")[0] not in skipped]
    return [Channel(base, index) for base in bases for index in range(2)]


def arrays(channel: Channel, line: Line | None = None
           ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Input [steps, n], speech labels [steps, 4], music labels [steps]; -1 = not scored.

    With a line, as the channel would have come through it.
    """
    rows, floors, loud_db = channel.rows, channel.floors, loud_level_db(channel.rows)
    if line is not None:
        rows, floors, loud_db = line.rows(rows), line.levels(floors), loud_db + line.loud_shift_db
    x = inputs(rows, floors, loud_db)
    count, steps = len(channel.rows), len(x)
    padded = np.full(steps * STEP_FRAMES, -1, np.float32)
    padded[:count] = channel.speech
    music = np.zeros(steps * STEP_FRAMES, np.float32)
    music[:count] = channel.music
    return x, padded.reshape(steps, STEP_FRAMES), music.reshape(steps, STEP_FRAMES).mean(1)
