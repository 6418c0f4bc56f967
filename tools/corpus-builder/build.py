"""Builds a corpus: every call from its own generator, so that any call can be made alone."""

from __future__ import annotations

import functools
import json
import multiprocessing
import sys
import wave
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy

from codecs_round_trip import pcm16
from conditions import CONDITIONS, Condition, add_line_noise, named
from packages import package_versions
from rendering import LEVEL_RANGE_DBFS, CallAudio, render
from speech_frames import SAMPLE_RATE_HZ
from timeline import PARTY_NAMES, CallPlan, Conversation, ThirdParty
from truth import truth_of, write_json, write_rttm
from voices import Voice, voices_of

BUILDER_VERSION = 8  # raise when the same seed gives other calls or another truth
SHARE_RANGE = (0.40, 0.85)  # of the customer, in the speech of both
DEFAULT_CALLS = {"clean": 12, "snr20": 12}
DEFAULT_CALLS_OTHER = 6
# A third party: own choices.
THIRD_COMES_RATIO = 0.4  # of the calls: after a transfer; else now and then throughout
THIRD_TURN_RANGE = (0.25, 0.6)  # of the side's turns
THIRD_LEVEL_RANGE_DB = (-6.0, 6.0)  # over the side's own


def _picked_voices(voices: list[Voice], rng: np.random.Generator) -> tuple[Voice, Voice]:
    """Two speakers, the ones with more recordings more often, but not in proportion."""
    weights = np.array([v.seconds**0.5 for v in voices])
    first, second = rng.choice(len(voices), size=2, replace=False, p=weights / weights.sum())
    return voices[int(first)], voices[int(second)]


def _third_party(voices: list[Voice], plan: CallPlan,
                 rng: np.random.Generator) -> ThirdParty:
    """Somebody on either side's line: throughout, or instead of its own speaker from a moment on."""
    voice = voices[int(rng.integers(len(voices)))]
    party = int(rng.integers(2))
    level_db = float(rng.uniform(*THIRD_LEVEL_RANGE_DB))
    if rng.random() < THIRD_COMES_RATIO:
        moment = plan.duration_seconds * float(rng.uniform(0.3, 0.7))
        return ThirdParty(voice, party, 1.0, moment, level_db)
    return ThirdParty(voice, party, float(rng.uniform(*THIRD_TURN_RANGE)), 0.0, level_db)


@functools.cache
def _loaded_voices(split: str) -> list[Voice]:
    return voices_of(split)


def make_call(conditions: list[Condition], voices: list[Voice], split: str, minutes: float,
              rng: np.random.Generator, has_third: bool = False) -> CallAudio:
    """Draws, renders and degrades one call."""
    pair = _picked_voices(voices, rng)
    plan = CallPlan(duration_seconds=minutes * 60 * float(rng.uniform(0.85, 1.15)),
                    customer_share=float(rng.uniform(*SHARE_RANGE)),
                    answer_seconds=float(rng.uniform(0.3, 2.5)))
    for condition in conditions:
        condition.plan(plan, rng)
    levels = (float(rng.uniform(*LEVEL_RANGE_DBFS)), float(rng.uniform(*LEVEL_RANGE_DBFS)))
    for condition in conditions:
        levels = condition.levels(levels, rng)
    others = [v for v in voices if v not in pair]
    third = _third_party(others, plan, rng) if has_third else None
    timeline = Conversation(plan, pair, rng, third).draw()
    if plan.silent_party is not None:
        timeline.silence(plan.silent_party)
    for item in timeline.items:
        if item.role == "raised":
            item.gain_db = float(rng.uniform(8, 11))
    audio = render(timeline, pair, levels, split, rng, third)
    audio.notes["plannedCustomerShare"] = round(plan.customer_share, 3)
    add_line_noise(audio)
    for condition in conditions:
        condition.apply(audio)
    return audio


def write_wave(path: Path, samples: np.ndarray) -> None:
    """8 kHz, 16 bit; one channel for each row."""
    with wave.open(str(path), "wb") as target:
        target.setnchannels(len(samples))
        target.setsampwidth(2)
        target.setframerate(SAMPLE_RATE_HZ)
        target.writeframes(pcm16(samples).tobytes())


