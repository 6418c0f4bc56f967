"""One virtual environment a peer family, under ~/.cache/callsift; nothing is committed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from peer_catalogue import Peer

PYTHON = "python3.11"
MARK = "installed.txt"


def folder(peer: Peer) -> Path:
    """Where the peer's environment lives."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "callsift" / f"peers-{peer.environment}"


def _wanted(peer: Peer) -> str:
    return "".join(f"{line}\n" for line in (*peer.requirements, *peer.debian_packages))


def _run(command: list[str], working_folder: Path | None = None) -> None:
    done = subprocess.run(command, cwd=working_folder, capture_output=True, text=True)
    if done.returncode != 0:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise RuntimeError(f"{' '.join(command[:4])} …: {' '.join(last)}")


def _unpack_debian(packages: tuple[str, ...], target: Path) -> None:
    """Downloads packages and unpacks them privately: the system stays as it is."""
    target.mkdir(parents=True, exist_ok=True)
    _run(["apt-get", "download", *packages], target)
    for package in sorted(target.glob("*.deb")):
        _run(["dpkg-deb", "-x", str(package), str(target)])
        package.unlink()


def prepare(peer: Peer) -> Path:
    """Makes the environment when it is missing or out of date; returns its Python.

    Raises:
        RuntimeError: with the last line of the program that failed.
    """
    place = folder(peer)
    python = place / "bin" / "python"
    mark = place / MARK
    if mark.exists() and mark.read_text() == _wanted(peer):
        return python
    print(f"peers: preparing {place}", file=sys.stderr)
    _run([PYTHON, "-m", "venv", "--clear", str(place)])
    # A local version ("+cpu") is on no PyPI; only for it is the other index asked.
    for is_local in (False, True):
        wanted = [line for line in peer.requirements if ("+" in line) == is_local]
        index = ["--extra-index-url", peer.extra_index] if is_local and peer.extra_index else []
        if wanted:
            _run([str(place / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check",
                  "--only-binary", ":all:", "--no-deps", *index, *wanted])
    if peer.debian_packages:
        _unpack_debian(peer.debian_packages, place / "debian")
    mark.write_text(_wanted(peer))
    return python


def variables(peer: Peer) -> dict[str, str]:
    """Environment of the peer's process: one thread, and its private libraries."""
    result = dict(os.environ)
    result.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1",
                  NUMBA_NUM_THREADS="1", RAYON_NUM_THREADS="1", PYTHONDONTWRITEBYTECODE="1")
    if peer.debian_packages:
        libraries = sorted({str(p.parent) for p in (folder(peer) / "debian").rglob("*.so.1")
                            if not p.is_symlink() or p.exists()})
        result["LD_LIBRARY_PATH"] = ":".join(libraries)
    return result
