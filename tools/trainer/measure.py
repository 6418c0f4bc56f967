"""Measures weights on a corpus: detection error per condition, and how true the probabilities are."""

from __future__ import annotations

import argparse
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from dataset import arrays, channels_of
from network import Parameters, initial, logits


def read_weights(path: Path) -> Parameters:
    """Weights of a file, names ascending."""
    values, place, made = np.fromfile(path, "<f4"), 0, {}
    for name, like in sorted(initial(0).items()):
        made[name] = jnp.asarray(values[place : place + like.size].reshape(like.shape))
        place += like.size
    return made


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    given = parser.parse_args()
    parameters, run = read_weights(given.weights), jax.jit(logits)
    sums: dict[str, np.ndarray] = {}
    reliability = np.zeros((10, 3))
    for channel in channels_of(given.corpus, ()):
        x, speech, _ = arrays(channel)
        padded = np.pad(x, ((0, -len(x) % 1000), (0, 0)))
        z = np.asarray(run(parameters, padded[None]))[0, : len(x), :4].ravel()
        truth = speech.ravel()
        z, truth = z[truth >= 0], truth[truth >= 0]
        found = z > 0
        calm = channel.calm[: len(truth)] > 0
        counts = np.array([truth.sum(), (truth > found).sum(), (found > truth).sum(),
                           (calm & (truth < 1)).sum(), (found & calm & (truth < 1)).sum()])
        sums[channel.condition] = sums.get(channel.condition, 0) + counts
        p = 1 / (1 + np.exp(-z))
        bins = np.minimum((p * 10).astype(int), 9)
        for k, value in enumerate((np.ones_like(p), p, truth)):
            reliability[:, k] += np.bincount(bins, value, 10)
    print("condition      miss%  false%  error%  false on non-speech%")
    for name, (spoken, missed, invented, calm, wrong) in sums.items():
        print(f"{name:14}{100 * missed / spoken:6.2f}{100 * invented / spoken:8.2f}"
              f"{100 * (missed + invented) / spoken:8.2f}{100 * wrong / max(calm, 1):10.2f}")
    total = sum(sums.values())
    print(f"overall error {100 * (total[1] + total[2]) / total[0]:.2f}")
    print("mean probability, share of speech, frames")
    for count, p, truth in reliability:
        print(f"{p / max(count, 1):.3f} {truth / max(count, 1):.3f} {int(count)}")


if __name__ == "__main__":
    main()
