"""Trains the voice network; deterministic: same corpus, same seed, same weights."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from network import parameter_count
from speaker_dataset import MonoCall, calls_of
from speaker_network import initial, outputs, write_weights
from training import Parameters, fit

SEGMENT_STEPS = 1000  # 40 s: several turns of both
BATCH = 16
BLOCK_STEPS = 60  # means are of every other 2.4 s, and tried on the rest
PEAK_RATE = 3e-3
OTHERS_WEIGHT = 0.3  # of telling a voice from those of other calls
OVERLAP_WEIGHT = 0.3
LINE_SHARE = 0.85  # of the segments whose parties get voices and lines of their own

Batch = tuple[jax.Array, jax.Array, jax.Array]


def loss(parameters: Parameters, x: jax.Array, shares: jax.Array, same: jax.Array) -> jax.Array:
    """Cross entropy of who speaks, by distances to the means of the other blocks.

    `shares` [batch, steps, 2]; `same` [batch × 2, batch × 2]: whether two parties may be one voice.
    """
    z, overlap = outputs(parameters, x)
    count, steps = z.shape[:2]
    alone = (shares > 0.6) & (shares[..., ::-1] < 0.1)  # [B, T, 2]
    parity = (jnp.arange(steps) // BLOCK_STEPS) % 2
    total, known_total, others_total = 0.0, 1e-6, 0.0
    for half in range(2):
        means_of = alone & (parity == half)[None, :, None]
        tried = alone & (parity != half)[None, :, None]
        weights = means_of.astype(jnp.float32)
        sums = jnp.einsum("bts,btd->bsd", weights, z)
        sizes = weights.sum(1)
        means = sums / jnp.maximum(sizes, 1)[..., None]
        enough = (sizes > 12)  # [B, 2]
        both = enough.all(1)
        near = -jnp.sum((z[:, :, None] - means[:, None]) ** 2, -1)  # [B, T, 2]
        entropy = -(jax.nn.log_softmax(near, -1) * tried).sum(-1) * both[:, None]
        total += entropy.sum()
        known_total += (tried.any(-1) & both[:, None]).sum()
        flat_means = means.reshape(-1, means.shape[-1])
        far = -(jnp.sum(z**2, -1)[..., None] - 2 * z @ flat_means.T
                + jnp.sum(flat_means**2, -1))  # [B, T, 2B]
        own = jnp.arange(count)[:, None] * 2 + jnp.arange(2)[None]  # [B, 2]
        for party in range(2):
            barred = same[own[:, party]] | ~enough.reshape(-1)[None]  # [B, 2B]
            barred = barred.at[jnp.arange(count), own[:, party]].set(False)
            scores = jnp.where(barred[:, None], -1e9, far)
            right = jnp.take_along_axis(
                jax.nn.log_softmax(scores, -1), own[:, party][:, None, None], axis=2)[..., 0]
            others_total += -(right * tried[..., party] * enough[:, party][:, None]).sum()
    speaks = shares.max(-1) > 0.5
    two = shares.min(-1) > 0.5
    crossed = (jnp.logaddexp(0, overlap) - two * overlap) * speaks
    return (total / known_total + OTHERS_WEIGHT * others_total / known_total
            + OVERLAP_WEIGHT * crossed.sum() / jnp.maximum(speaks.sum(), 1))


def batches(calls: list[MonoCall], rng: np.random.Generator):
    """Batches of segments of different calls, cut at random places."""
    pool: list[tuple[np.ndarray, np.ndarray, tuple[str, str]]] = []
    for index in rng.permutation(len(calls)):
        call = calls[index]
        has_line = rng.uniform() < LINE_SHARE
        x, shares = call.input(rng if has_line else None), call.steps()
        # A voice that was changed is nobody else's.
        names = tuple(f"{n}-{index}" for n in call.voices) if has_line else call.voices
        start = int(rng.integers(0, SEGMENT_STEPS // 2))
        while start + SEGMENT_STEPS <= len(x):
            part = slice(start, start + SEGMENT_STEPS)
            pool.append((x[part], shares[part], names))
            start += SEGMENT_STEPS
        if len(pool) >= 6 * BATCH:
            order = rng.permutation(len(pool))
            for _ in range(3):
                chosen, order = order[:BATCH], order[BATCH:]
                yield batch_of([pool[i] for i in chosen])
            pool = [pool[i] for i in order]


def batch_of(segments: list) -> Batch:
    """Arrays of some segments."""
    names = [n for s in segments for n in s[2]]
    same = np.array([[a == b for a in names] for b in names])
    return (np.stack([s[0] for s in segments]), np.stack([s[1] for s in segments]), same)


def train(calls: list[MonoCall], seed: int, epochs: int) -> Parameters:
    """The weights after the epochs."""
    rng = np.random.default_rng(seed)
    return fit(
        loss, initial(seed), lambda: batches(calls, rng), epochs=epochs, peak_rate=PEAK_RATE,
        steps_per_epoch=sum(len(c.rows) // 4 // SEGMENT_STEPS for c in calls) // BATCH)


def main() -> None:
    """Reads corpora, trains, writes the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path, nargs="+")
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    calls = [c for folder in given.corpora for c in calls_of(folder)]
    parameters = train(calls, given.seed, given.epochs)
    write_weights(parameters, given.output)
    print(f"train: {parameter_count(parameters)} weights in {given.output}", file=sys.stderr)


if __name__ == "__main__":
    main()
