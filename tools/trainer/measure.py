"""Measures weights on a corpus: detection error per condition, and how true probabilities are."""

from __future__ import annotations

import argparse
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from dataset import arrays, channels_of
from network import initial, logits
from training import Parameters


def read_weights(path: Path) -> Parameters:
    """Weights of a file, names ascending."""
    values, place, made = np.fromfile(path, "<f4"), 0, {}
    for name, like in sorted(initial(0).items()):
        made[name] = jnp.asarray(values[place : place + like.size].reshape(like.shape))
        place += like.size
    return made


BEGIN, END = "<!-- measured: written by tools/train -->", "<!-- end of measured -->"


def table(sums: dict[str, np.ndarray], reliability: np.ndarray) -> str:
    """What goes between the marks of MODEL.md."""
    lines = ["| condition | missed, % | false, % | false on sounds that are no speech, % |",
             "| --- | ---: | ---: | ---: |"]
    for name, (spoken, missed, invented, calm, wrong) in sums.items():
        lines.append(f"| `{name}` | {100 * missed / spoken:.2f} | {100 * invented / spoken:.2f} "
                     f"| {100 * wrong / calm:.2f} |" if calm else
                     f"| `{name}` | {100 * missed / spoken:.2f} | {100 * invented / spoken:.2f} | |")
    spoken, missed, invented = sum(sums.values())[:3]
    lines += [f"| overall | {100 * missed / spoken:.2f} | {100 * invented / spoken:.2f} | |", "",
              "| mean probability | share of speech | frames |", "| ---: | ---: | ---: |"]
    lines += [f"| {p / max(count, 1):.3f} | {truth / max(count, 1):.3f} | {int(count)} |"
              for count, p, truth in reliability]
    return "\n".join(lines)


def main() -> None:
    """Prints a table; with --page, keeps it there too."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--page", type=Path)
    given = parser.parse_args()
    made = table(*counts(given.corpus, given.weights))
    print(made)
    if given.page:
        before, rest = given.page.read_text().split(BEGIN, 1)
        after = rest.split(END, 1)[1]
        given.page.write_text(f"{before}{BEGIN}\n\n{made}\n\n{END}{after}")


def counts(corpus: Path, weights: Path) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Frames per condition (speech, missed, false, of other sounds, false on them), and per tenth of
    probability (all, their probability, those that are speech)."""
    parameters, run = read_weights(weights), jax.jit(logits)
    sums: dict[str, np.ndarray] = {}
    reliability = np.zeros((10, 3))
    for channel in channels_of(corpus, ()):
        x, speech, _ = arrays(channel)
        padded = np.pad(x, ((0, -len(x) % 1000), (0, 0)))
        z = np.asarray(run(parameters, padded[None]))[0, : len(x), :4].ravel()
        truth = speech.ravel()
        z, truth = z[truth >= 0], truth[truth >= 0]
        found = z > 0
        calm = channel.calm[: len(truth)] > 0
        sums[channel.condition] = sums.get(channel.condition, 0) + np.array([
            truth.sum(), (truth > found).sum(), (found > truth).sum(),
            (calm & (truth < 1)).sum(), (found & calm & (truth < 1)).sum()])
        p = 1 / (1 + np.exp(-z))
        bins = np.minimum((p * 10).astype(int), 9)
        for k, value in enumerate((np.ones_like(p), p, truth)):
            reliability[:, k] += np.bincount(bins, value, 10)
    return sums, reliability


if __name__ == "__main__":
    main()
