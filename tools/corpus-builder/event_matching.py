"""Matching of found events with true ones, and the counts that come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from speech_frames import Span

LEAST_IOU = 0.5
ONSET_TOLERANCE_SECONDS = 0.2
OFFSET_TOLERANCE_RATIO = 0.5  # of the true length, when that is more than 200 ms
MATCH_SLACK_SECONDS = 0.25  # an overlap event may lie this far beside the true one


@dataclass
class Counts:
    """True positives, and what was missed or invented; adds up over calls."""

    hit: float = 0.0
    missed: float = 0.0
    invented: float = 0.0

    def add(self, other: Counts) -> None:
        """Adds the counts of another call."""
        self.hit += other.hit
        self.missed += other.missed
        self.invented += other.invented

    @property
    def precision(self) -> float | None:
        """Share of what was reported that is true; None when nothing was reported."""
        return self.hit / (self.hit + self.invented) if self.hit + self.invented else None

    @property
    def recall(self) -> float | None:
        """Share of the truth that was reported; None when there is none."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean; None when there was neither truth nor report."""
        total = 2 * self.hit + self.missed + self.invented
        return 2 * self.hit / total if total else None


def matched_pairs(truth: list[Span], found: list[Span],
                  matches: Callable[[Span, Span], float]) -> list[tuple[int, int]]:
    """One-to-one pairs, the best first; `matches` gives 0 for no match, else how good it is."""
    candidates = [(matches(t, f), i, j) for i, t in enumerate(truth) for j, f in enumerate(found)]
    pairs: list[tuple[int, int]] = []
    for quality, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if quality > 0 and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def event_counts(truth: list[Span], found: list[Span],
                 matches: Callable[[Span, Span], float]) -> Counts:
    """Events matched one to one."""
    hit = len(matched_pairs(truth, found, matches))
    return Counts(hit, len(truth) - hit, len(found) - hit)


def iou_match(truth: Span, found: Span) -> float:
    """Intersection over union when at least 0.5, else 0."""
    shared = min(truth[1], found[1]) - max(truth[0], found[0])
    union = max(truth[1], found[1]) - min(truth[0], found[0])
    ratio = shared / union if union > 0 else 0.0
    return ratio if ratio >= LEAST_IOU - 1e-9 else 0.0


def edge_match(truth: Span, found: Span) -> float:
    """Onset within 200 ms, offset within 200 ms or half of the true length (as sed_eval does)."""
    offset_tolerance = max(ONSET_TOLERANCE_SECONDS,
                           OFFSET_TOLERANCE_RATIO * (truth[1] - truth[0]))
    onset_error, offset_error = abs(truth[0] - found[0]), abs(truth[1] - found[1])
    if onset_error > ONSET_TOLERANCE_SECONDS + 1e-9 or offset_error > offset_tolerance + 1e-9:
        return 0.0
    return 1.0 / (1.0 + onset_error + offset_error)


def near_match(truth: Span, found: Span) -> float:
    """Any contact, with 0.25 s of slack: overlaps are short, and their edges are soft."""
    shared = min(truth[1], found[1]) - max(truth[0], found[0]) + MATCH_SLACK_SECONDS
    return max(shared, 0.0)
