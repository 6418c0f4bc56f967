"""Truth of joint speech: RULES.md, EV102, worked out on the true frames of both sides.

What the plan of a call intended does not matter here: a cut-in that was planned but began in a gap is
none, and one that nobody planned counts. Nor is the program's way followed, which walks through its
units of speech; this is a frame by frame reading of the same rule.

- *Talkspurt*: speech of one side with its pauses of at most 0.5 s closed. A pause that short is part
  of speaking: the median pause within a turn is 0.4-0.5 s (Campione & Véronis 2002; Heldner & Edlund
  2010, J. Phonetics 38). So neither a cut-in nor the talk it meets ends there, and a stretch in which
  both pause no longer than that is no joint silence.
- *Backchannel*: a talkspurt of at most 1.0 s with at least 1.0 s of own silence (or the call's end)
  before and after it, inside the other's turn: the other's speech, with pauses of at most 1.0 s
  closed, covers it. It holds and takes no floor.
- *Floor*, after Jaffe & Feldstein (1970), Rhythms of Dialogue: whoever speaks alone has it, from the
  first such frame until the first frame at which the other speaks alone. Speaking means being within
  a talkspurt. The silence after a talkspurt belongs to whoever spoke last; one of 3.0 s, which EV101
  reports, ends the holding.
- *Overlap*: the frames in which both sides speak, while one talkspurt of each lasts. They add up to
  its joint speech; the talkspurt that begins later is the one that cuts in.
- *dualStart*: the two talkspurts begin within 0.25 s of each other. By what a talkspurt is, there was
  silence before (overlaps of one talkspurt with another's start lie further apart).
- *interruption*: no dualStart, the other has held the floor for at least 1.0 s when the later
  talkspurt begins, and at least 0.5 s of joint speech.
- *transition*: what is left and has at least 0.2 s of joint speech. So is a cut-in that began in a
  pause of more than 0.5 s: there the floor was free for the taking (Sacks, Schegloff & Jefferson
  1974), even where the speaker then goes on.

Lengths are compared as numbers of frames of 10 ms, limits included.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from speech_frames import FRAME_SECONDS, runs
from timeline import PARTY_NAMES, PlannedEvent, frames

Run = tuple[int, int]

TALKSPURT_PAUSE_SECONDS = 0.5
BACKCHANNEL_SECONDS = 1.0  # EV102
BACKCHANNEL_SILENCE_SECONDS = 1.0  # EV102
BACKCHANNEL_PAUSE_SECONDS = 1.0  # after a longer pause a short word is an answer
DUAL_START_SECONDS = 0.25  # EV102
FLOOR_HELD_SECONDS = 1.0  # EV102
ENDING_SILENCE_SECONDS = 3.0  # EV101
INTERRUPTION_SECONDS = 0.5  # EV102
SHORTEST_OVERLAP_SECONDS = 0.2  # EV102
PLANNED_KINDS = ("interruption", "backchannel", "dualStart")


@dataclass(frozen=True)
class Overlap:
    """Joint speech of one talkspurt of each side."""

    kind: str
    party: int | None
    first_frame: int
    end_frame: int
    joint_frames: int


def bridged(found: list[Run], longest_seconds: float) -> list[Run]:
    """Runs with gaps up to the given length closed."""
    joined: list[Run] = []
    for start, end in found:
        if joined and start - joined[-1][1] <= frames(longest_seconds):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_backchannel(spurts: list[Run], index: int, other_turns: list[Run],
                    other_spurts: list[Run]) -> bool:
    start, end = spurts[index]
    silence = frames(BACKCHANNEL_SILENCE_SECONDS)
    if end - start > frames(BACKCHANNEL_SECONDS):
        return False
    if index > 0 and start - spurts[index - 1][1] < silence:
        return False
    if index + 1 < len(spurts) and spurts[index + 1][0] - end < silence:
        return False
    if any(abs(begin - start) <= frames(DUAL_START_SECONDS) for begin, _ in other_spurts):
        return False
    return any(a <= start and end <= b for a, b in other_turns)


def floor_held_frames(speaking: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Who holds the floor in each frame (-1: nobody yet), and for how many frames before it."""
    holder, since, silent = -1, 0, 0
    holders = np.full(speaking.shape[1], -1)
    held = np.zeros(speaking.shape[1], dtype=int)
    for frame in range(speaking.shape[1]):
        first, second = bool(speaking[0, frame]), bool(speaking[1, frame])
        silent = 0 if first or second else silent + 1
        if silent >= frames(ENDING_SILENCE_SECONDS):
            holder = -1
        if first != second and holder != int(second):
            holder, since = int(second), frame
        holders[frame], held[frame] = holder, frame - since
    return holders, held


