"""Codecs that are not written here: FLAC, Opus, MP3, GSM; their bytes depend on the version."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import numpy as np

from wav_files import pcm16

# Nothing of time, machine or version is written into the file.
_BITEXACT = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]


def _ffmpeg(samples: np.ndarray, rate_hz: int, options: list[str], ending: str) -> bytes:
    # Into a file, not a pipe: FLAC goes back to its header to write length and checksum.
    with tempfile.TemporaryDirectory(prefix="callsift-fixture-") as folder:
        made = Path(folder) / f"call.{ending}"
        command = ["ffmpeg", "-v", "error", "-f", "wav", "-i", "-", *options, *_BITEXACT,
                   "-threads", "1", str(made)]
        subprocess.run(command, input=pcm16(samples, rate_hz), check=True)
        return made.read_bytes()


def flac(samples: np.ndarray, rate_hz: int) -> bytes:
    """FLAC of 16 bits."""
    return _ffmpeg(samples, rate_hz, ["-c:a", "flac"], "flac")


def opus(samples: np.ndarray, rate_hz: int) -> bytes:
    """Opus at 48 kbit/s in Ogg; its clock is always 48 kHz."""
    return _ffmpeg(samples, rate_hz, ["-c:a", "libopus", "-b:a", "48k"], "opus")


def mp3(samples: np.ndarray, rate_hz: int) -> bytes:
    """MPEG-2.5 layer III at 32 kbit/s, both channels apart."""
    return _ffmpeg(samples, rate_hz, ["-c:a", "libmp3lame", "-b:a", "32k", "-joint_stereo", "0"],
                   "mp3")


def gsm(samples: np.ndarray, rate_hz: int) -> bytes:
    """GSM 06.10 full rate in WAV; one channel only."""
    command = ["sox", "-V1", "-D", "-R", "-t", "wav", "-", "-e", "gsm-full-rate", "-t", "wav", "-"]
    return subprocess.run(command, input=pcm16(samples, rate_hz), capture_output=True,
                          check=True).stdout


def encoder_versions() -> str:
    """Versions of the programs, for FIXTURES.md."""
    first = subprocess.run(["ffmpeg", "-version"], capture_output=True, text=True, check=True)
    sox = subprocess.run(["sox", "--version"], capture_output=True, text=True, check=True)
    return f"ffmpeg {first.stdout.split()[2]}, sox {sox.stdout.split('v')[-1].strip()}"
