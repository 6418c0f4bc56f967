"""Sends a call through a codec and back, with the codec's delay taken out."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from scipy import signal

from sound_sources import run_tool
from speech_frames import SAMPLE_RATE_HZ

LONGEST_DELAY_SAMPLES = 2400  # 300 ms; MP3 at 8 kHz delays by about 1,600 samples


def pcm16(samples: np.ndarray) -> np.ndarray:
    """16-bit samples, rounded, limited to full scale; shape (2, n) becomes (n, 2)."""
    return np.clip(np.round(samples.T * 32767.0), -32768, 32767).astype("<i2")


def _raw_arguments(channel_count: int) -> list[str]:
    return ["-t", "raw", "-r", str(SAMPLE_RATE_HZ), "-e", "signed", "-b", "16",
            "-c", str(channel_count)]


def through_sox(samples: np.ndarray, encoding: list[str], suffix: str = "wav") -> np.ndarray:
    """Each channel on its own through an encoding of sox (in WAV, or a format), as trunks do."""
    channels = []
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / f"coded.{suffix}")
        for channel in pcm16(samples).T:
            run_tool(["sox", "-V1", "-D", "-R", *_raw_arguments(1), "-", *encoding, path],
                     np.ascontiguousarray(channel).tobytes())
            raw = run_tool(["sox", "-V1", "-D", "-R", path, *_raw_arguments(1), "-"], b"")
            channels.append(np.frombuffer(raw, "<i2") / 32767.0)
    length = min(len(c) for c in channels)
    return np.array([c[:length] for c in channels])


def through_ffmpeg(samples: np.ndarray, suffix: str, encoding: list[str],
                   channel_count: int = 2) -> np.ndarray:
    """All channels together through an encoder of ffmpeg."""
    raw = ["-f", "s16le", "-ar", str(SAMPLE_RATE_HZ), "-ac", str(channel_count)]
    quiet = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-threads", "1"]
    with tempfile.TemporaryDirectory() as folder:
        source, coded = str(Path(folder) / "in.raw"), str(Path(folder) / f"coded.{suffix}")
        Path(source).write_bytes(pcm16(samples).tobytes())
        run_tool([*quiet, *raw, "-i", source, *encoding, "-bitexact", coded], b"")
        back = run_tool([*quiet, "-i", coded, *raw, "-"], b"")
    return np.frombuffer(back, "<i2").reshape(-1, channel_count).T / 32767.0


def delay_samples(before: np.ndarray, after: np.ndarray) -> int:
    """How much later `after` is, at the peak of the cross-correlation of both channels."""
    length = min(before.shape[1], after.shape[1])
    total = np.zeros(0)
    for x, y in zip(before, after):
        part = signal.fftconvolve(y[:length], x[:length][::-1], mode="full")
        part = part[length - 1 - LONGEST_DELAY_SAMPLES : length + LONGEST_DELAY_SAMPLES]
        total = part if not len(total) else total + part
    return int(np.argmax(total)) - LONGEST_DELAY_SAMPLES


def aligned(before: np.ndarray, after: np.ndarray) -> tuple[np.ndarray, int]:
    """`after` moved back onto `before` and brought to its length, with the delay found."""
    delay = delay_samples(before, after)
    moved = after[:, delay:] if delay >= 0 else np.pad(after, ((0, 0), (-delay, 0)))
    length = before.shape[1]
    missing = max(length - moved.shape[1], 0)
    return np.pad(moved, ((0, 0), (0, missing)))[:, :length], delay
