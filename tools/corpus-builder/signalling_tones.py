"""Tones that a telephone network, a recorder or a fax puts on the line, and their truth.

A burst is one stretch of sound; a sequence is what somebody would call one event: one ringing from
the first ring to the last, one busy signal, one number dialled, one beep.
"""

from __future__ import annotations

import numpy as np

import sound_sources as sound
from rendering import CallAudio, NonSpeech, ToneSequence
from speech_frames import SAMPLE_RATE_HZ, runs
from timeline import AGENT, CUSTOMER, CallPlan

Tones = tuple[float, ...]

# Cadences: seconds on and off, in turn. CN: GF 002; US: Bellcore GR-506; UK: BT SIN 350; EU and the
# others: ITU-T E.180 supplement 2.
RINGBACKS: dict[str, tuple[Tones, Tones]] = {
    "CN": ((450.0,), (1.0, 4.0)),
    "US": ((440.0, 480.0), (2.0, 4.0)),
    "UK": ((400.0, 450.0), (0.4, 0.2, 0.4, 2.0)),
    "DE": ((425.0,), (1.0, 4.0)),
    "FR": ((440.0,), (1.5, 3.5)),
}
# On and off in turn, again; the last two are congestion (reorder) tones.
BUSY: dict[str, tuple[Tones, Tones]] = {
    "CN": ((450.0,), (0.35, 0.35)),
    "US": ((480.0, 620.0), (0.5, 0.5)),
    "UK": ((400.0,), (0.375, 0.375)),
    "DE": ((425.0,), (0.48, 0.48)),
    "CNcongestion": ((450.0,), (0.7, 0.7)),
    "USreorder": ((480.0, 620.0), (0.25, 0.25)),
}
DIAL: dict[str, Tones] = {
    "CN": (450.0,), "US": (350.0, 440.0), "UK": (350.0, 450.0), "DE": (425.0,), "FR": (440.0,),
}
DTMF_ROWS_HZ, DTMF_COLUMNS_HZ = (697.0, 770.0, 852.0, 941.0), (1209.0, 1336.0, 1477.0, 1633.0)


def note_non_speech(audio: CallAudio, kind: str, name: str, channel: int, start: int,
                    end: int) -> None:
    """Writes down a stretch of tone or music."""
    audio.non_speech.append(NonSpeech(kind, name, channel, round(start / SAMPLE_RATE_HZ, 3),
                                      round(end / SAMPLE_RATE_HZ, 3)))


class SequenceBuilder:
    """Plays bursts on some channels and writes down the sequence they belong to."""

    def __init__(self, audio: CallAudio, channels: list[int], cause: str, name: str) -> None:
        self._audio, self._channels, self._cause, self._name = audio, channels, cause, name
        self._first: int | None = None
        self._last = 0
        self._count = 0

    def play(self, hz: Tones, start_seconds: float, seconds: float, level_dbfs: float,
             twist_db: float = 0.0) -> None:
        """One burst; `twist_db` raises the second tone over the first."""
        audio = self._audio
        start = int(start_seconds * SAMPLE_RATE_HZ)
        end = min(start + int(seconds * SAMPLE_RATE_HZ), audio.samples.shape[1])
        if end - start < 80:
            return
        made = sound.tone(hz, end - start)
        if twist_db:
            made = sound.tone(hz[:1], end - start) + 10.0 ** (twist_db / 20.0) * sound.tone(
                hz[1:], end - start)
        made = sound.scaled(made, level_dbfs)
        for channel in self._channels:
            audio.samples[channel, start:end] += made
            note_non_speech(audio, "tone", self._name, channel, start, end)
        self._first = start if self._first is None else self._first
        self._last = end
        self._count += 1

    def close(self) -> None:
        """Ends the sequence; one without a burst is none."""
        if self._first is None:
            return
        for channel in self._channels:
            self._audio.tone_sequences.append(ToneSequence(
                self._cause, channel, round(self._first / SAMPLE_RATE_HZ, 3),
                round(self._last / SAMPLE_RATE_HZ, 3), self._count))


