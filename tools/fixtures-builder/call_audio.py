"""A case, declared as data, and the sound it becomes."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from band_signals import band_noise
from espeak import TRUTH_RATE_HZ, Voice, utterance
from speech_frames import frame_levels_dbfs, runs, speech_mask

SEED = 20
AGENT, CUSTOMER = 0, 1
PARTY_NAMES = ("agent", "customer")
RANGE_BELOW_P95_DB = 40.0  # rule of the truth, as speech_frames.py has it
SHORTEST_TAIL_SECONDS = 0.2  # a call that ends sooner after speech must say that it is cut


@dataclass(frozen=True)
class Say:
    """One utterance; it starts at a time, or some time after the end of the line before it."""

    party: int
    text: str
    gap_seconds: float = 0.3  # from the end of the line before; negative overlaps
    at_seconds: float | None = None  # from the start of the file; overrules the gap
    gain_db: float = 0.0
    voice: Voice | None = None  # another than the party's


@dataclass
class CallAudio:
    """The sound of a call while it is made, one row per party."""

    rate_hz: int
    samples: np.ndarray  # shape [2, samples], full scale 1
    rng: np.random.Generator
    active_dbfs: tuple[float, float]

    def range_of(self, start_seconds: float, end_seconds: float) -> slice:
        """Sample indices of a stretch."""
        return slice(round(start_seconds * self.rate_hz), round(end_seconds * self.rate_hz))


Effect = Callable[[CallAudio], None]
Encoding = Callable[[np.ndarray, int], bytes]  # samples [channels, samples], rate


@dataclass(frozen=True)
class Case:
    """One fixture."""

    name: str  # content, channels, rate, codec
    holds: str
    lines: tuple[Say, ...]
    duration_seconds: float
    extension: str
    encoding: Encoding
    codec: str
    agent: Voice
    customer: Voice
    flags: tuple[str, ...] = ()  # exactly these
    events: tuple[str, ...] = ()  # at least these, code and cause
    no_events: tuple[str, ...] = ()  # none of these
    channels: tuple[int | str, ...] = (AGENT, CUSTOMER)  # party, or "mix", of each channel
    roles: tuple[str, ...] | None = None  # of the sidecar
    metadata: dict[str, str] = field(default_factory=dict)
    agent_dbfs: float = -21.0  # active level; ITU-T P.56 nominal is -26, recorders sit higher
    customer_dbfs: float = -23.0
    line_noise_dbfs: tuple[float, float] = (-70.0, -68.0)
    effects: tuple[Effect, ...] = ()
    rate_hz: int = 8000
    readable_seconds: float | None = None  # of a damaged file: less than the duration
    is_cut: bool = False  # ends inside speech
    wrong_today: str = ""  # why the program does not keep the promise yet

    @property
    def active_dbfs(self) -> tuple[float, float]:
        """Active levels of both parties."""
        return self.agent_dbfs, self.customer_dbfs


@dataclass(frozen=True)
class PlacedLine:
    """An utterance with its times."""

    line: Say
    voice: Voice
    start_seconds: float
    end_seconds: float


def placed_lines(case: Case) -> list[PlacedLine]:
    """The utterances of a case with their times, on the 10 ms grid."""
    placed: list[PlacedLine] = []
    for line in case.lines:
        voice = line.voice or (case.agent, case.customer)[line.party]
        before = placed[-1].end_seconds if placed else 0.0
        start = before + line.gap_seconds if line.at_seconds is None else line.at_seconds
        start = round(start, 2)
        seconds = len(utterance(voice, line.text, TRUTH_RATE_HZ)) / TRUTH_RATE_HZ
        placed.append(PlacedLine(line, voice, start, round(start + seconds, 2)))
    return placed


def clean_speech(case: Case, rate_hz: int) -> np.ndarray:
    """Speech alone, one row per party."""
    speech = np.zeros((2, round(case.duration_seconds * rate_hz)))
    for placed in placed_lines(case):
        party = placed.line.party
        gain_db = case.active_dbfs[party] + placed.line.gain_db
        made = utterance(placed.voice, placed.line.text, rate_hz) * 10.0 ** (gain_db / 20.0)
        start = round(placed.start_seconds * rate_hz)
        room = max(speech.shape[1] - start, 0)
        speech[party, start : start + len(made)] += made[:room]
    return speech


def call_samples(case: Case) -> np.ndarray:
    """What the recorder stores: one row per channel of the file.

    Raises:
        SystemExit: when the speech does not fit into the case.
    """
    last_seconds = max((p.end_seconds for p in placed_lines(case)), default=0.0)
    if last_seconds + SHORTEST_TAIL_SECONDS > case.duration_seconds and not case.is_cut:
        raise SystemExit(f"fixtures: {case.name}: speech ends at {last_seconds:.2f} s, "
                         f"the case at {case.duration_seconds:.2f} s")
    seed = np.random.SeedSequence([SEED, zlib.crc32(case.name.encode())])
    rng = np.random.default_rng(seed)
    samples = clean_speech(case, case.rate_hz)
    for party in (AGENT, CUSTOMER):
        samples[party] += band_noise(samples.shape[1], case.rate_hz,
                                     case.line_noise_dbfs[party], rng)
    audio = CallAudio(case.rate_hz, samples, rng, case.active_dbfs)
    for effect in case.effects:
        effect(audio)
    rows = [audio.samples.sum(axis=0) if c == "mix" else audio.samples[c] for c in case.channels]
    return np.array(rows)


def truth_spans(case: Case, party: int) -> list[tuple[float, float]]:
    """When a party speaks: frames within 40 dB of the 95th percentile of its speech frames."""
    speech = clean_speech(case, TRUTH_RATE_HZ)[party]
    levels = frame_levels_dbfs(speech)
    sounding = levels[levels > levels.max(initial=-np.inf) - 2 * RANGE_BELOW_P95_DB]
    if not np.any(speech):
        return []
    mask = speech_mask(speech, float(np.percentile(sounding, 95)) - RANGE_BELOW_P95_DB)
    end_seconds = case.readable_seconds or case.duration_seconds
    spans = [(a / 100, min(b / 100, end_seconds)) for a, b in runs(mask)]
    return [(a, b) for a, b in spans if b > a]


def rttm(case: Case) -> str:
    """SPEAKER lines by start; the channel column counts from 1; a mixture is on channel 1."""
    found = []
    for party, name in enumerate(PARTY_NAMES):
        channel = case.channels.index(party) + 1 if party in case.channels else 1
        for start, end in truth_spans(case, party):
            found.append((start, channel, f"SPEAKER {case.name} {channel} {start:.2f} "
                          f"{end - start:.2f} <NA> <NA> {name} <NA> <NA>\n"))
    return "".join(line for _, _, line in sorted(found))
