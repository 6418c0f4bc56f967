"""Frame truth: which 10 ms frames of a clean voice are speech.

The definition is that of the project's measured reference call: a 10 ms frame is speech when its
level is within 40 dB of that side's 95th percentile frame level; runs under 30 ms are dropped,
gaps up to 200 ms are filled. One addition, for recordings whose own noise would otherwise count as
speech: the threshold is never lower than 8 dB above the recording's noise floor, nor above what it sounds
like in its loudest pause (`voices.pause_noise_dbfs`).
"""

from __future__ import annotations

import numpy as np

SAMPLE_RATE_HZ = 8000
FRAME_SECONDS = 0.01
FRAME_SAMPLES = 80  # 10 ms at 8 kHz
RANGE_BELOW_P95_DB = 40.0  # rule of the reference call
SHORTEST_RUN_SECONDS = 0.03  # rule of the reference call
LONGEST_FILLED_GAP_SECONDS = 0.2  # rule of the reference call
MARGIN_OVER_FLOOR_DB = 8.0  # ours: keeps hiss and room noise out of the truth
SILENT_DBFS = -120.0  # stands for the level of digital zero

Span = tuple[float, float]


def frame_levels_dbfs(samples: np.ndarray) -> np.ndarray:
    """RMS level of each whole 10 ms frame, in dBFS; digital zero gives `SILENT_DBFS`."""
    frame_count = len(samples) // FRAME_SAMPLES
    frames = samples[: frame_count * FRAME_SAMPLES].astype(np.float64).reshape(frame_count, -1)
    power = np.mean(frames * frames, axis=1) if frame_count else np.zeros(0)
    return 10.0 * np.log10(np.maximum(power, 10.0 ** (SILENT_DBFS / 10.0)))


def runs(mask: np.ndarray) -> list[tuple[int, int]]:
    """Half-open index ranges in which `mask` is true."""
    padded = np.concatenate(([0], mask.astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(padded))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2])]


def clean_mask(mask: np.ndarray) -> np.ndarray:
    """Drop runs under 30 ms, then fill gaps up to 200 ms."""
    shortest_frames = round(SHORTEST_RUN_SECONDS / FRAME_SECONDS)
    longest_gap_frames = round(LONGEST_FILLED_GAP_SECONDS / FRAME_SECONDS)
    kept = mask.copy()
    for start, end in runs(mask):
        if end - start < shortest_frames:
            kept[start:end] = False
    found = runs(kept)
    for (_, end), (start, _) in zip(found, found[1:]):
        if start - end <= longest_gap_frames:
            kept[end:start] = True
    return kept


def threshold_dbfs(p95_dbfs: float, floor_dbfs: float) -> float:
    """Level from which a frame is speech."""
    return max(p95_dbfs - RANGE_BELOW_P95_DB, floor_dbfs + MARGIN_OVER_FLOOR_DB)


def speech_mask(samples: np.ndarray, level_threshold_dbfs: float) -> np.ndarray:
    """Frame truth of one clean signal."""
    return clean_mask(frame_levels_dbfs(samples) >= level_threshold_dbfs)


def spans_of(mask: np.ndarray) -> list[Span]:
    """Speech spans in seconds, half-open."""
    return [(round(a * FRAME_SECONDS, 2), round(b * FRAME_SECONDS, 2)) for a, b in runs(mask)]


def mask_of(spans: list[Span] | list[list[float]], frame_count: int) -> np.ndarray:
    """Frames whose centre lies in one of `spans`."""
    mask = np.zeros(frame_count, dtype=bool)
    for start_seconds, end_seconds in spans:
        # Centre of frame i is (i + 0.5) · 10 ms; half-open comparison against the span.
        first = int(np.ceil(start_seconds / FRAME_SECONDS - 0.5 - 1e-6))
        last = int(np.ceil(end_seconds / FRAME_SECONDS - 0.5 - 1e-6))
        mask[max(first, 0) : max(last, 0)] = True
    return mask


def active_level_dbfs(samples: np.ndarray, mask: np.ndarray) -> float:
    """RMS level over the speech frames only, in dBFS; `SILENT_DBFS` when there are none."""
    if not mask.any():
        return SILENT_DBFS
    levels = frame_levels_dbfs(samples)[: len(mask)]
    power = np.mean(10.0 ** (levels[mask[: len(levels)]] / 10.0))
    return float(10.0 * np.log10(power))


def gate(samples: np.ndarray, mask: np.ndarray, fade_samples: int = 40) -> np.ndarray:
    """Silence all that is not speech, with 5 ms fades inside the surrounding silence."""
    gain = np.repeat(mask.astype(np.float64), FRAME_SAMPLES)
    gain = np.pad(gain, (0, max(len(samples) - len(gain), 0)))[: len(samples)]
    ramp = np.linspace(0.0, 1.0, fade_samples + 2)[1:-1]
    for start, end in runs(gain > 0.5):
        before = min(fade_samples, start)
        after = min(fade_samples, len(samples) - end)
        gain[start - before : start] = np.maximum(
            gain[start - before : start], ramp[fade_samples - before :]
        )
        gain[end : end + after] = np.maximum(gain[end : end + after], ramp[::-1][:after])
    return (samples * gain).astype(np.float32)
