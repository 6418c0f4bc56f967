"""The speech detector's network: shapes, and what Swift computes too (SpeechNetwork.swift).

A residual stack of depthwise-separable dilated convolutions over time (Bai, Kolter & Koltun 2018,
arXiv:1803.01271; Chollet 2017, CVPR) that looks both ways, in steps of four frames (40 ms), with one
speech logit per frame and one music logit per step.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from training import Parameters

BAND_COUNT = 20
ROW_LENGTH = 24  # bands, hop level, periodicity, F0, stability
STEP_FRAMES = 4
WINDOW_FRAMES = 8  # frames seen by one step, the four of it and two on either side
SIDE_FRAMES = (WINDOW_FRAMES - STEP_FRAMES) // 2
INPUT_COUNT = WINDOW_FRAMES * ROW_LENGTH + BAND_COUNT + 1
CHANNELS = 32
KERNEL = 5
DILATIONS = (1, 2, 4, 8, 16, 32)
HEAD_STEPS = 3
OUTPUT_COUNT = STEP_FRAMES + 1
LOUD_RATIO = 0.95


def loud_level_db(rows: np.ndarray) -> float:
    """Level below which 95 of 100 frames lie, in dBFS: what all levels are relative to."""
    if not len(rows):
        return -115.0
    counts = np.bincount(rows[:, BAND_COUNT], minlength=256)
    code = int(np.searchsorted(np.cumsum(counts), LOUD_RATIO * len(rows)))
    return code / 2 - 115.0


def inputs(rows: np.ndarray, floors: np.ndarray, loud_db: float | None = None) -> np.ndarray:
    """Network input of one channel; shape [steps, INPUT_COUNT].

    Frames beyond the ends repeat the first and last.
    """
    loud = loud_level_db(rows) if loud_db is None else loud_db
    count = len(rows)
    steps = -(-count // STEP_FRAMES)
    values = np.empty((count, ROW_LENGTH), np.float32)
    levels = rows[:, : BAND_COUNT + 1].astype(np.float32) / 2 - 115
    values[:, : BAND_COUNT + 1] = np.clip((levels - loud + 30) / 20, -2, 3)
    values[:, BAND_COUNT + 1] = rows[:, BAND_COUNT + 1] / 255
    f0 = rows[:, BAND_COUNT + 2].astype(np.float32)
    values[:, BAND_COUNT + 2] = np.where(f0 > 0, f0 / 128 - 0.5, 0)
    values[:, BAND_COUNT + 3] = rows[:, BAND_COUNT + 3] / 255
    at = np.arange(steps)[:, None] * STEP_FRAMES + np.arange(WINDOW_FRAMES)[None] - SIDE_FRAMES
    window = values[np.clip(at, 0, count - 1)].reshape(steps, -1)
    block = np.clip(np.arange(steps) * STEP_FRAMES // 50, 0, len(floors) - 1)
    background = np.clip((floors[block].astype(np.float32) / 2 - 115 - loud + 30) / 20, -2, 3)
    absolute = np.full((steps, 1), np.clip((loud + 40) / 20, -2, 3), np.float32)
    return np.concatenate([window, background, absolute], axis=1)


def initial(seed: int) -> Parameters:
    """The weights before training."""
    return first_weights(
        seed, CHANNELS, DILATIONS, seen_count=HEAD_STEPS * 2 * CHANNELS, output_count=OUTPUT_COUNT,
        fan=4000)


def first_weights(seed: int, channels: int, dilations: tuple[int, ...], *, seen_count: int,
                  output_count: int, fan: float) -> Parameters:
    """He initialisation (2015, ICCV); the last pointwise layer of each block starts small, and so
    does the head, by its `fan`."""
    rng = np.random.default_rng(seed)

    def normal(*shape: int, fan: float) -> jax.Array:
        return jnp.asarray(rng.standard_normal(shape) * np.sqrt(2 / fan), jnp.float32)

    made: Parameters = {
        "input.weight": normal(INPUT_COUNT, channels, fan=INPUT_COUNT),
        "input.bias": jnp.zeros(channels),
    }
    for index in range(len(dilations)):
        made[f"block{index}.depth"] = normal(KERNEL, channels, fan=KERNEL)
        made[f"block{index}.depthBias"] = jnp.zeros(channels)
        made[f"block{index}.point"] = 0.3 * normal(channels, channels, fan=channels)
        made[f"block{index}.pointBias"] = jnp.zeros(channels)
    made["head.weight"] = normal(seen_count, output_count, fan=fan)
    made["head.bias"] = jnp.zeros(output_count)
    return made


def shifted(values: jax.Array, steps: int) -> jax.Array:
    """values[:, t + steps], zero beyond the ends; shape [batch, time, channels]."""
    length = values.shape[1]
    if steps == 0:
        return values
    if abs(steps) >= length:
        return jnp.zeros_like(values)
    if steps > 0:
        return jnp.pad(values[:, steps:], ((0, 0), (0, steps), (0, 0)))
    return jnp.pad(values[:, :steps], ((0, 0), (-steps, 0), (0, 0)))


def stack(parameters: Parameters, x: jax.Array, dilations: tuple[int, ...]) -> jax.Array:
    """What the head sees of [batch, steps, INPUT_COUNT]: the first layer and the end of the stack."""
    first = jax.nn.relu(x @ parameters["input.weight"] + parameters["input.bias"])
    h = first
    for index, dilation in enumerate(dilations):
        depth = parameters[f"block{index}.depth"]
        mixed = sum(shifted(h, (k - KERNEL // 2) * dilation) * depth[k] for k in range(KERNEL))
        mixed = jax.nn.relu(mixed + parameters[f"block{index}.depthBias"])
        h = h + mixed @ parameters[f"block{index}.point"] + parameters[f"block{index}.pointBias"]
    return jnp.concatenate([first, jax.nn.relu(h)], axis=2)


def logits(parameters: Parameters, x: jax.Array) -> jax.Array:
    """Logits of [batch, steps, INPUT_COUNT]: four of speech, one of music per step."""
    seen = stack(parameters, x, DILATIONS)
    around = jnp.concatenate([shifted(seen, k - HEAD_STEPS // 2) for k in range(HEAD_STEPS)], axis=2)
    return around @ parameters["head.weight"] + parameters["head.bias"]


def parameter_count(parameters: Parameters) -> int:
    """Number of weights."""
    return sum(int(np.prod(p.shape)) for p in parameters.values())


def flat(parameters: Parameters) -> np.ndarray:
    """All weights in the order of the file (names ascending), float32."""
    return np.concatenate([np.asarray(p, np.float32).ravel() for _, p in sorted(parameters.items())])
