"""The results as Markdown tables, which also read well on a terminal."""

from __future__ import annotations

from collections.abc import Callable

from bars import Bar
from peer_scores import OVERALL, Row

Cell = float | int | str | None

SUMMARY_COLUMNS = (  # heading, key of the overall figures, digits
    ("DetER .25", "detErrorPercentCollar", 2), ("miss", "missPercentCollar", 2),
    ("false", "falseAlarmPercentCollar", 2), ("DetER 0", "detErrorPercent", 2),
    ("F1 .25", "f1Collar", 4), ("F1 0", "f1", 4), ("ratio mean", "ratioErrorMeanPoints", 2),
    ("p95", "ratioErrorP95Points", 2), ("max", "ratioErrorMaxPoints", 2),
)
LEGEND = """DetER: missed + falsely found speech / true speech, %, both channels
.25: collar of 0.25 s on each side of a true boundary; 0: none
miss, false: the parts of DetER .25
ratio: error of the customer's share of speech, points, over calls (mean, p95, max)
on tone, on music: share of that sound's time taken for speech, %
s/h: CPU seconds (user + system, children included) per hour of two-channel audio
start: CPU seconds of starting and loading, once; not part of s/h"""


def shown(value: Cell, digits: int) -> str:
    """A number with so many digits, text as it is, a dash for what is not known."""
    if value is None:
        return "-"
    return value if isinstance(value, str) else f"{value:.{digits}f}"


def markdown(rows: list[list[str]]) -> str:
    """Aligned columns: the first to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(w) if i == 0 else cell.rjust(w)
                               for i, (cell, w) in enumerate(zip(row, widths))) + " |"
             for row in rows]
    rule = "|" + "|".join("-" * (w + 2) if i == 0 else "-" * (w + 1) + ":"
                          for i, w in enumerate(widths)) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def kinds_of(rows: list[Row]) -> list[str]:
    """Kinds of stretches, without the names below them."""
    return sorted({kind for row in rows for kind in row.false_speech_percent if "/" not in kind})


def summary(rows: list[Row]) -> str:
    """A line a detector, over the whole corpus."""
    kinds = kinds_of(rows)
    table = [["detector", *(heading for heading, _, _ in SUMMARY_COLUMNS),
              *(f"on {kind}" for kind in kinds), "s/h", "start", "version"]]
    for row in rows:
        overall, cost = row.conditions[OVERALL], row.cost
        table.append([
            row.name, *(shown(overall[key], digits) for _, key, digits in SUMMARY_COLUMNS),
            *(shown(row.false_speech_percent.get(kind), 2) for kind in kinds),
            shown(cost.seconds_per_hour if cost else None, 2),
            shown(cost.start_up_seconds if cost else None, 2),
            str(row.about.get("version", "-"))])
    return markdown(table)


def by_condition(rows: list[Row], key: str, digits: int = 2) -> str:
    """A line a condition, a column a detector."""
    table = [["condition", *(row.name for row in rows)]]
    for condition in rows[0].conditions:
        table.append([condition, *(shown(row.conditions[condition][key], digits)
                                   for row in rows)])
    return markdown(table)


def by_name(rows: list[Row], heading: str, values: Callable[[Row], dict[str, float]]) -> str:
    """A line a sound or a voice, a column a detector."""
    names = sorted({name for row in rows for name in values(row)})
    table = [[heading, *(row.name for row in rows)]]
    for name in names:
        table.append([name, *(shown(values(row).get(name), 2) for row in rows)])
    return markdown(table)


def sections(rows: list[Row]) -> list[tuple[str, str]]:
    """Every table of a comparison, with its title."""
    return [
        ("All conditions together:", summary(rows)),
        ("Detection error, %, collar 0.25 s a side:",
         by_condition(rows, "detErrorPercentCollar")),
        ("Detection error, %, no collar:", by_condition(rows, "detErrorPercent")),
        ("Sounds that are no speech: share of their time taken for speech, %:",
         by_name(rows, "sound", lambda row: row.false_speech_percent)),
        ("The same without what lies up to 0.25 s beside true speech, %:",
         by_name(rows, "sound", lambda row: row.far_false_speech_percent)),
        ("Missed speech by voice, %, collar 0.25 s a side, all conditions:",
         by_name(rows, "voice", lambda row: row.voice_miss_percent)),
    ]


def bar_table(found: list[Bar]) -> str:
    """A line a condition: best peer, ours, the limit, the verdict."""
    table = [["condition", "best peer", "its DetER .25", "ours", "limit", "holds"]]
    for bar in found:
        table.append([bar.condition, bar.best_peer, shown(bar.best_percent, 2),
                      shown(bar.ours_percent, 2), shown(bar.limit_percent, 2),
                      "yes" if bar.holds else "NO"])
    return markdown(table)
