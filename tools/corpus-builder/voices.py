"""Turns the recordings of one speaker into utterances with exact frame truth, and caches them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from packages import cache_folder, locked, package_folder
from speech_frames import (FRAME_SAMPLES, FRAME_SECONDS, RANGE_BELOW_P95_DB, SAMPLE_RATE_HZ,
                           SILENT_DBFS, active_level_dbfs, frame_levels_dbfs, gate, runs,
                           speech_mask, threshold_dbfs)
from voice_catalogue import NOT_SPEECH_NAMES, VOICE_SOURCES, VoiceSource

CACHE_VERSION = 7  # raise when anything below changes the utterances
TARGET_ACTIVE_DBFS = -24.0  # level all voices are brought to; calls set their own level later
KEPT_LEVEL_SPREAD_DB = 3.0  # recordings of one voice keep this much of their level difference
SHORTEST_UTTERANCE_SECONDS = 0.3
SPLIT_AT_GAP_SECONDS = 0.4  # a longer pause inside a recording makes two utterances
FLOOR_WINDOW_FRAMES = 5  # 50 ms: shorter dips are closures of stops, not the floor
FLOOR_MARGIN_FILE_DB = 6.0  # a file's floor may exceed its voice's by this much
NOISY_FILE_DB = 12.0  # a longer recording further over its voice's floor is dropped
# A pause: speech lies so far under the recording's loud frames for shorter than all of this.
PAUSE_BELOW_LOUD_DB = 20.0
DYING_FRAMES, ONSET_FRAMES = 20, 10  # after a word and before one: a pause may hold some of it
SHORTEST_PAUSE_FRAMES = 30  # of what is left
FADED_DBFS = -85.0  # under it lie digital silence and fades to it, which tell nothing of noise
SHORTEST_USEFUL_RANGE_DB = 30.0  # P95 minus floor under which a voice is too noisy for truth
SHORTEST_VOICE_SECONDS = 15.0
LEAST_VOICED_RATIO = 0.2  # share of frames with a pitch period; effects have next to none
VOICED_STRENGTH = 0.5  # normalised autocorrelation at the pitch period
LOWEST_F0_HZ, HIGHEST_F0_HZ = 65.0, 420.0
AUDIO_SUFFIXES = (".wav", ".ogg", ".gsm", ".opus")
LONGEST_UTTERANCE_FRAMES = 800  # 8 s: several make up the longest turn


@dataclass
class Utterance:
    """A stretch of clean speech of one voice; begins and ends with speech."""

    samples: np.ndarray
    mask: np.ndarray  # frame truth, one entry for every 80 samples

    @property
    def duration_seconds(self) -> float:
        """Length, which is a whole number of frames."""
        return len(self.mask) * FRAME_SECONDS


@dataclass
class Voice:
    """One speaker's utterances at the common level."""

    name: str
    split: str
    sex: str
    utterances: list[Utterance] = field(default_factory=list)
    p95_dbfs: float = SILENT_DBFS
    floor_dbfs: float = SILENT_DBFS
    f0_hz: float = 0.0

    @property
    def seconds(self) -> float:
        """Sum of all utterances."""
        return sum(u.duration_seconds for u in self.utterances)


def decode(path: Path) -> np.ndarray:
    """8 kHz mono samples, high-passed at 60 Hz against DC and mains; empty when unreadable."""
    output = ["-t", "raw", "-r", str(SAMPLE_RATE_HZ), "-c", "1", "-e", "floating-point",
              "-b", "32", "-", "highpass", "60"]
    given = None
    source = [str(path)]
    if path.suffix == ".opus":  # Debian's sox needs an extra package for Opus
        given = subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), "-f", "au", "-"],
                               capture_output=True, check=False).stdout
        source = ["-t", "au", "-"]
    result = subprocess.run(["sox", "-V1", "-D", "-R", *source, *output], input=given,
                            capture_output=True, check=False)
    return np.frombuffer(result.stdout, dtype="<f4").copy()


