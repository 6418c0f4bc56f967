"""The folder of fixtures: writing it, and comparing it with what would be written."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from call_audio import Case, call_samples, rttm
from fixtures_table import TABLE_NAME, table

LARGEST_CASE_BYTES = 500_000  # STYLE.md section 4
LARGEST_FOLDER_BYTES = 6_000_000
LONGEST_CASE_SECONDS = 10.0
# Seen twice: a case had other bytes in one run, and those of the folder in the next. Sums of floats
# by SIMD depend in the last bit on the alignment of their memory, which is by chance; seen a third time
# in all attempts of one process, so that each has a process of its own.
ATTEMPTS = 4


def files_of(case: Case) -> dict[str, bytes]:
    """Every file of a case, by its path below the folder of fixtures.

    Raises:
        SystemExit: when the case breaks a limit of STYLE.md.
    """
    sound = case.encoding(call_samples(case), case.rate_hz)
    if len(sound) > LARGEST_CASE_BYTES or case.duration_seconds > LONGEST_CASE_SECONDS:
        raise SystemExit(f"fixtures: {case.name}: {len(sound)} bytes, {case.duration_seconds} s")
    found = {f"{case.name}/call.{case.extension}": sound,
             f"{case.name}/reference.rttm": rttm(case).encode()}
    if case.roles or case.metadata:
        sidecar: dict[str, object] = {"channels": list(case.roles)} if case.roles else {}
        if case.metadata:
            sidecar["metadata"] = case.metadata
        found[f"{case.name}/call.json"] = (json.dumps(sidecar, indent=1) + "\n").encode()
    return found


def all_files(cases: Sequence[Case]) -> dict[str, bytes]:
    """Every file that is generated, by its path below the folder of fixtures."""
    found: dict[str, bytes] = {}
    for case in cases:
        found |= files_of(case)
    found[TABLE_NAME] = table(cases).encode()
    total_bytes = sum(map(len, found.values()))
    if total_bytes > LARGEST_FOLDER_BYTES:
        raise SystemExit(f"fixtures: {total_bytes} bytes in all, {LARGEST_FOLDER_BYTES} allowed")
    return found


def written(folder: Path, files: dict[str, bytes]) -> None:
    """Writes what is new or different; recorded reports beside it stay."""
    for name, content in files.items():
        path = folder / name
        if path.exists() and path.read_bytes() == content:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


# libopus computes with the vectors of the processor: its bytes differ from machine to machine, and what
# they decode to by rounding only: two machines 34.9 dB under the sound. A level off by half a decibel
# is 24 dB under it.
ROUNDED_SUFFIX = ".opus"
LEAST_LIKENESS_DB = 30.0


def sounds_alike(path: Path, content: bytes) -> bool:
    """Whether a file of a rounding codec decodes to what the content does, 30 dB over the difference."""
    if path.suffix != ROUNDED_SUFFIX:
        return False
    kept, made = (np.frombuffer(subprocess.run(
        ["ffmpeg", "-v", "error", "-i", "-", "-f", "s16le", "-"], input=data, capture_output=True,
        check=True).stdout, "<i2").astype(np.float64) for data in (path.read_bytes(), content))
    if len(kept) != len(made) or not len(kept):
        return False
    difference = np.mean((kept - made) ** 2)
    return bool(np.mean(kept**2) >= difference * 10.0 ** (LEAST_LIKENESS_DB / 10.0))


def differences(folder: Path, files: dict[str, bytes]) -> list[str]:
    """What in the folder is not as it would be written, one line each."""
    found = []
    for name, content in sorted(files.items()):
        path = folder / name
        if not path.exists():
            found.append(f"{name}: missing")
        elif path.read_bytes() != content and not sounds_alike(path, content):
            found.append(f"{name}: differs")
    return found + [f"{name}: belongs to no case" for name in strangers(folder, files)]


def differences_of_best_attempt(folder: Path, cases: Sequence[Case]) -> list[str]:
    """What is different in every one of several attempts: that is no matter of the last bit."""
    found = differences(folder, all_files(cases))
    for _ in range(ATTEMPTS - 1):
        if not found:
            break
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as attempt:
            again = set(attempt.submit(_differences_of_all_cases, folder).result())
        found = [line for line in found if line in again]
    return found


def _differences_of_all_cases(folder: Path) -> list[str]:
    """`differences` of the cases that there are, in a process of its own."""
    from case_list import CASES  # cases hold functions, which do not cross processes

    return differences(folder, all_files(CASES))


def strangers(folder: Path, files: dict[str, bytes]) -> list[str]:
    """Recordings, references and sidecars in the folder that no case makes."""
    present = [p for pattern in ("*/call.*", "*/reference.rttm") for p in folder.glob(pattern)]
    names = {p.relative_to(folder).as_posix() for p in present}
    return sorted(names - set(files))
