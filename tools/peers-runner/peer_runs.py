"""Runs peers over a corpus, call by call, and keeps what each call cost.

In `OUT/<peer>`: the hypotheses, `peer.json` (version, start-up) and `costs.jsonl` (a line a call).
A call whose recording has not changed is not run again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import wave
import zlib
from pathlib import Path
from typing import Any

import environments
from peer_catalogue import Peer

RUNNER = Path(__file__).resolve().parent / "detect_calls.py"
COSTS, ABOUT = "costs.jsonl", "peer.json"

Json = dict[str, Any]


def calls_of(corpus: Path) -> list[str]:
    """Paths of the corpus' calls, `<condition>/<call>.wav`.

    Raises:
        SystemExit: when the folder holds no corpus.
    """
    told = corpus / "corpus.json"
    if not told.exists():
        raise SystemExit(f"peers: {corpus} holds no corpus.json; build it with tools/corpus build")
    return list(json.loads(told.read_text())["calls"])


def audio_seconds_of(corpus: Path) -> float:
    """Length of all calls."""
    total = 0.0
    for call in calls_of(corpus):
        with wave.open(str(corpus / call), "rb") as recording:
            total += recording.getnframes() / recording.getframerate()
    return total


def costs_of(folder: Path) -> dict[str, Json]:
    """What is kept of each call that was run; the last line of a call counts."""
    path = folder / COSTS
    if not path.exists():
        return {}
    return {line["call"]: line for line in map(json.loads, path.read_text().splitlines())}


def checksum(path: Path) -> int:
    """CRC-32 of a recording: tells whether it is still the one that was run."""
    return zlib.crc32(path.read_bytes())


def _open_calls(calls: list[str], corpus: Path, folder: Path) -> dict[str, int]:
    """Calls still to be run, with the checksum of their recording."""
    kept = costs_of(folder)
    wanted = {call: checksum(corpus / call) for call in calls}
    return {call: told for call, told in wanted.items()
            if kept.get(call, {}).get("crc32") != told
            or not (folder / call).with_suffix(".rttm").exists()}


def _version(peer: Peer, python: Path) -> str:
    if peer.package is None:
        first = subprocess.run(["ffmpeg", "-version"], capture_output=True, text=True, check=True)
        return first.stdout.split()[2]
    code = f"import importlib.metadata as m; print(m.version({peer.package!r}))"
    return subprocess.run([str(python), "-c", code], capture_output=True, text=True,
                          check=True).stdout.strip()


def run_peer(peer: Peer, corpus: Path, out: Path, calls: list[str], force: bool,
             runner: Path = RUNNER) -> int:
    """Runs one peer over the calls that need it; returns their number.

    What a call cost is kept as soon as it is known, so that a run that was stopped resumes.

    Raises:
        RuntimeError: when its environment cannot be made, or the peer fails.
    """
    folder = out / peer.name
    folder.mkdir(parents=True, exist_ok=True)
    if force:
        (folder / COSTS).unlink(missing_ok=True)
    open_calls = _open_calls(calls, corpus, folder)
    if not open_calls:
        return 0
    python = environments.prepare(peer)
    about: Json = {"peer": peer.name, "package": peer.package or "ffmpeg",
                   "version": _version(peer, python), "run": peer.description}
    command = [str(python), str(runner), peer.module, peer.mode, str(corpus), str(folder)]
    with tempfile.TemporaryFile("w+") as errors, (folder / COSTS).open("a") as costs:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=errors, text=True, env=environments.variables(peer))
        assert process.stdin is not None and process.stdout is not None
        try:
            process.stdin.write("\n".join(open_calls))
            process.stdin.close()
        except BrokenPipeError:
            pass  # it ended before it read; its exit code is told below
        for line in map(json.loads, process.stdout):
            if "call" in line:
                costs.write(json.dumps({**line, "crc32": open_calls[line["call"]]}) + "\n")
                costs.flush()
            else:
                about |= line
                (folder / ABOUT).write_text(json.dumps(about, indent=1) + "\n")
        if process.wait() != 0:
            errors.seek(0)
            raise RuntimeError(f"{peer.name}: {' '.join(errors.read().strip().splitlines()[-1:])}")
    return len(open_calls)


def run_peers(peers: list[Peer], corpus: Path, out: Path, conditions: list[str] | None,
              force: bool) -> int:
    """Runs every peer; one that fails costs its own row only. Returns the exit code."""
    calls = [call for call in calls_of(corpus)
             if conditions is None or call.split("/")[0] in conditions]
    if not calls:
        print(f"peers: no calls of {', '.join(conditions or [])} in {corpus}", file=sys.stderr)
        return 2
    failed = 0
    for peer in peers:
        try:
            count = run_peer(peer, corpus, out, calls, force)
            print(f"peers: {peer.name}: {count} calls run, {len(calls) - count} kept",
                  file=sys.stderr)
        except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
            failed += 1
            print(f"peers: {peer.name} is left out: {error}", file=sys.stderr)
    return 1 if failed else 0