def voicing(samples: np.ndarray) -> tuple[float, float]:
    """Share of active frames with a pitch period, and their median F0 in Hz (0: none)."""
    window = np.hanning(400)
    starts = range(0, max(len(samples) - 400, 0), 160)
    frames = np.array([samples[s : s + 400] * window for s in starts])
    if not len(frames):
        return 0.0, 0.0
    power = np.mean(frames**2, axis=1)
    frames = frames[power > np.max(power) * 1e-3]
    correlation = np.fft.irfft(np.abs(np.fft.rfft(frames, 1024)) ** 2)[:, :200]
    correlation /= np.maximum(correlation[:, :1], 1e-20)
    shortest = int(SAMPLE_RATE_HZ / HIGHEST_F0_HZ)
    longest = int(SAMPLE_RATE_HZ / LOWEST_F0_HZ)
    part = correlation[:, shortest:longest]
    voiced = part.max(axis=1) > VOICED_STRENGTH
    if not voiced.any():
        return 0.0, 0.0
    periods = shortest + part.argmax(axis=1)[voiced]
    return float(np.mean(voiced)), float(np.median(SAMPLE_RATE_HZ / periods))


def _floor_dbfs(samples: np.ndarray) -> float:
    """Lowest 50 ms level of a recording that is not digital silence."""
    power = 10.0 ** (frame_levels_dbfs(samples) / 10.0)
    if len(power) < FLOOR_WINDOW_FRAMES:
        return SILENT_DBFS
    mean = np.convolve(power, np.ones(FLOOR_WINDOW_FRAMES) / FLOOR_WINDOW_FRAMES, "valid")
    return float(10.0 * np.log10(mean.min()))


def pause_noise_dbfs(levels_dbfs: np.ndarray) -> float:
    """Usual level of a recording's loudest pause: what it sounds like where nobody speaks.

    The lowest level does not tell: a recording that is faded in and out, or whose noise comes and
    goes, has a far lower one. `SILENT_DBFS` where there is no pause, or only digital silence.
    """
    loud = levels_dbfs > levels_dbfs.max() - 30.0
    limit = np.percentile(levels_dbfs[loud], 95) - PAUSE_BELOW_LOUD_DB
    noises = [SILENT_DBFS]
    for start, end in runs(levels_dbfs < limit):
        first = start + (DYING_FRAMES if start > 0 else 0)
        last = end - (ONSET_FRAMES if end < len(levels_dbfs) else 0)
        pause = levels_dbfs[first : max(last, first)]
        pause = pause[pause > FADED_DBFS]
        if len(pause) >= SHORTEST_PAUSE_FRAMES:
            noises.append(float(np.median(pause)))
    return max(noises)


def _levelled(recordings: list[np.ndarray]) -> list[np.ndarray]:
    """Brings recordings to the target level, keeping a little of their own difference."""
    levels = []
    for samples in recordings:
        frames = frame_levels_dbfs(samples)
        levels.append(active_level_dbfs(samples, frames > frames.max() - 30.0))
    median = float(np.median(levels))
    gains = [TARGET_ACTIVE_DBFS - level
             + float(np.clip(level - median, -KEPT_LEVEL_SPREAD_DB, KEPT_LEVEL_SPREAD_DB))
             for level in levels]
    return [s * 10.0 ** (g / 20.0) for s, g in zip(recordings, gains)]


def _utterances_of(samples: np.ndarray, threshold: float) -> list[Utterance]:
    """Cuts one recording at its longer pauses; noise outside speech is faded to zero."""
    mask = speech_mask(samples, threshold)
    samples = gate(samples, mask)[: len(mask) * FRAME_SAMPLES]
    pieces: list[tuple[int, int]] = []
    for start, end in runs(mask):
        if pieces and (start - pieces[-1][1]) * FRAME_SECONDS <= SPLIT_AT_GAP_SECONDS:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    levels = frame_levels_dbfs(samples)
    return [Utterance(samples[a * FRAME_SAMPLES : b * FRAME_SAMPLES], mask[a:b])
            for piece in pieces for a, b in _shortened(piece, levels)
            if (b - a) * FRAME_SECONDS >= SHORTEST_UTTERANCE_SECONDS]


def _shortened(piece: tuple[int, int], levels: np.ndarray) -> list[tuple[int, int]]:
    """Cuts a long stretch at its weakest frame in the middle half, until no part is too long."""
    start, end = piece
    if end - start <= LONGEST_UTTERANCE_FRAMES:
        return [piece]
    quarter = (end - start) // 4
    cut = start + quarter + int(np.argmin(levels[start + quarter : end - quarter]))
    return _shortened((start, cut), levels) + _shortened((cut, end), levels)


