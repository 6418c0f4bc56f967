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

from network import INPUT_COUNT, flat, shifted

CHANNELS = 64
KERNEL = 5
DILATIONS = (1, 2, 4, 8)
DIMENSIONS = 24
OUTPUT_COUNT = DIMENSIONS + 1

Parameters = dict[str, jax.Array]


def initial(seed: int) -> Parameters:
    """He initialisation (2015, ICCV); the last pointwise layer of each block starts small."""
    rng = np.random.default_rng(seed)

    def normal(*shape: int, fan: float) -> jax.Array:
        return jnp.asarray(rng.standard_normal(shape) * np.sqrt(2 / fan), jnp.float32)

    made: Parameters = {
        "input.weight": normal(INPUT_COUNT, CHANNELS, fan=INPUT_COUNT),
        "input.bias": jnp.zeros(CHANNELS),
    }
    for index in range(len(DILATIONS)):
        made[f"block{index}.depth"] = normal(KERNEL, CHANNELS, fan=KERNEL)
        made[f"block{index}.depthBias"] = jnp.zeros(CHANNELS)
        made[f"block{index}.point"] = 0.3 * normal(CHANNELS, CHANNELS, fan=CHANNELS)
        made[f"block{index}.pointBias"] = jnp.zeros(CHANNELS)
    made["head.weight"] = normal(2 * CHANNELS, OUTPUT_COUNT, fan=2000)
    made["head.bias"] = jnp.zeros(OUTPUT_COUNT)
    return made


def outputs(parameters: Parameters, x: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Points [batch, steps, DIMENSIONS] and logits of overlap [batch, steps]."""
    first = jax.nn.relu(x @ parameters["input.weight"] + parameters["input.bias"])
    h = first
    for index, dilation in enumerate(DILATIONS):
        depth = parameters[f"block{index}.depth"]
        mixed = sum(shifted(h, (k - KERNEL // 2) * dilation) * depth[k] for k in range(KERNEL))
        mixed = jax.nn.relu(mixed + parameters[f"block{index}.depthBias"])
        h = h + mixed @ parameters[f"block{index}.point"] + parameters[f"block{index}.pointBias"]
    seen = jnp.concatenate([first, jax.nn.relu(h)], axis=2)
    made = seen @ parameters["head.weight"] + parameters["head.bias"]
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
