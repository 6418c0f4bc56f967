"""Whether CallSift is as good as it has to be: beside the best peer, per condition and overall.

The bars are those of the project's issue 3, section 5: detection error, collar 0.25 s a side.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from peer_scores import OVERALL, Row

MEASURE = "detErrorPercentCollar"
OVERALL_SHARE = 0.5  # overall: at most half of the best peer's error
SMALL_ERROR_PERCENT = 1.0  # a best peer's error below this is forgiven a little
SMALL_ERROR_ALLOWANCE_POINTS = 0.3


@dataclass(frozen=True)
class Bar:
    """One condition's verdict."""

    condition: str
    best_peer: str
    best_percent: float
    ours_percent: float
    limit_percent: float

    @property
    def holds(self) -> bool:
        """Ours does not exceed the limit."""
        return self.ours_percent <= self.limit_percent + 1e-9

    def as_json(self) -> dict[str, Any]:
        """Ready for `--json`."""
        return {**asdict(self), "holds": self.holds}


def limit_percent(condition: str, best_percent: float) -> float:
    """Largest error of ours that passes beside a best peer's."""
    if condition == OVERALL:
        return OVERALL_SHARE * best_percent
    if best_percent < SMALL_ERROR_PERCENT:
        return best_percent + SMALL_ERROR_ALLOWANCE_POINTS
    return best_percent


def bars(ours: Row, peers: list[Row]) -> list[Bar]:
    """Verdicts in the order of the corpus; conditions that no peer was scored on are left out."""
    found = []
    for condition, figures in ours.conditions.items():
        # A peer that did not hear every call of a condition does not compete in it.
        rivals = [(row.conditions[condition][MEASURE], row.name) for row in peers
                  if row.conditions[condition]["missingReports"] == 0
                  and row.conditions[condition][MEASURE] is not None]
        if not rivals or figures[MEASURE] is None:
            continue
        best, name = min(rivals)
        found.append(Bar(condition, name, best, figures[MEASURE], limit_percent(condition, best)))
    return found