def extract(source: VoiceSource) -> Voice:
    """Decodes every recording of a speaker; a voice without utterances is unusable."""
    root = package_folder(source.package)
    files = [f for folder in source.folders for f in sorted((root / folder).glob("*"))
             if f.suffix in AUDIO_SUFFIXES and f.stem not in NOT_SPEECH_NAMES]
    recordings, f0s = [], []
    for path in files:
        samples = decode(path)
        voiced_ratio, f0_hz = voicing(samples)
        if voiced_ratio >= LEAST_VOICED_RATIO:
            recordings.append(samples)
            f0s.append(f0_hz)
    voice = Voice(source.name, source.split, source.sex)
    if not recordings:
        return voice
    recordings = _levelled(recordings)
    levels = np.concatenate([frame_levels_dbfs(r) for r in recordings])
    voice.f0_hz = float(np.median(f0s))
    voice.p95_dbfs = float(np.percentile(levels[levels > TARGET_ACTIVE_DBFS - 30.0], 95))
    floors = [_floor_dbfs(r) for r in recordings]
    # The quarter point: tightly cut recordings have no floor to show, only their weakest sound.
    voice.floor_dbfs = float(np.percentile(floors, 25))
    if voice.p95_dbfs - voice.floor_dbfs < SHORTEST_USEFUL_RANGE_DB:
        return voice
    for samples, floor in zip(recordings, floors):
        if floor > voice.floor_dbfs + NOISY_FILE_DB and floor > voice.p95_dbfs - 38.0 \
                and len(samples) > 1.5 * SAMPLE_RATE_HZ:
            continue
        known_floor = min(floor, voice.floor_dbfs + FLOOR_MARGIN_FILE_DB)
        noise = pause_noise_dbfs(frame_levels_dbfs(samples))
        threshold = threshold_dbfs(voice.p95_dbfs, max(known_floor, noise))
        voice.utterances += _utterances_of(samples, threshold)
    if voice.seconds < SHORTEST_VOICE_SECONDS:
        voice.utterances = []
    return voice


def _fingerprint(source: VoiceSource) -> str:
    text = f"{CACHE_VERSION} {source} {NOT_SPEECH_NAMES} {RANGE_BELOW_P95_DB}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _decode(source: VoiceSource, path: Path) -> None:
    """Writes a voice to the cache."""
    print(f"corpus: decoding voice {source.name}", file=sys.stderr)
    voice = extract(source)
    path.parent.mkdir(parents=True, exist_ok=True)
    joined = np.concatenate([u.samples for u in voice.utterances] or [np.zeros(0)])
    about = {"p95": voice.p95_dbfs, "floor": voice.floor_dbfs, "f0": voice.f0_hz}
    for older in path.parent.glob(f"{source.name}-{'?' * 16}.npz"):
        older.unlink()
    partial = path.with_suffix(f".{os.getpid()}.partial.npz")
    np.savez(partial, samples=joined.astype(np.float32), about=json.dumps(about),
             mask=np.concatenate([u.mask for u in voice.utterances] or [np.zeros(0, bool)]),
             frames=np.array([len(u.mask) for u in voice.utterances], dtype=np.int64))
    partial.replace(path)  # whole or not at all, should two builds run at once


def load(source: VoiceSource) -> Voice:
    """The voice, from the cache when it is there."""
    path = cache_folder() / "voices" / "decoded" / f"{source.name}-{_fingerprint(source)}.npz"
    with locked(f"voice-{source.name}"):
        if not path.exists():
            _decode(source, path)
    # Read back even when just made, so that the first build equals later ones.
    with np.load(path) as stored:
        samples, mask, frames = stored["samples"], stored["mask"], stored["frames"]
        about = json.loads(str(stored["about"]))
    voice = Voice(source.name, source.split, source.sex, p95_dbfs=about["p95"],
                  floor_dbfs=about["floor"], f0_hz=about["f0"])
    ends = np.cumsum(frames)
    for start, end in zip(ends - frames, ends):
        piece = samples[start * FRAME_SAMPLES : end * FRAME_SAMPLES]
        voice.utterances.append(Utterance(piece, mask[start:end]))
    return voice


def voices_of(split: str) -> list[Voice]:
    """All usable voices of a split, in catalogue order."""
    loaded = [load(s) for s in VOICE_SOURCES if s.split == split]
    return [v for v in loaded if v.utterances]
