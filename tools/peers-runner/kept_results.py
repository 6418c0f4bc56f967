"""The results that are kept beside the model, and whether new ones are worse.

`results.json` is read by programs; the tables in `MODEL.md`, between two marks, are made from it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peer_scores import OVERALL, Json, Row
from peer_tables import markdown, shown

SCHEMA = "callsift.accuracy/1"
RESULTS, PAGE = "results.json", "MODEL.md"
BEGIN = "<!-- accuracy: written by tools/benchmark accuracy --record -->"
END = "<!-- end of accuracy -->"
HEADING = "## Results\n"


@dataclass(frozen=True)
class Measure:
    """One figure that must not get worse.

    Program and corpus are deterministic. What may differ between machines are the codecs and
    numeric libraries that the corpus is made with; the tolerances leave room for that, and for no
    more: half of the least difference that the bars of `bars.py` look at, or less.
    """

    key: str
    heading: str
    tolerance: float
    more_is_worse: bool
    unit: str

    def worsening(self, kept: float | None, new: float | None) -> float:
        """How much worse, in the measure's unit; negative is better. Lost figures are worst."""
        if kept is None:
            return 0.0
        if new is None:
            return float("inf")
        return new - kept if self.more_is_worse else kept - new


MEASURES = (
    Measure("detErrorPercentCollar", "DetER .25", 0.1, True, "points"),
    Measure("detErrorPercent", "DetER 0", 0.15, True, "points"),
    Measure("ratioErrorMeanPoints", "ratio mean", 0.1, True, "points"),
    Measure("silenceF1", "silence F1", 0.01, False, ""),
    Measure("interruptionRecall", "interruption recall", 0.02, False, ""),
    Measure("interruptionPrecision", "interruption precision", 0.02, False, ""),
)
FALSE_SPEECH = Measure("falseSpeechPercent", "false speech", 0.3, True, "points")

COLUMNS = (  # heading, key, digits
    ("calls", "calls", 0), ("DetER .25", "detErrorPercentCollar", 2),
    ("miss", "missPercentCollar", 2), ("false", "falseAlarmPercentCollar", 2),
    ("DetER 0", "detErrorPercent", 2), ("F1 0", "f1", 4),
    ("ratio mean", "ratioErrorMeanPoints", 2), ("p95", "ratioErrorP95Points", 2),
    ("max", "ratioErrorMaxPoints", 2), ("silence F1", "silenceF1", 3),
    ("interr. P", "interruptionPrecision", 3), ("R", "interruptionRecall", 3),
    ("backch. as interr. %", "backchannelAsInterruptionPercent", 1),
)


@dataclass(frozen=True)
class Worse:
    """One figure that got worse by more than its tolerance."""

    condition: str
    measure: str
    kept: float | None
    new: float | None

    def __str__(self) -> str:
        return f"{self.condition}: {self.measure}: {shown(self.kept, 3)} -> {shown(self.new, 3)}"


def rounded(value: Any) -> Any:
    """Four digits are kept: more would only make noise in the file's history."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    return [rounded(part) for part in value] if isinstance(value, list) else value


def results_of(corpus: Json, ours: Row, peers: list[Row]) -> Json:
    """What is kept."""
    return rounded({"schema": SCHEMA, "corpus": corpus, "ours": ours.as_json(),
                    "peers": [row.as_json() for row in peers]})


def text_of(results: Json) -> str:
    """JSON with a line a condition, so that a change can be read in a diff."""
    def joined(found: re.Match[str]) -> str:
        return " ".join(line.strip() for line in found.group().splitlines())

    return re.sub(r"\{[^{}]*\}", joined, json.dumps(results, indent=1)) + "\n"


def read(folder: Path) -> Json | None:
    """The kept results; None when there are none yet."""
    path = folder / RESULTS
    return json.loads(path.read_text()) if path.exists() else None


def same_set(kept: Json, new: Json) -> bool:
    """Whether both are of the same default set; its audio may still differ in codec bytes."""
    def named_by(results: Json) -> Json:
        return {key: value for key, value in results["corpus"].items() if key != "sha256"}

    return bool(named_by(kept) == named_by(new))


def worse_figures(kept: Json, new: Json) -> list[Worse]:
    """Figures of ours that got worse by more than their tolerance, per condition and overall."""
    found = []
    for condition, before in kept["ours"]["conditions"].items():
        after = new["ours"]["conditions"].get(condition, {})
        for measure in MEASURES:
            pair = (before.get(measure.key), after.get(measure.key))
            if measure.worsening(*pair) > measure.tolerance + 1e-9:
                found.append(Worse(condition, measure.heading, *pair))
    for kind, percent in kept["ours"]["falseSpeechPercent"].items():
        told = new["ours"]["falseSpeechPercent"].get(kind)
        if "/" not in kind and FALSE_SPEECH.worsening(percent, told) > FALSE_SPEECH.tolerance:
            found.append(Worse(OVERALL, f"false speech on {kind}", percent, told))
    return found


def our_table(results: Json, kept: Json | None = None) -> str:
    """A line a condition; with kept results, the change of the detection error beside it."""
    heading = ["condition", *(name for name, _, _ in COLUMNS)]
    rows = [[*heading, "kept DetER .25", "change"] if kept else heading]
    for condition, figures in results["ours"]["conditions"].items():
        row = [condition, *(shown(figures.get(key), digits) for _, key, digits in COLUMNS)]
        if kept:
            key = MEASURES[0].key
            before = kept["ours"]["conditions"].get(condition, {}).get(key)
            after = figures.get(key)
            known = before is not None and after is not None
            row += [shown(before, 2), f"{after - before:+.2f}" if known else "new"]
        rows.append(row)
    return markdown(rows)


def page_with(page: str, section: str) -> str:
    """The page with what stands between the marks replaced; without marks, appended."""
    marked = f"{BEGIN}\n\n{section.strip()}\n\n{END}"
    if BEGIN in page and END in page:
        before, rest = page.split(BEGIN, 1)
        return before + marked + rest.split(END, 1)[1]
    return f"{page.rstrip()}\n\n{HEADING}\n{marked}\n".lstrip()
