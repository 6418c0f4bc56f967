"""Command line of the fixtures builder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from call_audio import Case, placed_lines, truth_spans
from case_list import CASES
from fixture_files import all_files, differences_of_best_attempt, strangers, written
from promised_codes import comparison

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = """examples:
  tools/fixtures                                    writes what is new or different
  tools/fixtures --check                            exit 1 when the folder would change
  tools/fixtures --show slow-response-stereo-8k-mulaw
  callsift scan audio-fixtures --store none --format jsonl | tools/fixtures --compare -
"""


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="tools/fixtures", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Writes audio-fixtures/: short synthetic calls with exact truth.")
    parser.add_argument("--folder", type=Path, default=ROOT / "audio-fixtures")
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--check", action="store_true", help="write nothing, compare all files")
    task.add_argument("--show", metavar="CASE", help="print the timeline of a case")
    task.add_argument("--compare", metavar="REPORTS", type=argparse.FileType("r"),
                      help="compare reports (JSONL of callsift scan) with what the cases promise")
    return parser.parse_args(given)


def _show(case: Case) -> None:
    for placed in placed_lines(case):
        print(f"{placed.start_seconds:6.2f} {placed.end_seconds:6.2f} "
              f"{('agent', 'customer')[placed.line.party]:9} {placed.line.text}")
    spoken = [sum(b - a for a, b in truth_spans(case, party)) for party in range(2)]
    print(f"speech {spoken[0]:.2f} s and {spoken[1]:.2f} s of {case.duration_seconds:.2f} s, "
          f"customer ratio {spoken[1] / max(sum(spoken), 0.01):.2f}")


def main(given: list[str]) -> int:
    """Runs one task and returns the exit code."""
    arguments = _arguments(given)
    if arguments.show:
        wanted = [c for c in CASES if arguments.show in (c.name, "all")]
        for case in wanted:
            print(case.name)
            _show(case)
        return 0 if wanted else 2
    if arguments.compare:
        lines, is_kept = comparison(CASES, arguments.compare)
        print("\n".join(lines))
        return 0 if is_kept else 1
    if arguments.check:
        found = differences_of_best_attempt(arguments.folder, CASES)
        if found:
            print("fixtures: not as tools/fixtures would write them:", *found, sep="\n  ",
                  file=sys.stderr)
        return 1 if found else 0
    files = all_files(CASES)
    written(arguments.folder, files)
    for name in strangers(arguments.folder, files):
        print(f"fixtures: {name} belongs to no case; remove it", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
