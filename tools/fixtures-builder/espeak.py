"""Speech by espeak-ng: deterministic, so that a fixture is the same bytes on every run."""

from __future__ import annotations

import functools
import io
import subprocess
import wave
from dataclasses import dataclass
from html import escape

import numpy as np

from band_signals import resampled_to_band
from speech_frames import active_level_dbfs, frame_levels_dbfs, runs

TRUTH_RATE_HZ = 8000  # rate at which frames are judged: speech_frames.py
ACTIVE_RANGE_DB = 40.0  # P.56 speech spans 30 to 40 dB; what lies further down is espeak's release
PADDING_SECONDS = 0.2  # longer than the line's band filter rings


@dataclass(frozen=True)
class Voice:
    """One speaker."""

    language: str  # espeak-ng voice and variant, such as en-us+f3
    pitch: int = 50  # espeak-ng -p, 0-99
    speed_wpm: int = 165  # espeak-ng -s
    intonation_percent: int = 100  # SSML prosody range; 0 is flat

    @property
    def command(self) -> str:
        """How it is called, for FIXTURES.md."""
        range_note = "" if self.intonation_percent == 100 else f" range {self.intonation_percent} %"
        return f"{self.language} -p {self.pitch} -s {self.speed_wpm}{range_note}"


@functools.cache
def utterance(voice: Voice, text: str, rate_hz: int) -> np.ndarray:
    """A spoken text in the line's band at active level 0 dBFS; starts and ends with speech.

    Its length is a whole number of 10 ms frames, the same at every rate.
    """
    spoken = _espeak(voice, text)
    narrow = resampled_to_band(*spoken, TRUTH_RATE_HZ)
    levels = frame_levels_dbfs(narrow)
    active = levels > levels.max() - ACTIVE_RANGE_DB
    first, last = runs(active)[0][0], runs(active)[-1][1]
    gain = 10.0 ** (-active_level_dbfs(narrow, active) / 20.0)
    wanted = narrow if rate_hz == TRUTH_RATE_HZ else resampled_to_band(*spoken, rate_hz)
    frame_samples = rate_hz // 100
    return wanted[first * frame_samples : last * frame_samples] * gain


@functools.cache
def _espeak(voice: Voice, text: str) -> tuple[np.ndarray, int]:
    """Samples in -1…1 and their rate."""
    command = ["espeak-ng", "-v", voice.language, "-p", str(voice.pitch), "-s",
               str(voice.speed_wpm), "--stdout", "--stdin"]
    if voice.intonation_percent != 100:
        command.append("-m")
        text = (f'<speak><prosody range="{voice.intonation_percent}%">'
                f"{escape(text)}</prosody></speak>")
    result = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    # The header of --stdout promises more than there is: sizes are not known when it is written.
    with wave.open(io.BytesIO(result.stdout)) as file:
        rate_hz = file.getframerate()
        content = file.readframes(len(result.stdout))
    samples = np.frombuffer(content, dtype="<i2").astype(np.float64) / 32768.0
    # Silence around it: what rings before the start must not come round to the end.
    return np.pad(samples, round(PADDING_SECONDS * rate_hz)), rate_hz


def espeak_version() -> str:
    """Such as 1.51."""
    words = subprocess.run(["espeak-ng", "--version"], capture_output=True, text=True,
                           check=True).stdout.split()
    return words[words.index("text-to-speech:") + 1]
