"""Writes what the voice network answers to a made-up input, for the test that Swift answers the same."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from network import BAND_COUNT, ROW_LENGTH, inputs, loud_level_db
from reference import SEED, bytes_of
from speaker_network import outputs, read_weights

FRAME_COUNT = 403  # not a multiple of a step, longer than the reach of the network


def main() -> None:
    """Writes the reference."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    given = parser.parse_args()
    rows = bytes_of(FRAME_COUNT * ROW_LENGTH, SEED).reshape(-1, ROW_LENGTH)
    floors = bytes_of(-(-FRAME_COUNT // 50) * BAND_COUNT, SEED + 1).reshape(-1, BAND_COUNT) // 2
    points, overlap = outputs(read_weights(given.weights), inputs(rows, floors)[None])
    probabilities = 1 / (1 + np.exp(-np.asarray(overlap[0], dtype=float)))
    given.output.write_text(json.dumps({
        "seed": SEED, "frameCount": FRAME_COUNT, "loudDBFS": loud_level_db(rows),
        "points": [round(float(v), 5) for v in np.asarray(points[0]).ravel()],
        "overlap": [round(float(v), 6) for v in probabilities]}) + "\n")


if __name__ == "__main__":
    main()
