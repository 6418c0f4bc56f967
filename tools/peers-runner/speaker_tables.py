"""Runs diarizers and CallSift over calls of one channel, and tells how they did, in one table."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rttm
from diarizer_catalogue import VARIANTS
from peer_catalogue import Peer
from peer_runs import ABOUT, audio_seconds_of, calls_of, run_peer
from peer_scores import Cost, cost_of
from peer_tables import markdown, shown
from speaker_lanes import SpeakerScore, score_labels
from speaker_scores import rows as figures_of
from speaker_scores import speaker_scores

RUNNER = Path(__file__).resolve().parent / "diarize_calls.py"
OURS = "callsift"
FIGURES = (  # heading, name in `tools/corpus speakers`
    ("DER, different sexes", "diarization error rate, different sexes"),
    ("same sex", "diarization error rate, same sex"),
    ("share off by, mean", "error of the customer's share, mean"),
    ("p95", "95th percentile"),
)
LEGEND = """DER: diarization error rate, collar 0.25 s, overlapped speech scored; % of calls
same sex: or a voice of mixed origin
parties: calls in which one, two, more were found (and none, where there are any)
share: error of the customer's share of speech, over calls with two lanes
s/h: CPU seconds (user + system, children included) per hour of audio, one thread
start: CPU seconds of starting, loading and warming up, once; not part of s/h (CallSift's is)"""


@dataclass
class SpeakerRow:
    """A line of the table."""

    name: str
    scores: list[SpeakerScore]
    cost: Cost | None
    version: str = "-"

    def cells(self) -> list[str]:
        """Of the table, in the order of its headings."""
        figures = dict(figures_of(self.scores))
        counts = [score.found_count for score in self.scores]
        found = f"{counts.count(1)} / {counts.count(2)} / {sum(c > 2 for c in counts)}"
        with_share = sum(score.share_error_points is not None for score in self.scores)
        return [self.name, figures[FIGURES[0][1]], figures[FIGURES[1][1]],
                found + (f" (none: {counts.count(0)})" if 0 in counts else ""),
                f"{figures[FIGURES[2][1]]} of {with_share}", figures[FIGURES[3][1]],
                shown(self.cost.seconds_per_hour if self.cost else None, 1),
                shown(self.cost.start_up_seconds if self.cost else None, 1), self.version]


def _truth_of(corpus: Path, call: str) -> dict[str, Any]:
    return dict(json.loads((corpus / call).with_suffix(".truth.json").read_text()))


def _row(corpus: Path, folder: Path, name: str, variant: str) -> SpeakerRow | None:
    """Scores of one run; None when it has not heard every call."""
    calls = calls_of(corpus)
    paths = {call: (folder / variant / call).with_suffix(".rttm") for call in calls}
    missing = sum(not path.exists() for path in paths.values())
    if missing:
        print(f"peers: {name} has not heard {missing} of {len(calls)} calls; it is left out",
              file=sys.stderr)
        return None
    about = json.loads((folder / ABOUT).read_text())
    scores = [score_labels(_truth_of(corpus, call), rttm.read_labelled(path), call)
              for call, path in paths.items()]
    # A variant is asked of what was heard already: the cost is that of the documented run.
    cost = None if variant else cost_of(folder, calls, about)
    return SpeakerRow(name, scores, cost, about["version"])


def diarizer_rows(peer: Peer, corpus: Path, out: Path) -> list[SpeakerRow]:
    """The documented run, and what else the peer was asked for."""
    names = {"": peer.name} | {variant: f"{peer.name}, {told}"
                               for variant, told in VARIANTS[peer.module].items()}
    found = [_row(corpus, out / peer.name, name, variant) for variant, name in names.items()]
    return [row for row in found if row is not None]


def run_diarizer(peer: Peer, corpus: Path, out: Path) -> None:
    """Runs one over the calls that it has not heard; what fails costs its row only."""
    try:
        count = run_peer(peer, corpus, out, calls_of(corpus), False, RUNNER)
        print(f"peers: {peer.name}: {count} calls run", file=sys.stderr)
    except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
        print(f"peers: {peer.name} failed: {error}", file=sys.stderr)


def _children_cpu_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def our_row(program: str, corpus: Path, out: Path) -> SpeakerRow | None:
    """Scans the calls with CallSift as `tools/speakers measure` does, one at a time."""
    reports = out / OURS / "reports.jsonl"
    reports.parent.mkdir(parents=True, exist_ok=True)
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    before = _children_cpu_seconds()
    with reports.open("w") as lines:
        done = subprocess.run([program, "scan", str(corpus), "--store", "none", "--channels", "auto",
                               "--format", "jsonl", "--no-progress", "--jobs", "1"], stdout=lines)
    cost = Cost(_children_cpu_seconds() - before, audio_seconds_of(corpus))
    scores = speaker_scores(corpus, reports)
    if not any(score.found_count for score in scores):
        print(f"peers: {program} scan told of no parties (exit code {done.returncode})",
              file=sys.stderr)
        return None
    return SpeakerRow(OURS, scores, cost, version.stdout.split()[-1])


def table(rows: list[SpeakerRow]) -> str:
    """All rows, as Markdown."""
    headings = ["diarizer", FIGURES[0][0], FIGURES[1][0], "parties 1 / 2 / more", FIGURES[2][0],
                FIGURES[3][0], "s/h", "start", "version"]
    return markdown([headings, *(row.cells() for row in rows)])