@dataclass(frozen=True)
class Wanted:
    """One call to be made; all that makes it what it is."""

    folder: Path
    condition: str
    index: int
    seed: int
    split: str
    minutes: float
    is_mono: bool = False
    party_count: int = 2  # other than two in one channel only


def mixed_down(samples: np.ndarray) -> np.ndarray:
    """Both sides in one channel, as recorders of one channel and converters make it: their mean."""
    return samples.mean(axis=0, keepdims=True)


def _one_channel(samples: np.ndarray, wanted: Wanted) -> np.ndarray:
    """What one channel holds: both sides, or one of them by turns of the calls."""
    if wanted.party_count > 1:
        return mixed_down(samples)
    return samples[wanted.index % 2 : wanted.index % 2 + 1]


def _write_call(wanted: Wanted) -> dict[str, object]:
    """Makes one call and its truth, from a generator of its own; gives its manifest line."""
    key = zlib.crc32(f"{wanted.split}/{wanted.condition}/{wanted.index}".encode())
    rng = np.random.default_rng([wanted.seed, key])
    audio = make_call(named(wanted.condition), _loaded_voices(wanted.split), wanted.split,
                      wanted.minutes, rng, has_third=wanted.party_count > 2)
    call_id = f"call-{wanted.index:03d}"
    base = wanted.folder / wanted.condition / call_id
    samples = _one_channel(audio.samples, wanted) if wanted.is_mono else audio.samples
    write_wave(base.with_suffix(".wav"), samples)
    write_rttm(base.with_suffix(".rttm"), call_id, audio.masks, wanted.is_mono)
    truth = truth_of(audio, call_id, wanted.condition, wanted.seed)
    if wanted.party_count == 1:
        truth["onlyParty"] = PARTY_NAMES[wanted.index % 2]
    write_json(base.with_suffix(".truth.json"), truth)
    channels = ["mixed"] if wanted.is_mono else ["agent", "customer"]
    return {"path": f"{wanted.condition}/{call_id}.wav", "channels": channels,
            "metadata": {"agentId": truth["parties"]["agent"]["voice"]}}


def _counted(made: Iterable[dict[str, object]], queue: list[Wanted]) -> list[dict[str, object]]:
    """Collects the manifest in order, and says when a condition is finished."""
    manifest = []
    for index, entry in enumerate(made):
        manifest.append(entry)
        name = queue[index].condition
        if index + 1 == len(queue) or queue[index + 1].condition != name:
            count = sum(w.condition == name for w in queue)
            print(f"corpus: {name}: {count} calls", file=sys.stderr)
    return manifest


def build(folder: Path, seed: int, split: str, minutes: float, wanted: list[str],
          calls: int | None, jobs: int, is_mono: bool = False, party_count: int = 2) -> int:
    """Writes the corpus and returns the number of calls; the same for any number of `jobs`."""
    voices = _loaded_voices(split)  # before the processes part, so that they share them
    queue = []
    for name in wanted:
        count = calls if calls is not None else DEFAULT_CALLS.get(name, DEFAULT_CALLS_OTHER)
        (folder / name).mkdir(parents=True, exist_ok=True)
        queue += [Wanted(folder, name, index, seed, split, minutes, is_mono, party_count)
                  for index in range(count)]
    if jobs > 1 and len(queue) > 1:
        with multiprocessing.get_context("fork").Pool(min(jobs, len(queue))) as pool:
            manifest = _counted(pool.imap(_write_call, queue), queue)
    else:
        manifest = _counted(map(_write_call, queue), queue)
    lines = [json.dumps(entry) + "\n" for entry in manifest]
    (folder / "manifest.jsonl").write_text("".join(lines))
    write_json(folder / "corpus.json", {
        "schema": "callsift.corpus/1", "builderVersion": BUILDER_VERSION, "seed": seed,
        "split": split, "minutes": minutes, "conditions": wanted,
        "channelCount": 1 if is_mono else 2, "partyCount": party_count,
        "versions": {"numpy": np.__version__, "scipy": scipy.__version__,
                     "packages": package_versions()},
        "voices": [{"name": v.name, "sex": v.sex, "seconds": round(v.seconds, 1),
                    "f0Hz": round(v.f0_hz, 1)} for v in voices],
        "calls": [entry["path"] for entry in manifest],
    })
    return len(manifest)


def all_condition_names() -> list[str]:
    """Every registered condition, in registry order."""
    return [c.name for c in CONDITIONS]
