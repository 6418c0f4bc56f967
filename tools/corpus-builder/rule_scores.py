"""Compares the flags of reports with the truth of rule calls: one row per rule."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

BAR = 0.9  # recall and precision of every rule: issue 4, bar 5.1


@dataclass
class RuleRow:
    """What became of the calls of one rule."""

    code: str
    breaking: int = 0
    keeping: int = 0
    found: int = 0
    invented: int = 0
    refused: int = 0  # no verdict: not enough evidence; a breaking call so refused is missed
    failing: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Flagged share of the breaking calls."""
        return self.found / self.breaking if self.breaking else 1.0

    @property
    def precision(self) -> float | None:
        """Breaking share of the flagged calls."""
        flagged = self.found + self.invented
        return self.found / flagged if flagged else None

    @property
    def keeps_bar(self) -> bool:
        """Both at 0.9 or more."""
        return self.recall >= BAR - 1e-9 and (self.precision or 0.0) >= BAR - 1e-9


def rule_row(code: str, calls: list[tuple[str, dict, dict | None]]) -> RuleRow:
    """Row of one rule from its calls: name, truth, report (`None` when it failed)."""
    row = RuleRow(code)
    for name, truth, report in calls:
        rule = truth["rule"]
        flagged = report is not None and any(f.get("code") == rule for f in report["flags"])
        refused = report is None or f"flags.{rule}" in report.get("notes", {})
        row.refused += refused and not flagged
        row.breaking += truth["breaks"]
        row.keeping += not truth["breaks"]
        row.found += truth["breaks"] and flagged
        row.invented += not truth["breaks"] and flagged
        if flagged != truth["breaks"]:
            why = " (refused)" if refused and not flagged else ""
            row.failing.append(f"{name} “{truth['variant']}”{why}")
    return row


def _reports(path: Path, folder: Path) -> dict[str, dict]:
    """Reports by the recording's path in the folder, however it was scanned; failures are absent."""
    found = {}
    for line in path.read_text().splitlines():
        report = json.loads(line)
        if "flags" not in report:
            continue
        source = (folder / report["file"]["path"]).resolve()
        if source.is_relative_to(folder.resolve()):
            found[str(source.relative_to(folder.resolve()))] = report
    return found


def rule_rows(folder: Path, reports: Path) -> list[RuleRow]:
    """Rows of every rule in the folder, by code."""
    by_path = _reports(reports, folder)
    calls: dict[str, list[tuple[str, dict, dict | None]]] = {}
    for path in json.loads((folder / "rules.json").read_text())["calls"]:
        truth = json.loads((folder / path).with_suffix(".truth.json").read_text())
        name = path.removesuffix(".wav")
        calls.setdefault(truth["set"], []).append((name, truth, by_path.get(path)))
    return [rule_row(code, calls[code]) for code in sorted(calls)]


def table(rows: list[RuleRow]) -> str:
    """Markdown; the ladder of silent calls is the row QC111L."""
    lines = ["| Rule | Breaking | Keeping | Recall | Precision | Refused | Bar | Failing calls |",
             "| --- | --: | --: | --: | --: | --: | --- | --- |"]
    for row in rows:
        precision = "–" if row.precision is None else f"{row.precision:.2f}"
        lines.append(
            f"| {row.code} | {row.breaking} | {row.keeping} | {row.recall:.2f} | {precision} "
            f"| {row.refused} | {'kept' if row.keeps_bar else 'missed'} "
            f"| {'; '.join(row.failing) or '–'} |")
    kept = sum(row.keeps_bar for row in rows)
    lines.append(f"\n{kept} of {len(rows)} rows keep recall and precision of {BAR}.")
    return "\n".join(lines)
