"""Recorded sounds that are no voice and no music: effects of two games that Debian ships.

Sounds of one place are of one side, so that dev and test meet no animal, water or weapon of train.
Left out are what holds people (screams, applause, radio) and what could not be told by its name.
"""

from __future__ import annotations

import functools
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from packages import cache_folder, locked, package_folder
from voices import decode

_WARZONE_FOLDER = "audio/sfx"
_GCOMPRIS_FOLDER = "usr/share/gcompris-qt/rcc"
_TRAIN = (
    "explons/", "building/", "vehicle/",
    "align4_2players/", "babymatch/", "core/sounds/", "clickgame/", "erase/", "gnumch-equality/",
    "guessnumber/", "memory/", "memory-sound/LRBark", "memory-sound/LRFactory",
    "memory-sound/LRFire", "memory-sound/LRHeart", "memory-sound/LRHits", "memory-sound/LRObject",
    "memory-sound/LRStart", "mining/", "money/", "nine_men_morris/", "railroad/", "redraw/",
    "scalesboard/", "tic_tac_toe/", "traffic/",
)
_HELD_OUT = (
    "weapons/", "canal_lock/", "explore_farm_animals/", "memory-sound/LRDoor",
    "memory-sound/LRFrogs", "memory-sound/LRRain", "memory-sound/LRTrain", "melody/knock",
    "reversecount/", "target/", "watercycle/",
)
_SUFFIXES = (".ogg", ".wav")
_COMPRESSED, _DIRECTORY = 1, 2  # flags of a node
SHORTEST_SECONDS = 0.05
LONGEST_SECONDS = 8.0


def resources(archive: bytes) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file of a Qt resource collection (Qt 5, `rcc.cpp`).

    Raises:
        ValueError: when it is none.
    """
    magic, version, tree, data, names = struct.unpack(">4sIIII", archive[:20])
    if magic != b"qres":
        raise ValueError("no Qt resource collection")
    node_size = 22 if version >= 2 else 14

    def name_at(offset: int) -> str:
        (length,) = struct.unpack_from(">H", archive, names + offset)
        start = names + offset + 6
        return archive[start : start + 2 * length].decode("utf-16-be")

    def below(node: int, path: str) -> Iterator[tuple[str, bytes]]:
        place = tree + node * node_size
        name_offset, flags = struct.unpack_from(">IH", archive, place)
        here = f"{path}/{name_at(name_offset)}" if node else ""
        if flags & _DIRECTORY:
            count, first = struct.unpack_from(">II", archive, place + 6)
            for child in range(first, first + count):
                yield from below(child, here)
            return
        (offset,) = struct.unpack_from(">I", archive, place + 10)
        (size,) = struct.unpack_from(">I", archive, data + offset)
        content = archive[data + offset + 4 : data + offset + 4 + size]
        yield here, zlib.decompress(content[4:]) if flags & _COMPRESSED else content

    yield from below(0, "")


def _unpacked() -> Path:
    """Folder with the sounds of gcompris, written on first use: `ACTIVITY/FILE`."""
    folder = cache_folder() / "voices" / "sounds"
    source = package_folder("gcompris-qt-data") / _GCOMPRIS_FOLDER
    with locked("gcompris-sounds"):
        if not (folder / ".complete").exists():
            for archive in sorted(source.glob("*.rcc")):
                for path, content in resources(archive.read_bytes()):
                    if path.endswith(_SUFFIXES):
                        short = _short(path)
                        (folder / short).parent.mkdir(parents=True, exist_ok=True)
                        (folder / short).write_bytes(content)
            (folder / ".complete").touch()
    return folder


def _short(path: str) -> str:
    """`/gcompris/src/activities/mining/resource/pickaxe.wav` is `mining/pickaxe.wav`."""
    parts = [p for p in path.split("/")[3:] if p not in ("activities", "resource")]
    return "/".join(parts)


def _files(beginnings: tuple[str, ...]) -> list[tuple[str, Path]]:
    found = []
    for folder in (package_folder("warzone2100-data") / _WARZONE_FOLDER, _unpacked()):
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder))
            if path.suffix in _SUFFIXES and name.startswith(beginnings):
                found.append((name, path))
    return found


@functools.cache
def recorded_sounds(split: str) -> tuple[tuple[str, np.ndarray], ...]:
    """Names and 8 kHz samples of unit peak of a split; dev and test share the held-out ones."""
    sounds = []
    for name, path in _files(_TRAIN if split == "train" else _HELD_OUT):
        samples = decode(path)[: int(LONGEST_SECONDS * 8000)].astype(np.float64)
        loudest = float(np.abs(samples).max(initial=0.0))
        if len(samples) >= SHORTEST_SECONDS * 8000 and loudest > 0:
            sounds.append((name, samples / loudest))
    return tuple(sounds)
