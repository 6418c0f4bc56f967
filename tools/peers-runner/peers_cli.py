"""Command line of the peers."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "corpus-builder"))

from diarizer_catalogue import DIARIZERS  # noqa: E402
from peer_catalogue import PEERS, Peer, named  # noqa: E402

EXAMPLES = """examples:
  tools/corpus build /tmp/corpus --default
  tools/peers run /tmp/corpus /tmp/peers                all of them; re-running resumes
  tools/peers run /tmp/corpus /tmp/peers --peers silero,call-ai-metrics --conditions hold
  callsift scan /tmp/corpus --manifest /tmp/corpus/manifest.jsonl --store none \\
    --format jsonl > r.jsonl
  tools/peers score /tmp/corpus /tmp/peers --reports r.jsonl
  tools/peers score /tmp/corpus /tmp/peers --reports r.jsonl --bar
  tools/corpus build /tmp/calls --mono --split dev --calls 8 --conditions clean
  tools/peers diarize /tmp/calls /tmp/who --callsift tools/callsift     see tools/speakers peers
"""


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="tools/peers", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Runs other speech detectors, and diarizers, over a corpus, and scores them "
                    "beside CallSift.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="the peers, and which defaults are run")
    run = commands.add_parser("run", help="write the peers' hypotheses as RTTM, and their cost")
    score = commands.add_parser("score", help="one table of all peers, and CallSift")
    for command in (run, score):
        command.add_argument("corpus", type=Path, help="folder of tools/corpus build")
        command.add_argument("out", type=Path, help="folder of the hypotheses")
        command.add_argument("--peers", help="comma-separated; default: all")
    run.add_argument("--conditions", help="comma-separated; default: all of the corpus")
    run.add_argument("--force", action="store_true", help="run calls again that were run")
    score.add_argument("--reports", type=Path, help="JSONL of callsift scan: adds CallSift's row")
    score.add_argument("--reports-cpu-seconds", type=float, metavar="S",
                       help="CPU seconds of that scan, without its start-up")
    score.add_argument("--bar", action="store_true", help="best peer, ours and verdict per "
                       "condition; exit code 1 when one does not hold")
    score.add_argument("--json", action="store_true", help="machine-readable result")
    diarize = commands.add_parser("diarize", help="who spoke when in calls of one channel: "
                                  "diarizers beside CallSift, run and scored")
    diarize.add_argument("corpus", type=Path, help="folder of tools/corpus build --mono")
    diarize.add_argument("out", type=Path, help="folder of the hypotheses; re-running resumes")
    diarize.add_argument("--peers", help="comma-separated; default: all")
    diarize.add_argument("--callsift", metavar="PROGRAM", help="adds CallSift's row by a scan")
    commands.add_parser("selftest", help="check the runner's own logic")
    return parser.parse_args(given)


def _chosen(names: str | None) -> list[Peer]:
    try:
        return [named(name) for name in names.split(",")] if names else list(PEERS)
    except KeyError as error:
        raise SystemExit(f"peers: unknown peer {error}; see tools/peers list") from error


def _score(arguments: argparse.Namespace) -> int:
    from bars import bars
    from peer_runs import audio_seconds_of
    from peer_scores import OVERALL, Cost, our_row, peer_row
    from peer_tables import LEGEND, bar_table, sections

    found = [(p, peer_row(p.name, arguments.corpus, arguments.out))
             for p in _chosen(arguments.peers)]
    for peer in (p for p, row in found if row is None):
        print(f"peers: {peer.name} was not run; it is left out", file=sys.stderr)
    peers = [row for _, row in found if row is not None]
    for row in (row for row in peers if row.conditions[OVERALL]["missingReports"]):
        print(f"peers: {row.name} has not heard {row.conditions[OVERALL]['missingReports']} calls, "
              "which count as missed speech; run it again", file=sys.stderr)
    ours = None
    if arguments.reports:
        cost = None
        if arguments.reports_cpu_seconds is not None:
            cost = Cost(arguments.reports_cpu_seconds, audio_seconds_of(arguments.corpus))
        ours = our_row(arguments.corpus, arguments.reports, cost)
    rows = [*([ours] if ours else []), *peers]
    if not rows or (arguments.bar and (ours is None or not peers)):
        print("peers: nothing to compare; run peers first, and give --reports for --bar",
              file=sys.stderr)
        return 2
    verdicts = bars(ours, peers) if ours else []
    if arguments.json:
        print(json.dumps({"schema": "callsift.peers/1", "rows": [r.as_json() for r in rows],
                          "bars": [b.as_json() for b in verdicts]}, indent=1))
    elif arguments.bar:
        print(bar_table(verdicts))
    else:
        print("\n\n".join(f"{title}\n\n{table}" for title, table in sections(rows)))
        print(LEGEND, file=sys.stderr)
    return 1 if arguments.bar and not all(b.holds for b in verdicts) else 0


def _diarize(arguments: argparse.Namespace) -> int:
    from speaker_tables import LEGEND, diarizer_rows, our_row, run_diarizer, table

    known = {peer.name: peer for peer in DIARIZERS}
    names = arguments.peers.split(",") if arguments.peers else list(known)
    if strangers := [name for name in names if name not in known]:
        raise SystemExit(f"peers: no diarizer {', '.join(strangers)}; see tools/peers list")
    ours = our_row(arguments.callsift, arguments.corpus, arguments.out) \
        if arguments.callsift else None
    rows = [ours] if ours else []
    for name in names:
        run_diarizer(known[name], arguments.corpus, arguments.out)
        rows += diarizer_rows(known[name], arguments.corpus, arguments.out)
    if not rows:
        print("peers: nothing was heard whole", file=sys.stderr)
        return 1
    print(table(rows))
    print(LEGEND, file=sys.stderr)
    return 0


def main(given: list[str]) -> int:
    """Runs one command and returns the exit code."""
    arguments = _arguments(given)
    if arguments.command == "list":
        for peer in (*PEERS, *DIARIZERS):
            print(f"{peer.name:16} {' '.join(peer.requirements[:1]) or 'ffmpeg':32} "
                  f"{peer.description}")
        return 0
    if arguments.command == "run":
        from peer_runs import run_peers

        wanted = arguments.conditions.split(",") if arguments.conditions else None
        return run_peers(_chosen(arguments.peers), arguments.corpus, arguments.out, wanted,
                         arguments.force)
    if arguments.command == "score":
        return _score(arguments)
    if arguments.command == "diarize":
        return _diarize(arguments)
    from peers_selftest import run

    return run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
