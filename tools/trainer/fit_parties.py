"""Fits what `SpeakerEvidence` says about how many parties speak, and prints its constants as Swift.

Reads JSON lines of `tools/benchmarks`' `benchmark parties`, whose paths lie in folders of `tools/corpus
build --mono --parties N`. Logistic regression by Newton's method (Hastie, Tibshirani & Friedman 2009, The
Elements of Statistical Learning, section 4.4), both classes weighing the same, as what is held likely
before is a setting. Deterministic: same calls, same constants.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.append(str(Path(__file__).resolve().parent.parent / "corpus-builder"))
from speaker_scores import has_one_speaker_a_voice  # noqa: E402

RIDGE = 1e-3  # on standardized features, so that no constant runs off where classes come apart
ROUNDS = 50  # of Newton's method; a handful is enough
LEAST_OF_LOGARITHM = 0.01  # SpeakerEvidence.leastOfLogarithm
LEAST_EXTENT_RATIO = 0.4  # Plural.leastExtentRatio
MOST_SEMITONES = 4.0  # Several.mostSemitones

Json = dict[str, Any]


def logarithm(value: float) -> float:
    return float(np.log(max(value, LEAST_OF_LOGARITHM)))


@dataclass
class Call:
    """One call with its truth."""

    party_count: int
    features: Json
    folder: str


@dataclass
class Regression:
    """Log odds as a constant and a sum; features by their name in Swift."""

    name: str
    is_positive: Callable[[Call], bool]
    is_asked: Callable[[Call], bool]
    features: dict[str, Callable[[Json], float]]

    def matrix(self, calls: list[Call]) -> np.ndarray:
        return np.array([[f(call.features) for f in self.features.values()] for call in calls])

    def fit(self, calls: list[Call]) -> np.ndarray:
        """Constant and slopes; shape [1 + features]."""
        asked = [call for call in calls if self.is_asked(call)]
        x = self.matrix(asked)
        y = np.array([self.is_positive(call) for call in asked], dtype=float)
        centre, scale = x.mean(0), x.std(0) + 1e-12
        x = np.c_[np.ones(len(x)), (x - centre) / scale]
        weights = np.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
        penalty = RIDGE * len(x) * np.diag([0.0] + [1.0] * (x.shape[1] - 1))
        slopes = np.zeros(x.shape[1])
        for _ in range(ROUNDS):
            p = 1 / (1 + np.exp(-np.clip(x @ slopes, -30, 30)))
            gradient = x.T @ (weights * (y - p)) - penalty @ slopes
            slopes += np.linalg.solve(x.T @ (x * (weights * p * (1 - p))[:, None]) + penalty,
                                      gradient)
        scaled = slopes[1:] / scale
        return np.r_[slopes[0] - scaled @ centre, scaled]

    def log_odds(self, calls: list[Call], constants: np.ndarray) -> np.ndarray:
        return constants[0] + self.matrix(calls) @ constants[1:]

    def area(self, calls: list[Call], constants: np.ndarray) -> float:
        """Area under the curve: how often a call that is has more than one that is not (Mann-Whitney)."""
        asked = [call for call in calls if self.is_asked(call)]
        if not asked:
            return float("nan")
        odds = self.log_odds(asked, constants)
        is_positive = np.array([self.is_positive(call) for call in asked])
        pairs = odds[is_positive][:, None] - odds[~is_positive][None]
        return float(((pairs > 0) + 0.5 * (pairs == 0)).mean())

    def swift(self, constants: np.ndarray) -> str:
        names = ["constant", *self.features]
        lines = [f"    static let {n} = {c:.3f}" for n, c in zip(names, constants, strict=True)]
        return "\n".join([f"  private enum {self.name} {{", *lines, "  }"])


def regressions() -> list[Regression]:
    """What `SpeakerEvidence` asks, in its order."""
    def contrast(name: str) -> Callable[[Json], float]:
        return lambda f: f["thirdContrast"][name]

    return [
        Regression("Plural", lambda c: c.party_count > 1, lambda c: c.party_count < 3, {
            "perLogGain": lambda f: logarithm(f["secondGainNatsPerSecond"]),
            "perExtentRatio": lambda f: max(f["secondExtentRatio"], LEAST_EXTENT_RATIO),
        }),
        Regression("Several", lambda c: c.party_count > 2, lambda c: c.party_count > 1, {
            "perLogGain": lambda f: logarithm(f["secondGainNatsPerSecond"]),
            "perLogDistance": lambda f: logarithm(contrast("leastSquaredDistance")(f)),
            "perF0Semitone": lambda f: min(contrast("leastF0Semitones")(f), MOST_SEMITONES),
            "perLogShare": lambda f: logarithm(f["thirdShareRatio"]),
            "perExtentRatio": lambda f: f["thirdExtentRatio"],
            "perAlikeChangeRatio": contrast("alikeChangeRatio"),
        }),
    ]


def calls_of(lines: Path, folders: list[Path]) -> list[Call]:
    """Calls of some folders that have features, without those of several speakers in one voice."""
    wanted = {folder.resolve() for folder in folders}
    counts = {f: json.loads((f / "corpus.json").read_text()).get("partyCount", 2) for f in wanted}
    calls = []
    for line in lines.read_text().splitlines():
        entry = json.loads(line)
        path = Path(entry["path"]).resolve()
        folder = path.parent.parent
        if folder not in wanted or entry.get("features") is None:
            continue
        truth = json.loads(path.with_suffix(".truth.json").read_text())
        if has_one_speaker_a_voice(truth):
            calls.append(Call(counts[folder], entry["features"], folder.name))
    return calls


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines", type=Path, help="what benchmark parties wrote")
    parser.add_argument("--fit", type=Path, nargs="+", required=True, help="folders to learn from")
    parser.add_argument("--held-out", type=Path, nargs="*", default=[], help="folders to test on")
    arguments = parser.parse_args()
    calls = calls_of(arguments.lines, arguments.fit)
    held = calls_of(arguments.lines, arguments.held_out)
    for regression in regressions():
        constants = regression.fit(calls)
        asked = [call for call in calls if regression.is_asked(call)]
        # Printed as they are used: three places.
        print(regression.swift(constants))
        constants = constants.round(3)
        print(f"{regression.name}: {len(asked)} calls, area {regression.area(calls, constants):.3f}; "
              f"held out {regression.area(held, constants):.3f}", file=sys.stderr)


if __name__ == "__main__":
    main()
