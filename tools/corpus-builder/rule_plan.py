"""What a planner of rule calls hands to the builder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rendering import CallAudio
from rule_scene import Scene

Params = dict[str, object]
# True when the call surely breaks the rule, False when it surely keeps it, None when it lies so near
# that the measure itself would decide: such a draw is made again.
Check = Callable[[CallAudio], "bool | None"]


@dataclass(frozen=True)
class RulePlan:
    """One rule: how its calls are made, and the named variants of either kind.

    `plan` writes the scene for a variant's parameters and returns the seconds after the last word.
    `check` reads from the finished frames whether the call came out as it was meant.
    """

    code: str
    plan: Callable[..., float]
    breaking: dict[str, Params]
    keeping: dict[str, Params]
    check: Check | None = None
    # any, one speaker of known F0 (`pitched`), who has much to say (`fluent`), whose syllables are known
    # (`counted`)
    voices: str = "any"


def beyond(value: float, limit: float, margin: float) -> bool | None:
    """Over the limit, under it, or too near to it."""
    if abs(value - limit) < margin:
        return None
    return bool(value > limit)


__all__ = ["Check", "Params", "RulePlan", "Scene", "beyond"]
