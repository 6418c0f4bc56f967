"""Fetches the Debian packages the voices and the music come from, without installing them."""

from __future__ import annotations

import fcntl
import os
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VOICE_PACKAGES = (
    "asterisk-core-sounds-es-wav",
    "asterisk-core-sounds-it-wav",
    "asterisk-core-sounds-ru-wav",
    "asterisk-prompt-es-co",
    "asterisk-prompt-it-menardi-wav",
    "ktuberling-data",
    "klettres-data",
    "warzone2100-data",
)
# marble-data was looked at too: its navigation speakers are in no package of Debian 12, as are the
# voices of gcompris, whose sounds `recorded_sounds.py` takes from gcompris-qt-data.
MUSIC_PACKAGES = ("asterisk-moh-opsound-wav",)
WARZONE_ARCHIVE = "usr/share/games/warzone2100/base.wz"


def cache_folder() -> Path:
    """Where packages and decoded voices are kept."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "callsift"


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Lets one process at a time make what is called so: a build has several."""
    folder = cache_folder() / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed
        yield


def package_folder(package: str) -> Path:
    """Folder that holds the extracted package, fetched on first use.

    Raises:
        SystemExit: when apt-get cannot fetch the package.
    """
    folder = cache_folder() / "voices" / "packages" / package
    with locked(f"package-{package}"):
        if not (folder / ".complete").exists():
            folder.mkdir(parents=True, exist_ok=True)
            _fetch(package, folder)
    return folder


def _fetch(package: str, folder: Path) -> None:
    download = subprocess.run(
        ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", package],
        cwd=folder, capture_output=True, text=True, check=False,
    )
    archives = sorted(folder.glob("*.deb"))
    if download.returncode != 0 or not archives:
        raise SystemExit(
            f"corpus: cannot fetch Debian package {package}: {download.stderr.strip()}; "
            "run apt-get update and try again"
        )
    subprocess.run(["dpkg-deb", "-x", str(archives[-1]), str(folder)], check=True)
    version = archives[-1].name.split("_")[1]
    for archive in archives:
        archive.unlink()
    game_archive = folder / WARZONE_ARCHIVE
    if game_archive.exists():
        with zipfile.ZipFile(game_archive) as archive:
            names = [n for n in archive.namelist() if n.startswith("audio/")]
            archive.extractall(folder, names)
        game_archive.unlink()
    (folder / ".complete").write_text(version + "\n")


def package_versions() -> dict[str, str]:
    """Version of every package fetched so far."""
    folders = sorted((cache_folder() / "voices" / "packages").glob("*/.complete"))
    return {marker.parent.name: marker.read_text().strip() for marker in folders}


def hold_music_files() -> list[Path]:
    """First two tracks, by name, of the music-on-hold package; the others are reserved."""
    folder = package_folder("asterisk-moh-opsound-wav") / "usr/share/asterisk/moh"
    return sorted(folder.glob("*.wav"))[:2]
