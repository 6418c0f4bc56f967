"""Writes what the network answers to a made-up input, for the test that Swift answers the same."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from measure import read_weights
from network import BAND_COUNT, ROW_LENGTH, inputs, logits, loud_level_db

FRAME_COUNT = 1403  # not a multiple of a step, longer than the reach of the network
SEED = 20261124


def bytes_of(count: int, state: int) -> np.ndarray:
    """Top bytes of a linear congruential generator (Knuth, Numerical Recipes constants)."""
    made = np.empty(count, np.uint8)
    for index in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        made[index] = state >> 24
    return made


def main() -> None:
    """Writes the reference."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    given = parser.parse_args()
    floor_count = -(-FRAME_COUNT // 50)
    rows = bytes_of(FRAME_COUNT * ROW_LENGTH, SEED).reshape(-1, ROW_LENGTH)
    floors = bytes_of(floor_count * BAND_COUNT, SEED + 1).reshape(-1, BAND_COUNT) // 2
    z = np.asarray(logits(read_weights(given.weights), inputs(rows, floors)[None]))[0]
    speech = 1 / (1 + np.exp(-z[:, :4].ravel()[:FRAME_COUNT].astype(float)))
    music = 1 / (1 + np.exp(-z[:, 4].astype(float)))
    given.output.write_text(json.dumps({
        "seed": SEED, "frameCount": FRAME_COUNT, "loudDBFS": loud_level_db(rows),
        "speech": [round(float(p), 6) for p in speech],
        "music": [round(float(p), 6) for p in music]}) + "\n")


if __name__ == "__main__":
    main()
