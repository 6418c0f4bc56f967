"""Compares what the program found with what the cases promise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from call_audio import Case


def found_codes(report: dict[str, object]) -> tuple[set[str], list[str]]:
    """Flags, and events as code and cause, of one line of `callsift scan --format jsonl`."""
    flags = {str(f["code"]) for f in report["flags"]}  # type: ignore[index, attr-defined]
    events = []
    for event in report["events"]:  # type: ignore[attr-defined]
        party = event["party"] if isinstance(event["party"], str) else "-"
        words = (event["code"], event["cause"] or "", party)
        events.append(" ".join(w for w in words if w))
    return flags, events


def comparison(cases: Sequence[Case], lines: Iterable[str]) -> tuple[list[str], bool]:
    """One line a case, and whether all promises are kept."""
    reports = {}
    for line in lines:
        report = json.loads(line)
        reports[PurePosixPath(report["file"]["path"]).parent.name] = report
    result, is_kept = [], True
    for case in cases:
        report = reports.get(case.name)
        if report is None:
            result.append(f"MISSING {case.name}")
            is_kept = False
            continue
        flags, events = found_codes(report)
        absent = [e for e in case.events if not any(f"{f} ".startswith(f"{e} ") for f in events)]
        false = [f for f in events if any(f.startswith(e) for e in case.no_events)]
        wrong = flags ^ set(case.flags)
        differs = bool(absent or wrong or false)
        is_kept = is_kept and differs == bool(case.wrong_today)
        word = "DIFFERS" if differs else "ok"
        if case.wrong_today:
            word = f"KNOWN ({case.wrong_today})" if differs else "RIGHT NOW, drop wrong_today:"
        result.append(f"{word} {case.name}: "
                      f"flags {sorted(flags)} events {events}"
                      + (f"; promised {sorted(case.flags)}" if wrong else "")
                      + (f"; absent {absent}" if absent else "")
                      + (f"; false {false}" if false else ""))
    return result, is_kept
