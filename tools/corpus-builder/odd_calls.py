"""The calls of a corpus again, each made odd in one way, and how the odd ones are named.

A recording whose channels hold the same sound, are on each other's place or run apart, that lacks a
party, has a third, or ends too soon, is no call by which an agent is judged: issue 7, section 3.3.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from build import mixed_down, write_wave
from echo_mix import Call, calls_of
from score_report import read_reports, report_for
from speech_frames import FRAME_SAMPLES, SAMPLE_RATE_HZ, mask_of
from timeline import AGENT, CUSTOMER, PARTY_NAMES
from truth import write_json

HEADER_BYTES = 44  # of what `write_wave` writes
LATE_SECONDS = 1.0
LEFT_RATIO = 0.6  # of the bytes of a recording that is cut short
Json = dict[str, Any]


@dataclass(frozen=True)
class Oddity:
    """One way to be odd: how it is made of a call and of the next one, and what names it."""

    make: Callable[[Call, Call], np.ndarray]
    names: frozenset[str]  # codes of flags, or the reason why there are no points; any of them
    channels: tuple[str, ...] = PARTY_NAMES
    left_ratio: float = 1.0


def late(samples: np.ndarray, party: int) -> np.ndarray:
    """One channel later than the other; what is pushed out at the end comes in at the beginning."""
    moved = samples.copy()
    moved[party] = np.roll(samples[party], round(LATE_SECONDS * SAMPLE_RATE_HZ))
    return moved


def mute(call: Call, party: int) -> np.ndarray:
    """Only the line of a party: its longest pause, again and again."""
    frame_count = call.samples.shape[1] // FRAME_SAMPLES
    speaks = mask_of(call.truth["parties"][PARTY_NAMES[party]]["speech"], frame_count)
    edges = np.flatnonzero(np.diff(np.concatenate([[True], speaks, [True]]).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    longest = int(np.argmax(ends - starts))
    pause = call.samples[party, starts[longest] * FRAME_SAMPLES : ends[longest] * FRAME_SAMPLES]
    samples = call.samples.copy()
    samples[party] = np.resize(pause, samples.shape[1])
    return samples


def dead(call: Call, party: int) -> np.ndarray:
    """Digital zero on a party's channel."""
    samples = call.samples.copy()
    samples[party] = 0.0
    return samples


def with_third(call: Call, other: Call) -> np.ndarray:
    """The customer of another call on a channel of its own."""
    third = np.zeros(call.samples.shape[1])
    count = min(len(third), other.samples.shape[1])
    third[:count] = other.samples[CUSTOMER, :count]
    return np.concatenate([call.samples, third[np.newaxis]])


ONE_PARTY = frozenset({"QC110", "QC126", "QC128", "onePartyOnly"})
AS_RECORDED = "as recorded"
ODDITIES = {
    AS_RECORDED: Oddity(lambda call, _: call.samples, frozenset()),
    "same sound": Oddity(lambda call, _: np.repeat(mixed_down(call.samples), 2, axis=0),
                         frozenset({"QC131"})),
    "exchanged": Oddity(lambda call, _: call.samples[::-1], frozenset({"QC132"})),
    "agent late": Oddity(lambda call, _: late(call.samples, AGENT), frozenset({"QC133"})),
    "customer late": Oddity(lambda call, _: late(call.samples, CUSTOMER), frozenset({"QC133"})),
    "customer dead": Oddity(lambda call, _: dead(call, CUSTOMER), ONE_PARTY),
    "customer mute": Oddity(lambda call, _: mute(call, CUSTOMER), ONE_PARTY),
    "agent mute": Oddity(lambda call, _: mute(call, AGENT), ONE_PARTY),
    "third party": Oddity(with_third, frozenset({"moreParties"}), (*PARTY_NAMES, "unknown")),
    "cut short": Oddity(lambda call, _: call.samples, frozenset({"recordingCutShort"}),
                        left_ratio=LEFT_RATIO),
}


def build_odd_calls(folder: Path, source: Path) -> int:
    """Writes every call in every odd way; returns the number of recordings."""
    calls = list(calls_of(source))
    lines, paths = [], []
    for kind, oddity in ODDITIES.items():
        place = kind.replace(" ", "-")
        (folder / place).mkdir(parents=True, exist_ok=True)
        for index, call in enumerate(calls):
            path = f"{place}/{call.name}.wav"
            write_wave(folder / path, oddity.make(call, calls[index - 1]))
            if oddity.left_ratio < 1:
                whole = (folder / path).read_bytes()
                kept = int((len(whole) - HEADER_BYTES) * oddity.left_ratio)
                (folder / path).write_bytes(whole[: HEADER_BYTES + kept])
            paths.append(path)
            lines.append(json.dumps({"path": path, "channels": list(oddity.channels)}) + "\n")
    (folder / "manifest.jsonl").write_text("".join(lines))
    write_json(folder / "corpus.json", {
        "schema": "callsift.odd-calls/1", "of": str(source), "calls": paths})
    return len(paths)


def is_named(report: Json | None, oddity: Oddity) -> bool:
    """Whether a report says what is odd; of a call as recorded, whether it says anything of the kind."""
    wanted = oddity.names or frozenset().union(*(o.names for o in ODDITIES.values()))
    said = {str(flag.get("code")) for flag in (report or {}).get("flags", [])}
    said.add(str((report or {}).get("notes", {}).get("score.points")))
    return not wanted.isdisjoint(said)


def is_scored(report: Json | None) -> bool:
    """Whether an agent is judged by the call."""
    return ((report or {}).get("score") or {}).get("points") is not None


def print_odd_scores(folder: Path, reports_path: Path) -> None:
    """One row for each way to be odd: calls, how many are named, how many are scored."""
    reports = read_reports(reports_path)
    paths = json.loads((folder / "corpus.json").read_text())["calls"]
    print("| Call | Calls | Named | Scored | Named by |")
    print("| --- | --- | --- | --- | --- |")
    for kind, oddity in ODDITIES.items():
        own = [report_for(path, reports) for path in paths
               if path.startswith(kind.replace(" ", "-") + "/")]
        names = ", ".join(sorted(oddity.names)) or "any of these"
        print(f"| {kind} | {len(own)} | {sum(is_named(r, oddity) for r in own)} | "
              f"{sum(map(is_scored, own))} | {names} |")
