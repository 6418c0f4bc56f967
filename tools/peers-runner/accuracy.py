"""Accuracy on the default set: build, scan, score, compare with what is kept, or keep it.

Run by `tools/benchmark accuracy`; see there for the switches.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "corpus-builder"))

import kept_results as kept  # noqa: E402
import peer_tables as tables  # noqa: E402
from bars import bars  # noqa: E402
from default_set import build_default_set, identity, is_default_set  # noqa: E402
from peer_catalogue import PEERS  # noqa: E402
from peer_runs import audio_seconds_of, calls_of, run_peers  # noqa: E402
from peer_scores import Cost, Json, Row, our_row, peer_row  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
MODEL_FOLDER = ROOT / "models" / "speech-detector"
TITLE = "# Speech detector\n"


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools/benchmark accuracy", description=__doc__)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "callsift"
    parser.add_argument("--callsift", type=Path, required=True, help="the program")
    parser.add_argument("--corpus", type=Path, help="folder of the default set, built when it is "
                        "not there (default: one in ~/.cache/callsift, built anew when outdated)")
    parser.add_argument("--peers", action="store_true", help="run the peers too, and show the bars")
    parser.add_argument("--peers-out", type=Path, default=cache / "accuracy-peers",
                        help="folder of the peers' hypotheses; what is there is not run again")
    parser.add_argument("--model-folder", type=Path, default=MODEL_FOLDER,
                        help="where results are kept")
    parser.add_argument("--record", action="store_true", help="keep these results")
    parser.add_argument("--json", action="store_true", help="results as JSON")
    parser.set_defaults(own_corpus=cache / "accuracy-corpus")
    return parser.parse_args(given)


def _children_cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _cpu_seconds_of(command: list[str], output: Path) -> float:
    before = _children_cpu_seconds()
    with output.open("wb") as target:
        done = subprocess.run(command, stdout=target, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit(f"accuracy: exit code {done.returncode}: {' '.join(command[:3])} …\n"
                         f"{done.stderr.strip()}")
    return _children_cpu_seconds() - before


def scan(callsift: Path, corpus: Path, reports: Path) -> Cost:
    """Scans the corpus with one job and no store; start-up is that of `--version`."""
    start_up = _cpu_seconds_of([str(callsift), "--version"], reports)
    total = _cpu_seconds_of(
        [str(callsift), "scan", str(corpus), "--manifest", str(corpus / "manifest.jsonl"),
         "--store", "none", "--format", "jsonl", "--jobs", "1", "--no-progress"], reports)
    return Cost(total - start_up, audio_seconds_of(corpus), start_up)


def corpus_told(corpus: Path) -> Json:
    """What identifies the set, with a checksum of its audio."""
    digest = hashlib.sha256()
    for call in calls_of(corpus):
        digest.update((corpus / call).read_bytes())
    return {**identity(), "calls": len(calls_of(corpus)), "sha256": digest.hexdigest()}


def _ensured_corpus(given: Path | None, own: Path) -> Path:
    """Folder of the default set. A folder that somebody named is never written over."""
    corpus = given or own
    if is_default_set(corpus):
        return corpus
    if (corpus / "corpus.json").exists():
        if given:
            raise SystemExit(f"accuracy: {corpus} holds another set than that of tools/corpus "
                             "build --default; name another folder")
        print(f"accuracy: {corpus} is outdated; it is built anew", file=sys.stderr)
    build_default_set(corpus, len(os.sched_getaffinity(0)))
    return corpus


def section(results: Json, ours: Row, peers: list[Row]) -> str:
    """What stands between the marks in MODEL.md."""
    corpus = results["corpus"]
    parts = [
        f"Split `{corpus['split']}`, seed {corpus['seed']}, builder version "
        f"{corpus['builderVersion']}: {corpus['calls']} calls "
        f"(`tools/corpus build FOLDER --default`). `tools/benchmark accuracy` measures again and "
        f"compares with `{kept.RESULTS}`.",
        kept.our_table(results),
    ]
    if peers:
        parts += [
            "Beside other detectors, each with its documented defaults (`tools/peers list`), same "
            "files, same scorer. CPU figures are of the machine that recorded them.",
            *(part for titled in tables.sections([ours, *peers]) for part in titled),
            "Beside the best peer of each condition:", tables.bar_table(bars(ours, peers)),
        ]
    parts.append("```text\n" + tables.LEGEND + "\n```")
    return "\n\n".join(parts)


def _record(folder: Path, results: Json, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / kept.RESULTS).write_text(kept.text_of(results))
    page = folder / kept.PAGE
    page.write_text(kept.page_with(page.read_text() if page.exists() else TITLE, text))
    print(f"accuracy: kept in {folder}", file=sys.stderr)


def _compared(results: Json, before: Json | None) -> int:
    if before is None:
        print("accuracy: nothing is kept yet; --record keeps these results", file=sys.stderr)
        return 0
    if not kept.same_set(before, results):
        print("accuracy: the kept results are of another default set; --record anew",
              file=sys.stderr)
        return 1
    if before["corpus"]["sha256"] != results["corpus"]["sha256"]:
        print("accuracy: the audio differs from that of the kept results (other codecs or numeric "
              "libraries)", file=sys.stderr)
    worse = kept.worse_figures(before, results)
    for figure in worse:
        print(f"accuracy: worse: {figure}", file=sys.stderr)
    return 1 if worse else 0


def main(given: list[str]) -> int:
    """Runs everything and returns the exit code."""
    arguments = _arguments(given)
    corpus = _ensured_corpus(arguments.corpus, arguments.own_corpus)
    with tempfile.TemporaryDirectory() as folder:
        reports = Path(folder) / "reports.jsonl"
        ours = our_row(corpus, reports, scan(arguments.callsift, corpus, reports))
    peers: list[Row] = []
    if arguments.peers:
        run_peers(list(PEERS), corpus, arguments.peers_out, None, force=False)
        rows = [peer_row(peer.name, corpus, arguments.peers_out) for peer in PEERS]
        peers = [row for row in rows if row is not None]
    told = corpus_told(corpus)
    before = kept.read(arguments.model_folder)
    if not arguments.peers and before is not None and before["corpus"] == told:
        peers = [Row.from_json(row) for row in before["peers"]]  # same audio: still theirs
    results = kept.results_of(told, ours, peers)
    text = section(results, ours, peers)
    if arguments.json:
        print(json.dumps(results, indent=1))
    else:
        print(kept.our_table(results, before))
        if peers:
            print("", text[text.index("Beside other"):], sep="\n")
    if arguments.record:
        _record(arguments.model_folder, results, text)
        return 0
    return _compared(results, before)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
