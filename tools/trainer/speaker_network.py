"""The voice network: what tells the voices of one channel apart (VoiceNetwork.swift computes it too).

The same input and the same kind of layers as the speech detector (network.py), with a shorter reach: each
step of 40 ms becomes a point in a space in which steps of one voice lie close together, and a logit
that two people speak at once. Distances are squared and Euclidean, and their unit is learnt: minus the
distance to a voice's mean is a log likelihood (prototypical networks; Snell, Swersky & Zemel 2017, NeurIPS).
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from network import INPUT_COUNT, shifted

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
