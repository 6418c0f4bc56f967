"""What both networks are trained by: AdamW, a rate that rises and falls, a running mean of the weights."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

Parameters = dict[str, jax.Array]
Loss = Callable[..., jax.Array]

WARM_UP = 0.05  # of all steps
WEIGHT_DECAY = 1e-4
MEAN_MEMORY = 0.998  # of the running mean of the weights, per step


@partial(jax.jit, static_argnums=0)
def update(loss: Loss, parameters: Parameters, first: Parameters, second: Parameters,
           step: jax.Array, rate: jax.Array, batch: tuple[jax.Array, ...]
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


def fit(loss: Loss, parameters: Parameters, epoch: Callable[[], Iterable[tuple[Any, ...]]], *,
        epochs: int, steps_per_epoch: int, peak_rate: float) -> Parameters:
    """Runs the epochs, with a triangular-cosine rate; stops never early, so that it repeats.

    `loss` is of the parameters and a batch, `epoch` makes the batches of the next epoch. What is kept is
    the running mean of the weights (Polyak & Juditsky 1992, SIAM J. Control and Optimization 30:838).
    """
    first = jax.tree.map(jnp.zeros_like, parameters)
    second = jax.tree.map(jnp.zeros_like, parameters)
    mean = parameters
    total, step, began = max(steps_per_epoch * epochs, 1), 0, time.monotonic()
    for number in range(epochs):
        losses = []
        for batch in epoch():
            step += 1
            progress = min(step / total, 1)
            rate = peak_rate * min(progress / WARM_UP, 0.5 * (1 + np.cos(np.pi * progress)) + 1e-3)
            parameters, first, second, value = update(
                loss, parameters, first, second, jnp.float32(step), jnp.float32(rate), batch)
            losses.append(float(value))
            # A short memory first: the first weights are chance.
            keep = min(MEAN_MEMORY, (step + 1) / (step + 20))
            mean = jax.tree.map(lambda m, p: keep * m + (1 - keep) * p, mean, parameters)
        print(f"train: epoch {number + 1}: loss {np.mean(losses):.4f}, "
              f"{time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return mean
