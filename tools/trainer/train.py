"""Trains the speech detector; deterministic: same corpus, same seed, same weights."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from dataset import Channel, Line, arrays, channels_of
from network import flat, initial, logits, parameter_count
from training import Parameters, fit

SEGMENT_STEPS = 600  # 24 s
BATCH = 24
PEAK_RATE = 4e-3
MUSIC_WEIGHT = 0.3
LINE_SHARE = 0.5  # of the channels that come through a line of their own


def loss(parameters: Parameters, x: jax.Array, speech: jax.Array, music: jax.Array) -> jax.Array:
    """Cross entropy of speech per frame and of music per step."""
    z = logits(parameters, x)
    known = speech >= 0
    frame = jnp.logaddexp(0, z[..., :4]) - jnp.where(known, speech, 0) * z[..., :4]
    step = jnp.logaddexp(0, z[..., 4]) - music * z[..., 4]
    return jnp.sum(frame * known) / jnp.sum(known) + MUSIC_WEIGHT * jnp.mean(step)


def segments(channels: list[Channel], rng: np.random.Generator):
    """Segments of all channels, cut at random places, half of them through a line of their own."""
    for index in rng.permutation(len(channels)):
        line = Line(rng) if rng.uniform() < LINE_SHARE else None
        x, speech, music = arrays(channels[index], line)
        start = int(rng.integers(0, SEGMENT_STEPS // 2))
        while start + SEGMENT_STEPS <= len(x):
            part = slice(start, start + SEGMENT_STEPS)
            yield x[part], speech[part], music[part]
            start += SEGMENT_STEPS


def batches(channels: list[Channel], rng: np.random.Generator):
    """Batches of shuffled segments, from a pool of several channels."""
    pool: list = []
    for segment in segments(channels, rng):
        pool.append(segment)
        if len(pool) >= 8 * BATCH:
            order = rng.permutation(len(pool))
            for _ in range(4):
                chosen, order = order[:BATCH], order[BATCH:]
                yield tuple(np.stack([pool[i][k] for i in chosen]) for k in range(3))
            pool = [pool[i] for i in order]


def train(channels: list[Channel], seed: int, epochs: int, start: Parameters | None = None,
          peak_rate: float = PEAK_RATE) -> Parameters:
    """The weights after the epochs, from chance or from others."""
    rng = np.random.default_rng(seed)
    return fit(
        loss, initial(seed) if start is None else start, lambda: batches(channels, rng),
        epochs=epochs, peak_rate=peak_rate,
        steps_per_epoch=sum(len(c.rows) // 4 // SEGMENT_STEPS for c in channels) // BATCH)


def main() -> None:
    """Reads corpora, trains, writes the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=13)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    channels = [c for folder in given.corpora for c in channels_of(folder)]
    parameters = train(channels, given.seed, given.epochs)
    given.output.parent.mkdir(parents=True, exist_ok=True)
    flat(parameters).astype("<f4").tofile(given.output)
    print(f"train: {parameter_count(parameters)} weights in {given.output}", file=sys.stderr)


if __name__ == "__main__":
    main()