def _first_word_seconds(audio: CallAudio) -> float:
    spoken = np.flatnonzero(audio.masks.any(axis=0))
    return float(spoken[0]) / 100 if len(spoken) else 0.0


def _last_word_seconds(audio: CallAudio) -> float:
    spoken = np.flatnonzero(audio.masks.any(axis=0))
    return float(spoken[-1] + 1) / 100 if len(spoken) else 0.0


def _joint_silences(audio: CallAudio, shortest_seconds: float) -> list[tuple[int, int]]:
    return [(a, b) for a, b in runs(~audio.masks.any(axis=0))
            if (b - a) / 100 >= shortest_seconds and a > 0]


def _ring(audio: CallAudio, channels: list[int], country: str, start_seconds: float,
          end_seconds: float, level_dbfs: float) -> None:
    hz, cadence = RINGBACKS[country]
    sequence = SequenceBuilder(audio, channels, "ringback", f"ringback{country}")
    position, step = start_seconds, 0
    while position < end_seconds:
        seconds = min(cadence[step % len(cadence)], end_seconds - position)
        if step % 2 == 0:
            sequence.play(hz, position, seconds, level_dbfs)
        position += cadence[step % len(cadence)]
        step += 1
    sequence.close()


def _busy_until(audio: CallAudio, channels: list[int], country: str, start_seconds: float,
                end_seconds: float, level_dbfs: float) -> None:
    hz, (on_seconds, off_seconds) = BUSY[country]
    sequence = SequenceBuilder(audio, channels, "busy", f"busy{country}")
    position = start_seconds
    while position + on_seconds < end_seconds:
        sequence.play(hz, position, on_seconds, level_dbfs)
        position += on_seconds + off_seconds
    sequence.close()


def _dial_number(audio: CallAudio, channels: list[int], start_seconds: float, end_seconds: float,
                 level_dbfs: float, shortest_seconds: float = 0.06) -> float:
    """Keys at random; returns when the last one ends."""
    rng = audio.rng
    sequence = SequenceBuilder(audio, channels, "dtmf", "dtmf")
    position, end = start_seconds, start_seconds
    for _ in range(int(rng.integers(1, 12))):
        if position + 0.4 > end_seconds:
            break
        pair = (float(rng.choice(DTMF_ROWS_HZ)), float(rng.choice(DTMF_COLUMNS_HZ)))
        seconds = float(rng.uniform(shortest_seconds, 0.2))
        # ITU-T Q.24: the higher tone may lie 4 dB over the lower one, or 8 dB under it.
        sequence.play(pair, position, seconds, level_dbfs, float(rng.uniform(-6.0, 3.0)))
        end = position + seconds
        position = end + float(rng.uniform(0.06, 0.3))
    sequence.close()
    return end


def plan_ringback(plan: CallPlan, rng: np.random.Generator) -> None:
    """Leaves time before the first word."""
    plan.answer_seconds = float(rng.uniform(6, 18))


def ringback(audio: CallAudio) -> None:
    """Ringing of one of five countries before the answer."""
    rng = audio.rng
    country = str(rng.choice(sorted(RINGBACKS)))
    channels = [CUSTOMER] if rng.random() < 0.6 else [AGENT, CUSTOMER]
    level = float(rng.uniform(-30, -15))
    answered = _first_word_seconds(audio) - float(rng.uniform(0.4, 2.0))
    _ring(audio, channels, country, float(rng.uniform(0.0, 0.8)), answered, level)


def plan_tones(plan: CallPlan, _rng: np.random.Generator) -> None:
    """Leaves pauses for keys, and time at the end."""
    plan.long_silences_per_minute = 2.0
    plan.end_reserve_seconds = 10.0


