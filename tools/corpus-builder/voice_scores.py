"""Scores of EV103 and EV104: quiet stretches and raised voices against the truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from event_matching import Counts, iou_match, matched_pairs
from speech_frames import Span

EDGE_TOLERANCE_SECONDS = 1.0  # onset and offset of a quiet stretch
SHORTEST_RAISED_SECONDS = 1.0  # EV104: less is not asked for
LONGEST_PAUSE_SECONDS = 1.0  # between two shouts that are one
LEAST_WORD_SECONDS = 0.1  # speech in such a pause that is a calm word
SHARED_RAISED_SECONDS = 0.5  # of a shout, from which it is found
TOUCHED_RAISED_SECONDS = 0.1  # of any shout, from which a report is right: single words are short

Json = dict[str, Any]


@dataclass
class VoiceScore:
    """Counts of quiet stretches by overlap and by their edges, and of raised voices."""

    low_by_iou: Counts = field(default_factory=Counts)
    low_by_edges: Counts = field(default_factory=Counts)
    low_onset_errors_seconds: list[float] = field(default_factory=list)  # of matched stretches
    raised: int = 0
    raised_found: int = 0
    raised_reported: int = 0
    raised_right: int = 0

    def add(self, other: VoiceScore) -> None:
        """Adds another call."""
        self.low_by_iou.add(other.low_by_iou)
        self.low_by_edges.add(other.low_by_edges)
        self.low_onset_errors_seconds += other.low_onset_errors_seconds
        self.raised += other.raised
        self.raised_found += other.raised_found
        self.raised_reported += other.raised_reported
        self.raised_right += other.raised_right


def _span(event: Json) -> Span:
    return float(event["startSeconds"]), float(event["endSeconds"])


def _shared_seconds(one: Span, other: Span) -> float:
    return min(one[1], other[1]) - max(one[0], other[0])


def within_a_second(truth: Span, found: Span) -> float:
    """How well both edges fit, 0 when one is more than a second off."""
    errors = abs(truth[0] - found[0]), abs(truth[1] - found[1])
    if max(errors) > EDGE_TOLERANCE_SECONDS + 1e-9:
        return 0.0
    return 1.0 / (1.0 + sum(errors))


def _touches(truth: Span, found: Span) -> float:
    return max(_shared_seconds(truth, found), 0.0)


def score_voices(truth: Json, report: Json) -> VoiceScore:
    """EV103 one to one by party, EV104 by contact.

    A shout shorter than a second may be reported or not. A report on a quiet stretch that is not
    `certain` counts neither way. One report may cover several shouts of a turn, and one shout several
    reports.
    """
    score = VoiceScore()
    events = report.get("events") or []
    _score_low(truth.get("lowVolume") or [],
               [e for e in events if e.get("code") == "EV103"], score)
    all_shouts = _joined_shouts(truth)
    shouts = [s for s in all_shouts if _spoken_seconds(truth, *s) >= SHORTEST_RAISED_SECONDS]
    said = [(e.get("party"), _span(e)) for e in events if e.get("code") == "EV104"]
    score.raised, score.raised_reported = len(shouts), len(said)
    score.raised_found = sum(_is_met(s, said, SHARED_RAISED_SECONDS) for s in shouts)
    score.raised_right = sum(_is_met(s, all_shouts, TOUCHED_RAISED_SECONDS) for s in said)
    return score


def _spoken_seconds(truth: Json, party: str, span: Span) -> float:
    speech = ((truth.get("parties") or {}).get(party) or {}).get("speech") or []
    return sum(max(_shared_seconds(span, (a, b)), 0.0) for a, b in speech)


def _joined_shouts(truth: Json) -> list[tuple[str, Span]]:
    """Shouts of a party with nothing but a short pause between are one."""
    joined: list[tuple[str, Span]] = []
    entries = truth.get("raisedVoice") or []
    for party in sorted({r["party"] for r in entries}):
        own = sorted(_span(r) for r in entries if r["party"] == party)
        made: list[Span] = []
        for span in own:
            pause = (made[-1][1], span[0]) if made else (0.0, 0.0)
            if made and pause[1] - pause[0] <= LONGEST_PAUSE_SECONDS and (
                    _spoken_seconds(truth, party, pause) < LEAST_WORD_SECONDS):
                made[-1] = (made[-1][0], max(made[-1][1], span[1]))
            else:
                made.append(span)
        joined += [(party, span) for span in made]
    return joined


def _is_met(one: tuple[Any, Span], others: list[tuple[Any, Span]], least_seconds: float) -> bool:
    return any(one[0] == party and _shared_seconds(one[1], span) >= least_seconds - 1e-9
               for party, span in others)


def _score_low(expected: list[Json], found: list[Json], score: VoiceScore) -> None:
    for party in sorted({str(e.get("party")) for e in expected + found}):
        certain = [_span(e) for e in expected if str(e.get("party")) == party and e["certain"]]
        open_ones = [_span(e) for e in expected
                     if str(e.get("party")) == party and not e["certain"]]
        said = [_span(e) for e in found if str(e.get("party")) == party]
        for matches, counts in ((iou_match, score.low_by_iou),
                                (within_a_second, score.low_by_edges)):
            pairs = matched_pairs(certain, said, matches)
            rest = [s for j, s in enumerate(said) if j not in {b for _, b in pairs}]
            excused = sum(any(_touches(o, s) > 0 for o in open_ones) for s in rest)
            counts.add(Counts(len(pairs), len(certain) - len(pairs), len(rest) - excused))
            if matches is iou_match:
                score.low_onset_errors_seconds += [
                    abs(certain[i][0] - said[j][0]) for i, j in pairs]
