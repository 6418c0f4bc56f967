"""What echoes do to reports: false interruptions and talk time, beside the same calls without any."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from call_scores import PARTIES, CallScore, Json, score_call
from echo_mix import WITHOUT
from event_matching import Counts, matched_pairs, near_match
from score_report import read_reports, report_for

TALK_TIME_TOLERANCE_PERCENT = 3.0  # issue 3, bar 5.3
COLLAR_SECONDS = 0.25


@dataclass
class EchoScore:
    """Sums over the calls of one echo."""

    calls: int = 0
    true_interruptions: int = 0
    found_interruptions: int = 0
    false_interruptions: int = 0
    new_false_interruptions: int = 0  # not there in the report of the same call without echo
    lost_interruptions: int = 0  # true ones found without echo only
    talk_errors_percent: list[float] = field(default_factory=list)  # a side each, to the truth
    talk_changes_percent: list[float] = field(default_factory=list)  # to the report without echo
    frames: Counts = field(default_factory=Counts)  # without a collar
    frames_collar: Counts = field(default_factory=Counts)
    details: list[str] = field(default_factory=list)


def _interruptions(report: Json, party: str) -> list[tuple[float, float]]:
    return [(float(e["startSeconds"]), float(e["endSeconds"])) for e in report.get("events") or []
            if e.get("code") == "EV102" and e.get("cause") == "interruption"
            and e.get("party") == party]


def talk_seconds(report: Json, party: str) -> float:
    """Seconds that a report says a party speaks."""
    spans = ((report.get("parties") or {}).get(party) or {}).get("speech") or []
    return float(sum(end - start for start, end in spans))


def _share(part: float, whole: float) -> float:
    return 100.0 * part / whole if whole else 0.0


def add_interruptions(score: EchoScore, truth: Json, report: Json, plain: Json,
                      told: str) -> None:
    """Counts the interruptions of one call beside the truth and the report without echo."""
    for party in PARTIES:
        true_ones = [(float(o["startSeconds"]), float(o["endSeconds"])) for o in truth["overlaps"]
                     if o.get("party") == party and o["class"] == "interruption"]
        found, before = _interruptions(report, party), _interruptions(plain, party)
        pairs = matched_pairs(true_ones, found, near_match)
        pairs_before = matched_pairs(true_ones, before, near_match)
        false = [s for j, s in enumerate(found) if j not in {b for _, b in pairs}]
        false_before = [s for j, s in enumerate(before) if j not in {b for _, b in pairs_before}]
        known = {i for i, _ in matched_pairs(false, false_before, near_match)}
        new = [s for i, s in enumerate(false) if i not in known]
        lost = {a for a, _ in pairs_before} - {a for a, _ in pairs}
        score.true_interruptions += len(true_ones)
        score.found_interruptions += len(pairs)
        score.false_interruptions += len(false)
        score.new_false_interruptions += len(new)
        score.lost_interruptions += len(lost)
        score.details += [f"{told} {party} invented {a:.2f}-{b:.2f}" for a, b in new]
        score.details += [f"{told} {party} lost {true_ones[i][0]:.2f}-{true_ones[i][1]:.2f}"
                          for i in sorted(lost)]


def add_talk(score: EchoScore, truth: Json, report: Json, plain: Json, told: str) -> None:
    """Compares talk times of one call with the truth and the report without echo."""
    for party in PARTIES:
        said, true = talk_seconds(report, party), float(truth["parties"][party]["speechSeconds"])
        before = talk_seconds(plain, party)
        error, change = _share(said - true, true), _share(said - before, before)
        score.talk_errors_percent.append(error)
        score.talk_changes_percent.append(change)
        if abs(error) > TALK_TIME_TOLERANCE_PERCENT:
            score.details.append(f"{told} {party} talk {error:+.2f} % of {true:.1f} s "
                                 f"({change:+.2f} % by the echo)")


def echo_scores(folder: Path, reports: list[dict[str, Any]]) -> dict[str, EchoScore]:
    """Scores by echo, in the order of the folder.

    Raises:
        SystemExit: when the folder was not written by `tools/corpus echoes`.
    """
    corpus = json.loads((folder / "corpus.json").read_text())
    if "echoesOf" not in corpus:
        raise SystemExit(f"corpus: {folder} holds no calls of tools/corpus echoes")
    scores: dict[str, EchoScore] = {name: EchoScore() for name in corpus["conditions"]}
    for path in corpus["calls"]:
        name, file = path.split("/")
        truth = json.loads((folder / path).with_suffix(".truth.json").read_text())
        report = report_for(path, reports) or {}
        plain = report_for(f"{WITHOUT}/{file}", reports) or {}
        score, call = scores[name], score_call(truth, report)
        score.calls += 1
        _add_frames(score, call)
        add_interruptions(score, truth, report, plain, path)
        add_talk(score, truth, report, plain, path)
    return scores


def _add_frames(score: EchoScore, call: CallScore) -> None:
    score.frames.add(call.frames[0.0])
    score.frames_collar.add(call.frames[COLLAR_SECONDS])


HEADINGS = ("echo", "calls", "DetER", "miss", "false", "DetER.25", "int#", "found", "false",
            "new", "lost", "talk mean", "max", "within", "changed max", "within")
LEGEND = f"""DetER, miss, false: % of true speech; .25: with a collar of 0.25 s a side
int#: true interruptions; false: reported ones that are none, new: those that the same call without echo
does not have, lost: true ones that only the call without echo has
talk: error of a side's talk time to the truth, %; within: sides with at most \
{TALK_TIME_TOLERANCE_PERCENT:.0f} %; changed: to the report without echo"""


