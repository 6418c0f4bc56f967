"""Trains the speech detector on for channels that both parties share, from its own weights.

In a channel of one party a second, weaker voice is an echo or cross-talk, and no speech; where both
share the channel it is the other party.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dataset import Channel
from measure import read_weights
from network import flat
from speaker_dataset import calls_of
from train import train
from training import Parameters

PEAK_RATE = 2e-3  # half of a training from nothing


def shared_channels(folder: Path) -> list[Channel]:
    """Calls of one channel, in which anybody's speech is speech."""
    return [Channel.shared(call) for call in calls_of(folder)]


def main() -> None:
    """Reads corpora, trains, writes the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--weights", type=Path, required=True, help="of the detector, to begin from")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    channels = [c for folder in given.corpora for c in shared_channels(folder)]
    first: Parameters = read_weights(given.weights)
    parameters = train(channels, given.seed, given.epochs, first, PEAK_RATE)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    flat(parameters).astype("<f4").tofile(given.output)
    print(f"train: weights in {given.output}", file=sys.stderr)


if __name__ == "__main__":
    main()
