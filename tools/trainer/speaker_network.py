"""The voice network: what tells the voices of one channel apart (VoiceNetwork.swift computes it too).

The same input and the same kind of layers as the speech detector (network.py), with a shorter reach: each
step of 40 ms becomes a point in a space in which steps of one voice lie close together, and a logit
that two people speak at once. Distances are squared and Euclidean, and their unit is learnt: minus the
distance to a voice's mean is a log likelihood (prototypical networks; Snell, Swersky & Zemel 2017, NeurIPS).
"""

from __future__ import annotations

from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from network import first_weights, flat, stack
from training import Parameters

CHANNELS = 64
DILATIONS = (1, 2, 4, 8)
DIMENSIONS = 24
OUTPUT_COUNT = DIMENSIONS + 1


def initial(seed: int) -> Parameters:
    """The weights before training."""
    return first_weights(
        seed, CHANNELS, DILATIONS, seen_count=2 * CHANNELS, output_count=OUTPUT_COUNT, fan=2000)


def outputs(parameters: Parameters, x: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Points [batch, steps, DIMENSIONS] and logits of overlap [batch, steps]."""
    made = stack(parameters, x, DILATIONS) @ parameters["head.weight"] + parameters["head.bias"]
    return made[..., :DIMENSIONS], made[..., DIMENSIONS]


def write_weights(parameters: Parameters, path: Path) -> None:
    """Writes the upper halves of the floats, rounded to nearest, ties to even (bfloat16)."""
    bits = flat(parameters).astype("<f4").view("<u4")
    rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16
    path.parent.mkdir(parents=True, exist_ok=True)
    rounded.astype("<u2").tofile(path)


def read_weights(path: Path) -> Parameters:
    """Reads what `write_weights` wrote."""
    values = (np.fromfile(path, "<u2").astype("<u4") << 16).view("<f4")
    made: Parameters = {}
    place = 0
    for name, like in sorted(initial(0).items()):
        made[name] = jnp.asarray(values[place : place + like.size].reshape(like.shape))
        place += like.size
    if place != len(values):
        raise ValueError(f"{path} holds the weights of another network")
    return made