def _row(name: str, score: EchoScore) -> list[str]:
    frames, collared = score.frames, score.frames_collar
    spoken, spoken_collared = frames.hit + frames.missed, collared.hit + collared.missed

    def within(values: list[float]) -> str:
        return f"{sum(abs(v) <= TALK_TIME_TOLERANCE_PERCENT for v in values)}/{len(values)}"

    errors = [abs(v) for v in score.talk_errors_percent]
    return [
        name, str(score.calls), f"{_share(frames.missed + frames.invented, spoken):.2f}",
        f"{_share(frames.missed, spoken):.2f}", f"{_share(frames.invented, spoken):.2f}",
        f"{_share(collared.missed + collared.invented, spoken_collared):.2f}",
        str(score.true_interruptions), str(score.found_interruptions),
        str(score.false_interruptions), str(score.new_false_interruptions),
        str(score.lost_interruptions), f"{sum(errors) / max(len(errors), 1):.2f}",
        f"{max(errors, default=0.0):.2f}", within(score.talk_errors_percent),
        f"{max((abs(v) for v in score.talk_changes_percent), default=0.0):.2f}",
        within(score.talk_changes_percent)]


def _sum(scores: list[EchoScore]) -> EchoScore:
    total = EchoScore()
    for score in scores:
        for key, value in vars(score).items():
            if isinstance(value, Counts):
                getattr(total, key).add(value)
            else:
                setattr(total, key, getattr(total, key) + value)
    return total


def print_echo_scores(folder: Path, reports_path: Path, tells_details: bool) -> None:
    """Prints the table, and on request every error."""
    scores = echo_scores(folder, read_reports(reports_path))
    echoes = _sum([score for name, score in scores.items() if name != WITHOUT])
    rows = [list(HEADINGS), *(_row(name, score) for name, score in scores.items()),
            _row("all echoes", echoes)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADINGS))]
    for row in rows:
        print("  ".join(cell.ljust(w) if i == 0 else cell.rjust(w)
                        for i, (cell, w) in enumerate(zip(row, widths))))
    print(LEGEND)
    if tells_details:
        print("\n".join(line for score in scores.values() for line in score.details))
