"""How the points of one voice differ from call to call, from enrolled voices of simulated calls.

The covariance within speakers of the mean points (as in the two-covariance model of Brümmer & de
Villiers 2010, Odyssey), with `RIDGE` on its diagonal. Written is the lower triangle of the inverse's
Cholesky factor L, row by row, as little-endian 32-bit floats: |Lᵀ(x − m)|² is the distance that counts.
Printed is what distances tell of voices left out: the slope of the log odds and how far a voice may lie
from its own profile.

With `--shared`, the same of voices in a channel of both parties, about the profile of calls of two
channels: there levels are relative to the louder party, and some of the points are the other's.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voice_tracks import calls_of

sys.path.append(str(Path(__file__).resolve().parent.parent / "corpus-builder"))
from speaker_scores import error_ratio  # noqa: E402
from speech_frames import FRAME_SECONDS, mask_of  # noqa: E402

PARTIES = ("agent", "customer")
DIMENSIONS = 24
RIDGE = 0.05  # of an eigenvalue: the smallest ones of few speakers are too small


@dataclass(frozen=True)
class Sample:
    """The mean point of a voice in one call."""

    call: str
    party: str
    voice: str
    point: np.ndarray


def samples_of(folder: Path) -> list[Sample]:
    """Samples that `tools/speakers` had enrolled under the names of call, party and voice."""
    found = []
    for party in ("agent", "customer"):
        rows = sqlite3.connect(folder / f"{party}.sqlite").execute(
            "SELECT agentId, coordinates FROM agentVoice ORDER BY agentId")
        for name, coordinates in rows:
            call, voice = name.split("|")
            found.append(Sample(call, party, voice,
                                np.frombuffer(coordinates, "<f4").astype(float)))
    return found


def shared_samples_of(store: Path, corpus: Path) -> list[Sample]:
    """Samples of the parties of calls of one channel in which two were found.

    Which of both is which party is by the smaller diarization error.
    """
    found = []
    for call in calls_of(store):
        name = str(call.report["callId"])
        lanes = [party["speech"] for _, party in sorted(call.report["parties"].items())]
        if len(lanes) != 2:
            continue
        truth = json.loads((corpus / name).with_suffix(".truth.json").read_text())
        count = round(truth["durationSeconds"] / FRAME_SECONDS)
        true = np.array([mask_of(truth["parties"][p]["speech"], count) for p in PARTIES])
        made = np.array([mask_of(lane, count) for lane in lanes])
        if error_ratio(true, made[::-1]) < error_ratio(true, made):
            lanes.reverse()
        for party, lane in zip(PARTIES, lanes):
            point = call.mean_point(lane)
            if point is not None:
                found.append(Sample(name, party, truth["parties"][party]["voice"], point))
    return found


def covariance_about(profiles: list[Sample], samples: list[Sample],
                     left_out: frozenset[str] = frozenset()) -> np.ndarray:
    """Covariance of samples about the means of their voices in other calls; [dimensions, dimensions]."""
    rest = []
    for sample in samples:
        others = [p.point for p in profiles if p.voice == sample.voice and p.call != sample.call]
        if others and sample.voice not in left_out:
            rest.append(sample.point - np.mean(others, 0))
    joined = np.array(rest)
    return joined.T @ joined / len(joined) + RIDGE * np.eye(DIMENSIONS)


def write_factor(factor: np.ndarray, path: Path) -> None:
    """Writes the lower triangle, row by row."""
    path.write_bytes(factor[np.tril_indices(DIMENSIONS)].astype("<f4").tobytes())


def covariance_within(samples: list[Sample], left_out: frozenset[str] = frozenset()) -> np.ndarray:
    """Covariance of points about the means of their voices; shape [dimensions, dimensions]."""
    rest = []
    for voice in sorted({s.voice for s in samples} - left_out):
        points = np.array([s.point for s in samples if s.voice == voice])
        if len(points) > 2:
            rest.append(points - points.mean(0))
    joined = np.concatenate(rest)
    return joined.T @ joined / len(joined) + RIDGE * np.eye(DIMENSIONS)


def factor_of(covariance: np.ndarray) -> np.ndarray:
    """Lower triangular L with L Lᵀ the inverse of the covariance."""
    return np.linalg.cholesky(np.linalg.inv(covariance))


def distances(profiles: list[Sample], samples: list[Sample],
              factor_without: Callable[[frozenset[str]], np.ndarray]
              ) -> Iterator[tuple[float, float]]:
    """Squared distances of agent and customer from the agent's profile of other calls.

    `factor_without` gives the factor for a call of these two voices.
    """
    by_call = {(s.call, s.party): s for s in samples}
    for (call, party), agent in sorted(by_call.items()):
        customer = by_call.get((call, "customer"))
        others = [p.point for p in profiles if p.voice == agent.voice and p.call != call]
        if party != "agent" or customer is None or not others:
            continue
        factor = factor_without(frozenset((agent.voice, customer.voice)))
        profile = np.mean(others, 0)
        own, other = ((factor.T @ (s.point - profile)) for s in (agent, customer))
        yield float(own @ own), float(other @ other)


def slope_of(pairs: np.ndarray) -> float:
    """Slope of the log odds by the difference of distances: logistic regression without offset."""
    difference = pairs[:, 1] - pairs[:, 0]
    slopes = np.exp(np.linspace(np.log(0.005), np.log(2), 400))
    losses = [np.logaddexp(0, -slope * difference).sum() for slope in slopes]
    return float(slopes[int(np.argmin(losses))])


def told(name: str, found: Iterator[tuple[float, float]]) -> None:
    """Prints what the distances of some calls say."""
    pairs = np.array(list(found))
    own, other = pairs.T
    print(json.dumps({
        "calls": name, "count": len(pairs), "nearer": round(float((own < other).mean()), 3),
        "slope": round(slope_of(pairs), 3),
        "own": [round(float(v), 1) for v in np.percentile(own, (50, 90, 95, 99))],
        "other": [round(float(v), 1) for v in np.percentile(other, (5, 10, 50))]}))


def main() -> None:
    """Writes the factor and prints what it is worth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train", type=Path)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--shared", type=Path, nargs=2, metavar="CORPUS",
                        help="the same calls in one channel, train and dev; their scan's store is "
                        "mono.sqlite beside the enrolled voices")
    parser.add_argument("--shared-output", type=Path)
    given = parser.parse_args()
    train, dev = samples_of(given.train), samples_of(given.dev)
    factor = factor_of(covariance_within(train))
    write_factor(factor, given.output)
    told("train, voices left out",
         distances(train, train, lambda names: factor_of(covariance_within(train, names))))
    told("dev", distances(dev, dev, lambda _: factor))
    if given.shared is None:
        return
    train_shared, dev_shared = (
        shared_samples_of(folder / "mono.sqlite", corpus)
        for folder, corpus in zip((given.train, given.dev), given.shared))
    shared_factor = factor_of(covariance_about(train, train_shared))
    write_factor(shared_factor, given.shared_output)
    told("one channel, train, voices left out",
         distances(train, train_shared,
                   lambda names: factor_of(covariance_about(train, train_shared, names))))
    told("one channel, dev", distances(dev, dev_shared, lambda _: shared_factor))


if __name__ == "__main__":
    main()
