"""Command line of the corpus builder."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

EXAMPLES = """examples:
  tools/corpus build /tmp/corpus                        the default: every condition, dev voices
  tools/corpus build /tmp/corpus --default              the set that results are kept for
  tools/corpus build /tmp/c --conditions clean,snr10+gsm --calls 4 --split test --seed 7
  tools/corpus voices                                   speakers per split, with seconds
  callsift scan /tmp/corpus --manifest /tmp/corpus/manifest.jsonl --format jsonl > r.jsonl
  tools/corpus score /tmp/corpus --reports r.jsonl
  tools/corpus echoes /tmp/e --of /tmp/corpus           the same calls, each under eight echoes
  tools/corpus echo-score /tmp/e --reports r.jsonl      what the echoes changed in the reports
  tools/corpus odd /tmp/o --of /tmp/corpus              the same calls, each made odd in some way
  tools/corpus odd-score /tmp/o --reports r.jsonl       how many are named, and how many scored
  tools/corpus rule /tmp/rules --rule QC103,QC111 --split test --seed 31
  tools/corpus rule-score /tmp/rules --reports r.jsonl
"""


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="tools/corpus", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Builds simulated two-party calls with exact truth, and scores reports.")
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="write a corpus to a folder")
    build.add_argument("folder", type=Path)
    build.add_argument("--seed", type=int, default=1)
    build.add_argument("--calls", type=int, help="calls per condition (default: 12 for clean and "
                       "snr20, 6 for each other)")
    build.add_argument("--conditions", help="comma-separated; join with + to combine")
    build.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    build.add_argument("--minutes", type=float, default=3.0, help="mean length of a call")
    build.add_argument("--mono", action="store_true", help="both sides in one channel")
    build.add_argument("--parties", type=int, choices=(1, 2, 3), default=2,
                       help="who speaks, with --mono: one side alone, both (default), or a third "
                       "party on one side's line, throughout or after a transfer")
    build.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)),
                       help="processes; the corpus is the same for any number (default: all cores)")
    build.add_argument("--default", action="store_true",
                       help="the set of tools/benchmark accuracy; the other switches are ignored")
    commands.add_parser("conditions", help="list the conditions")
    commands.add_parser("voices", help="list the speakers of each split")
    score = commands.add_parser("score", help="compare reports with the truth")
    score.add_argument("folder", type=Path)
    score.add_argument("--reports", type=Path, required=True, help="JSONL of callsift scan")
    score.add_argument("--json", action="store_true", help="machine-readable result")
    speakers = commands.add_parser("speakers", help="compare reports of calls made with --mono")
    speakers.add_argument("folder", type=Path)
    speakers.add_argument("--reports", type=Path, required=True, help="JSONL of callsift scan")
    speakers.add_argument("--calls", action="store_true", help="each call, too")
    parties = commands.add_parser("parties", help="how many parties were found in mono calls")
    parties.add_argument("folder", type=Path)
    parties.add_argument("--reports", type=Path, required=True, help="JSONL of callsift scan")
    echoes = commands.add_parser("echoes", help="mix echoes into the calls of a folder")
    echoes.add_argument("folder", type=Path)
    echoes.add_argument("--of", type=Path, required=True,
                        help="a corpus, or a recording of two channels with its RTTM beside it")
    echoes.add_argument("--losses", default="12,20", help="dB, comma-separated")
    echoes.add_argument("--delays", default="20,100,350,800", help="ms, comma-separated")
    echo_score = commands.add_parser("echo-score", help="what the echoes changed")
    echo_score.add_argument("folder", type=Path)
    echo_score.add_argument("--reports", type=Path, required=True, help="JSONL of callsift scan")
    echo_score.add_argument("--details", action="store_true", help="each error, too")
    odd = commands.add_parser("odd", help="make the calls of a folder odd in nine ways")
    odd.add_argument("folder", type=Path)
    odd.add_argument("--of", type=Path, required=True, help="a corpus of two channels")
    odd_score = commands.add_parser("odd-score", help="how many odd calls are named, how many scored")
    odd_score.add_argument("folder", type=Path)
    odd_score.add_argument("--reports", type=Path, required=True, help="JSONL of callsift scan")
    rule = commands.add_parser("rule", help="write calls that break and keep quality rules")
    rule.add_argument("folder", type=Path)
    rule.add_argument("--rule", default="all", help="codes, comma-separated, or all (default)")
    rule.add_argument("--calls", type=int, default=10, help="of either kind per rule (default: 10)")
    rule.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    rule.add_argument("--seed", type=int, default=1)
    rule.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    rule_score = commands.add_parser("rule-score", help="recall and precision of every rule")
    rule_score.add_argument("folder", type=Path)
    rule_score.add_argument("--reports", type=Path, required=True, help="JSONL of callsift scan")
    commands.add_parser("selftest", help="check the scorer and the truth rules")
    return parser.parse_args(given)


def _build(arguments: argparse.Namespace) -> int:
    from build import all_condition_names, build
    from conditions import named
    from default_set import build_default_set

    if arguments.default:
        count = build_default_set(arguments.folder, arguments.jobs)
        print(f"{count} calls in {arguments.folder}")
        return 0
    wanted = (arguments.conditions.split(",") if arguments.conditions else all_condition_names())
    for name in wanted:
        try:
            named(name)
        except KeyError as error:
            print(f"corpus: unknown condition {error}; see tools/corpus conditions",
                  file=sys.stderr)
            return 2
    if arguments.parties != 2 and not arguments.mono:
        print("corpus: --parties needs --mono", file=sys.stderr)
        return 2
    if arguments.minutes <= 0.25:
        print("corpus: --minutes must be over 0.25", file=sys.stderr)
        return 2
    count = build(arguments.folder, arguments.seed, arguments.split, arguments.minutes, wanted,
                  arguments.calls, max(arguments.jobs, 1), arguments.mono, arguments.parties)
    print(f"{count} calls in {arguments.folder}")
    return 0


def _rule(arguments: argparse.Namespace) -> int:
    from rule_build import build_rules

    try:
        count = build_rules(arguments.folder, arguments.rule, max(arguments.calls, 1),
                            arguments.split, arguments.seed, max(arguments.jobs, 1))
    except KeyError as error:
        print(f"corpus: no calls for rule {error}", file=sys.stderr)
        return 2
    print(f"{count} calls in {arguments.folder}")
    return 0


def _echoes(arguments: argparse.Namespace) -> int:
    from echo_mix import build_echoes

    try:
        losses_db, delays_ms = (tuple(float(value) for value in given.split(","))
                                for given in (arguments.losses, arguments.delays))
    except ValueError as error:
        print(f"corpus: losses and delays are numbers: {error}", file=sys.stderr)
        return 2
    print(f"{build_echoes(arguments.folder, arguments.of, losses_db, delays_ms)} recordings in "
          f"{arguments.folder}")
    return 0


def _voices() -> None:
    from voice_catalogue import SPLITS, VOICE_SOURCES
    from voices import load

    for split in SPLITS:
        for source in (s for s in VOICE_SOURCES if s.split == split):
            voice = load(source)
            print(f"{split:6}{voice.name:26}{voice.sex:8}{len(voice.utterances):5} utterances"
                  f"{voice.seconds:8.1f} s  F0 {voice.f0_hz:4.0f} Hz  speech over floor "
                  f"{voice.p95_dbfs - voice.floor_dbfs:5.1f} dB")


def main(given: list[str]) -> int:
    """Runs one command and returns the exit code."""
    arguments = _arguments(given)
    if arguments.command == "build":
        return _build(arguments)
    if arguments.command == "rule":
        return _rule(arguments)
    if arguments.command == "echoes":
        return _echoes(arguments)
    if arguments.command == "echo-score":
        from echo_scores import print_echo_scores

        print_echo_scores(arguments.folder, arguments.reports, arguments.details)
        return 0
    if arguments.command == "odd":
        from odd_calls import build_odd_calls

        print(f"{build_odd_calls(arguments.folder, arguments.of)} recordings in {arguments.folder}")
        return 0
    if arguments.command == "odd-score":
        from odd_calls import print_odd_scores

        print_odd_scores(arguments.folder, arguments.reports)
        return 0
    if arguments.command == "speakers":
        from speaker_scores import print_speaker_scores

        print_speaker_scores(arguments.folder, arguments.reports, arguments.calls)
    elif arguments.command == "parties":
        from speaker_scores import party_counts

        print(json.dumps(party_counts(arguments.folder, arguments.reports), sort_keys=True))
    elif arguments.command == "rule-score":
        from rule_scores import rule_rows, table

        print(table(rule_rows(arguments.folder, arguments.reports)))
    elif arguments.command == "conditions":
        from conditions import CONDITIONS

        for condition in CONDITIONS:
            print(f"{condition.name:12}{condition.description}")
    elif arguments.command == "voices":
        _voices()
    elif arguments.command == "score":
        from score_report import print_scores

        return print_scores(arguments.folder, arguments.reports, arguments.json)
    else:
        from selftest import run

        return run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
