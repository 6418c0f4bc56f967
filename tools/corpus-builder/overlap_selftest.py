"""Checks of the truth of overlaps: drawn calls, whose classes were worked out by hand.

Each character is 0.1 s, `#` is speech; the first lane is the agent's.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from overlap_truth import true_overlaps

Expected = list[tuple[str, int | None, float]]


def _drawn(agent: str, customer: str) -> Expected:
    """Class, party and joint seconds of each overlap."""
    length = max(len(agent), len(customer))
    masks = np.array([np.repeat([c == "#" for c in lane.ljust(length, ".")], 10)
                      for lane in (agent, customer)])
    return [(o.kind, o.party, o.joint_frames / 100) for o in true_overlaps(masks)]


def _expect(agent: str, customer: str, expected: Expected) -> None:
    found = _drawn(agent, customer)
    assert found == expected, (agent, customer, found)


def _interruption_limits() -> None:
    _expect("." * 10 + "#" * 20, "#" * 15, [("interruption", 0, 0.5)])
    _expect("." * 10 + "#" * 20, "#" * 14, [("transition", 0, 0.4)])
    _expect("." * 9 + "#" * 20, "#" * 15, [("transition", 0, 0.6)])
    _expect("." * 10 + "#" * 20, "#" * 11, [])  # 0.1 s is how turns meet


def _pauses_of_the_speaker() -> None:
    # The agent begins in a pause of 0.5 s, then of 0.6 s, which frees the floor.
    _expect("." * 18 + "#" * 12, "#" * 15 + "." * 5 + "#" * 20, [("interruption", 0, 1.0)])
    _expect("." * 18 + "#" * 12, "#" * 15 + "." * 6 + "#" * 20, [("transition", 1, 0.9)])
    # Joint speech adds up over the pause; the agent's own short pause ends nothing either.
    _expect("." * 15 + "#" * 15, "#" * 18 + "." * 3 + "#" * 2, [("interruption", 0, 0.5)])
    _expect("." * 14 + "##...####" + "#" * 9, "#" * 22, [("interruption", 0, 0.5)])
    _expect("." * 14 + "##...####" + "#" * 9, "#" * 21, [("transition", 0, 0.4)])


def _dual_starts() -> None:
    _expect("." * 10 + "#" * 20, "." * 12 + "#" * 20, [("dualStart", None, 1.8)])
    _expect("." * 10 + "#" * 20, "." * 13 + "#" * 20, [("transition", 1, 1.7)])
    # A pause of 0.5 s within the customer's turn is no joint silence.
    _expect("." * 19 + "#" * 12, "#" * 15 + "." * 5 + "#" * 20, [("interruption", 0, 1.1)])
    _expect("." * 20 + "#" * 12, "#" * 15 + "." * 6 + "#" * 20, [("dualStart", None, 1.1)])


def _backchannels() -> None:
    _expect("." * 20 + "#" * 10, "#" * 50, [("backchannel", 0, 1.0)])
    _expect("." * 20 + "#" * 11, "#" * 50, [("interruption", 0, 1.1)])
    two = "." * 20 + "#" * 6 + "." * 10 + "#" * 6
    _expect(two, "#" * 60, [("backchannel", 0, 0.6), ("backchannel", 0, 0.6)])
    near = "." * 20 + "#" * 6 + "." * 9 + "#" * 6
    _expect(near, "#" * 60, [("interruption", 0, 0.6), ("interruption", 0, 0.6)])
    # In a pause of the speaker, who goes on over it; after a longer pause it is an answer.
    _expect("." * 24 + "#" * 7, "#" * 20 + "." * 10 + "#" * 20, [("backchannel", 0, 0.1)])
    _expect("." * 24 + "#" * 9, "#" * 20 + "." * 11 + "#" * 20, [("transition", 1, 0.2)])


def _held_floor() -> None:
    # The agent takes the floor at 2.0 s, where the customer stops, not at 1.0 s.
    agent = "." * 10 + "#" * 40
    _expect(agent, "#" * 20 + "." * 9 + "#" * 15,
            [("interruption", 0, 1.0), ("transition", 1, 1.5)])
    _expect(agent, "#" * 20 + "." * 10 + "#" * 15,
            [("interruption", 0, 1.0), ("interruption", 1, 1.5)])
    # The floor is kept over a pause, and has to be held anew after a silence of 3 s.
    _expect("." * 45 + "#" * 15, "#" * 10 + "." * 29 + "#" * 20, [("interruption", 0, 1.4)])
    _expect("." * 46 + "#" * 15, "#" * 10 + "." * 30 + "#" * 20, [("transition", 0, 1.4)])


OVERLAP_CHECKS: tuple[Callable[[], None], ...] = (
    _interruption_limits, _pauses_of_the_speaker, _dual_starts, _backchannels, _held_floor,
)