def tones(audio: CallAudio) -> None:
    """Keys pressed by the customer in pauses, a recorder's beep, busy tone at the end."""
    rng = audio.rng
    for start, end in _joint_silences(audio, 1.5)[:-1]:
        position = start / 100 + 0.5
        if rng.random() < 0.3:
            hz = float(rng.choice([1000.0, 1400.0]))
            beep = SequenceBuilder(audio, [AGENT, CUSTOMER], "beep", "beep")
            beep.play((hz,), position, 0.4, -25.0)
            beep.close()
            continue
        _dial_number(audio, [CUSTOMER], position, end / 100, float(rng.uniform(-25, -12)))
    channels = [AGENT] if rng.random() < 0.5 else [AGENT, CUSTOMER]
    _busy_until(audio, channels, str(rng.choice(sorted(BUSY))), _last_word_seconds(audio) + 1.0,
                audio.masks.shape[1] / 100, -22.0)


def plan_dialling(plan: CallPlan, rng: np.random.Generator) -> None:
    """Leaves time for dial tone, number and ringing, or for a fax."""
    plan.answer_seconds = float(rng.uniform(16, 26))


def dialling(audio: CallAudio) -> None:
    """Dial tone until the first key, the number, then ringing until the answer."""
    rng = audio.rng
    country = str(rng.choice(sorted(DIAL)))
    level = float(rng.uniform(-40, -10))
    start = float(rng.uniform(0.0, 0.6))
    seconds = float(rng.uniform(1.5, 5.0)) if country in ("US", "UK") else float(
        rng.uniform(3.2, 6.0))
    tone = SequenceBuilder(audio, [AGENT], "dialTone", f"dial{country}")
    tone.play(DIAL[country], start, seconds, level)
    tone.close()
    position = _dial_number(audio, [AGENT], start + seconds + float(rng.uniform(0.1, 1.0)),
                            start + seconds + 4.5, float(rng.uniform(-25, -6)), 0.045)
    answered = _first_word_seconds(audio) - float(rng.uniform(0.4, 2.0))
    _ring(audio, [AGENT], country, position + 1.5, answered, level)


def fax(audio: CallAudio) -> None:
    """A fax calls (CNG) or answers (CED) before the agent's first word; ITU-T T.30."""
    rng = audio.rng
    level = float(rng.uniform(-40, -10))
    answered = _first_word_seconds(audio) - 0.5
    sequence = SequenceBuilder(audio, [CUSTOMER], "fax", "fax")
    position = float(rng.uniform(0.2, 2.0))
    if rng.random() < 0.5:
        while position + 0.6 < answered:
            sequence.play((float(rng.uniform(1100 - 38, 1100 + 38)),), position, 0.5, level)
            position += 3.5
    else:
        sequence.play((float(rng.uniform(2100 - 15, 2100 + 15)),), position,
                      float(rng.uniform(2.6, 4.0)), level)
    sequence.close()


def beside_speech(audio: CallAudio) -> None:
    """Beeps and keys at -45 to -6 dBFS where a side is silent, also while the other one speaks."""
    rng = audio.rng
    for channel in (AGENT, CUSTOMER):
        for start, end in runs(~audio.masks[channel]):
            room = (end - start) / 100
            if room < 1.2 or start == 0 or rng.random() < 0.4:
                continue
            # Some begin right after the side's own last word.
            gap = 0.0 if rng.random() < 0.3 else float(rng.uniform(0.1, 0.4))
            level, position = float(rng.uniform(-45, -6)), start / 100 + gap
            if rng.random() < 0.5:
                _dial_number(audio, [channel], position, end / 100, level, 0.045)
            else:
                beep = SequenceBuilder(audio, [channel], "beep", "beep")
                hz = float(rng.choice([1000.0, 1400.0, rng.uniform(400, 2500)]))
                longest = min(room - gap - 0.05, 2.0)
                beep.play((hz,), position, float(rng.uniform(0.1, longest)), level)
                beep.close()
