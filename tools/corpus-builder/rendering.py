"""Turns a timeline into clean two-channel samples with exact frame truth."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import signal

from speech_frames import FRAME_SAMPLES, SAMPLE_RATE_HZ, active_level_dbfs, clean_mask
from timeline import Item, ThirdParty, Timeline
from voices import TARGET_ACTIVE_DBFS, Utterance, Voice

# Send side of a telephone, after the shape of the modified IRS (ITU-T P.830 annex D): a band of
# 300-3400 Hz that rises with frequency.
BAND_HZ = (0, 150, 300, 500, 1000, 2000, 3000, 3400, 3700, 4000)
BAND_DB = (-60, -30, -6, -3, 0, 2, 3, 0, -25, -60)
BAND_TAPS = 257  # linear phase; its delay is taken out, so truth stays in place
SOFT_LIMIT_FROM = 0.7  # peaks above are bent, as by a line's limiter
# Ratio of resampling for a raised voice: 5/6 is 3.2 semitones up.
RAISED_UP, RAISED_DOWN = 5, 6
LEVEL_RANGE_DBFS = (-32.0, -14.0)  # active level of a side


@dataclass
class NonSpeech:
    """A stretch of tone or music, on one channel."""

    kind: str
    name: str
    channel: int
    start_seconds: float
    end_seconds: float


@dataclass
class ToneSequence:
    """Bursts that are one event, on one channel; `count` is of rings, keys or bursts."""

    cause: str
    channel: int
    start_seconds: float
    end_seconds: float
    count: int


@dataclass
class CallAudio:
    """A call on its way through the conditions."""

    samples: np.ndarray  # (2, n), float64, what will be stored
    speech: np.ndarray  # (2, n), speech alone at its level, after the telephone band
    masks: np.ndarray  # (2, frames), truth
    timeline: Timeline
    split: str
    voices: tuple[Voice, Voice]
    rng: np.random.Generator
    non_speech: list[NonSpeech] = field(default_factory=list)
    tone_sequences: list[ToneSequence] = field(default_factory=list)
    notes: dict[str, object] = field(default_factory=dict)
    third: ThirdParty | None = None
    third_mask: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=bool))
    gain_db: np.ndarray = field(init=False)  # (2, frames), what steps and gain control did

    def __post_init__(self) -> None:
        self.gain_db = np.zeros(self.masks.shape)

    def active_level_dbfs(self, channel: int) -> float:
        """Level of one side's speech alone, over its speech frames."""
        return active_level_dbfs(self.speech[channel], self.masks[channel])


def _band_taps() -> np.ndarray:
    gains = 10.0 ** (np.array(BAND_DB) / 20.0)
    return signal.firwin2(BAND_TAPS, BAND_HZ, gains, fs=SAMPLE_RATE_HZ)


def telephone_band(samples: np.ndarray) -> np.ndarray:
    """Filters to the telephone band without moving anything in time."""
    return signal.oaconvolve(samples, _band_taps(), mode="same")


def soft_limited(samples: np.ndarray) -> np.ndarray:
    """Bends peaks over 0.7 towards 0.98, and leaves the rest alone."""
    room = 0.98 - SOFT_LIMIT_FROM
    over = np.maximum(np.abs(samples) - SOFT_LIMIT_FROM, 0.0)
    bent = SOFT_LIMIT_FROM + room * np.tanh(over / room)
    return np.where(over > 0, np.sign(samples) * bent, samples)


def raised(utterance: Utterance) -> Utterance:
    """The same words at a higher pitch (and a little faster)."""
    samples = signal.resample_poly(utterance.samples, RAISED_UP, RAISED_DOWN)
    frame_count = len(samples) // FRAME_SAMPLES
    source = np.minimum((np.arange(frame_count) * RAISED_DOWN) // RAISED_UP,
                        len(utterance.mask) - 1)
    return Utterance(samples[: frame_count * FRAME_SAMPLES], utterance.mask[source])


def _place(item: Item, gain_db: float, samples: np.ndarray, mask: np.ndarray) -> None:
    """Adds one utterance, cut at the end of the call."""
    first, last = item.start_frame, min(item.end_frame, len(mask))
    if last <= first:
        return
    piece = item.utterance.samples[: (last - first) * FRAME_SAMPLES].astype(np.float64)
    start = first * FRAME_SAMPLES
    samples[start : start + len(piece)] += piece * 10.0 ** (gain_db / 20.0)
    mask[first:last] |= item.utterance.mask[: last - first]


def render(timeline: Timeline, voices: tuple[Voice, Voice], levels_dbfs: tuple[float, float],
           split: str, rng: np.random.Generator, third: ThirdParty | None = None) -> CallAudio:
    """Clean speech of both sides at their levels, in the telephone band.

    A third party is heard on its side's channel, and has a mask of its own beside that.
    """
    speech = np.zeros((2, timeline.frame_count * FRAME_SAMPLES))
    masks = np.zeros((2, timeline.frame_count), dtype=bool)
    third_mask = np.zeros(timeline.frame_count, dtype=bool)
    for item in timeline.items:
        gain_db = levels_dbfs[item.party] - TARGET_ACTIVE_DBFS + item.gain_db
        if item.is_third and third is not None:
            gain_db += third.level_db
        if item.role == "raised":
            item.utterance = raised(item.utterance)
        _place(item, gain_db, speech[item.party], masks[item.party])
        if item.is_third:
            last = min(item.end_frame, timeline.frame_count)
            third_mask[item.start_frame : last] |= item.utterance.mask[: last - item.start_frame]
    for channel in range(2):
        # Joined prompts leave short gaps between utterances, which the truth's rule fills.
        masks[channel] = clean_mask(masks[channel])
        filtered = telephone_band(speech[channel])
        # The band takes energy away; bring the side back to the level that was asked for.
        reached = active_level_dbfs(filtered, masks[channel])
        wanted = active_level_dbfs(speech[channel], masks[channel])
        if masks[channel].any():
            filtered *= 10.0 ** ((wanted - reached) / 20.0)
        speech[channel] = soft_limited(filtered)
    return CallAudio(speech.copy(), speech, masks, timeline, split, voices, rng, third=third,
                     third_mask=third_mask)
