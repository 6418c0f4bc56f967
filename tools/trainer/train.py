"""Trains the speech detector; deterministic: same corpus, same seed, same weights."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from dataset import Channel, Line, arrays, channels_of
from network import Parameters, flat, initial, logits, parameter_count

SEGMENT_STEPS = 600  # 24 s
BATCH = 24
PEAK_RATE = 4e-3
WARM_UP = 0.05
MUSIC_WEIGHT = 0.3
WEIGHT_DECAY = 1e-4
LINE_SHARE = 0.5  # of the channels that come through a line of their own
MEAN_MEMORY = 0.998  # of the running mean of the weights, per step


def loss(parameters: Parameters, x: jax.Array, speech: jax.Array, music: jax.Array) -> jax.Array:
    """Cross entropy of speech per frame and of music per step."""
    z = logits(parameters, x)
    known = speech >= 0
    frame = jnp.logaddexp(0, z[..., :4]) - jnp.where(known, speech, 0) * z[..., :4]
    step = jnp.logaddexp(0, z[..., 4]) - music * z[..., 4]
    return jnp.sum(frame * known) / jnp.sum(known) + MUSIC_WEIGHT * jnp.mean(step)


@jax.jit
def update(parameters: Parameters, first: Parameters, second: Parameters, step: jax.Array,
           rate: jax.Array, batch: tuple[jax.Array, jax.Array, jax.Array]
           ) -> tuple[Parameters, Parameters, Parameters, jax.Array]:
    """One step of AdamW (Loshchilov & Hutter 2019, ICLR)."""
    value, gradient = jax.value_and_grad(loss)(parameters, *batch)
    norm = jnp.sqrt(sum(jnp.sum(g * g) for g in jax.tree.leaves(gradient)))
    gradient = jax.tree.map(lambda g: g * jnp.minimum(1, 1 / (norm + 1e-9)), gradient)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradient)
    second = jax.tree.map(lambda v, g: 0.99 * v + 0.01 * g * g, second, gradient)
    a, b = 1 - 0.9**step, 1 - 0.99**step
    parameters = jax.tree.map(
        lambda p, m, v: p - rate * (m / a / (jnp.sqrt(v / b) + 1e-8) + WEIGHT_DECAY * p),
        parameters, first, second)
    return parameters, first, second, value


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


def train(channels: list[Channel], seed: int, epochs: int, start: Parameters | None = None
          ) -> Parameters:
    """Runs the epochs, with a triangular-cosine rate; stops never early, so that it repeats.

    What is kept is the running mean of the weights (Polyak & Juditsky 1992, SIAM J. Control and
    Optimization 30:838).
    """
    rng = np.random.default_rng(seed)
    parameters = initial(seed) if start is None else start
    first = jax.tree.map(jnp.zeros_like, parameters)
    second = jax.tree.map(jnp.zeros_like, parameters)
    mean = parameters
    per_epoch = sum(max(len(c.rows) // 4 // SEGMENT_STEPS, 0) for c in channels) // BATCH
    total, step, began = max(per_epoch * epochs, 1), 0, time.monotonic()
    for epoch in range(epochs):
        losses = []
        for batch in batches(channels, rng):
            step += 1
            progress = min(step / total, 1)
            rate = PEAK_RATE * min(progress / WARM_UP, 0.5 * (1 + np.cos(np.pi * progress)) + 1e-3)
            parameters, first, second, value = update(
                parameters, first, second, jnp.float32(step), jnp.float32(rate), batch)
            losses.append(float(value))
            # A short memory first: the first weights are chance.
            keep = min(MEAN_MEMORY, (step + 1) / (step + 20))
            mean = jax.tree.map(lambda m, p: keep * m + (1 - keep) * p, mean, parameters)
        print(f"train: epoch {epoch + 1}: loss {np.mean(losses):.4f}, "
              f"{time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return mean


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