def _kind(later: Run, earlier: Run, joint_frames: int, held_frames: int) -> str | None:
    if joint_frames < frames(SHORTEST_OVERLAP_SECONDS):
        return None
    if later[0] - earlier[0] <= frames(DUAL_START_SECONDS):
        return "dualStart"
    if (held_frames >= frames(FLOOR_HELD_SECONDS)
            and joint_frames >= frames(INTERRUPTION_SECONDS)):
        return "interruption"
    return "transition"


def _joint(masks: np.ndarray, one: Run, other: Run) -> Run | None:
    """First and last joint frame of two talkspurts; None when they share none."""
    start, end = max(one[0], other[0]), min(one[1], other[1])
    shared = np.flatnonzero(masks[:, start:end].all(axis=0)) if start < end else np.zeros(0, int)
    return (start + int(shared[0]), start + int(shared[-1]) + 1) if len(shared) else None


def true_overlaps(masks: np.ndarray) -> list[Overlap]:
    """Every overlap of a call by the definition above, by its first frame."""
    spurts = [bridged(runs(mask), TALKSPURT_PAUSE_SECONDS) for mask in masks]
    turns = [bridged(own, BACKCHANNEL_PAUSE_SECONDS) for own in spurts]
    short = [{i for i in range(len(spurts[side]))
              if _is_backchannel(spurts[side], i, turns[1 - side], spurts[1 - side])}
             for side in range(2)]
    speaking = np.zeros_like(masks)
    for side in range(2):
        for index, (start, end) in enumerate(spurts[side]):
            speaking[side, start:end] |= index not in short[side]
    holders, held = floor_held_frames(speaking)
    found = []
    for a, one in enumerate(spurts[0]):
        for b, other in enumerate(spurts[1]):
            joint = _joint(masks, one, other)
            if joint is None:
                continue
            count = int(masks[:, joint[0] : joint[1]].all(axis=0).sum())
            if a in short[0] or b in short[1]:
                found.append(Overlap("backchannel", 0 if a in short[0] else 1, *joint, count))
                continue
            later = 0 if one[0] > other[0] else 1
            begin = (one, other)[later][0]
            held_frames = int(held[begin]) if holders[begin] == 1 - later else 0
            kind = _kind((one, other)[later], (one, other)[1 - later], count, held_frames)
            if kind is not None:
                party = None if kind == "dualStart" else later
                found.append(Overlap(kind, party, *joint, count))
    return sorted(found, key=lambda o: (o.first_frame, o.end_frame))


def _planned_kind(overlap: Overlap, events: list[PlannedEvent]) -> str | None:
    """What the plan intended where the overlap lies; told for the curious, never scored."""
    shared = [(min(e.end_frame, overlap.end_frame) - max(e.start_frame, overlap.first_frame), e.kind)
              for e in events if e.kind in PLANNED_KINDS]
    best = max(shared, default=(0, ""))
    return best[1] if best[0] > 0 else None


def overlaps(masks: np.ndarray, events: list[PlannedEvent]) -> list[dict[str, object]]:
    """Overlaps as `truth.json` lists them; `jointSeconds` leaves out pauses in between."""
    return [{"class": o.kind, "party": None if o.party is None else PARTY_NAMES[o.party],
             "startSeconds": round(o.first_frame * FRAME_SECONDS, 2),
             "endSeconds": round(o.end_frame * FRAME_SECONDS, 2),
             "jointSeconds": round(o.joint_frames * FRAME_SECONDS, 2),
             "planned": _planned_kind(o, events)} for o in true_overlaps(masks)]
