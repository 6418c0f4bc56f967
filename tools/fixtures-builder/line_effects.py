"""What can go wrong on a line; each function returns an effect for a case's list."""

from __future__ import annotations

import numpy as np

from band_signals import band_noise, tones
from call_audio import AGENT, CUSTOMER, CallAudio, Effect

PACKET_SECONDS = 0.02  # RFC 3551 default for G.711
BOTH = (AGENT, CUSTOMER)


def noise(party: int, snr_db: float) -> Effect:
    """Stationary noise in the line's band, so far under the party's active level."""

    def apply(audio: CallAudio) -> None:
        level_dbfs = audio.active_dbfs[party] - snr_db
        audio.samples[party] += band_noise(audio.samples.shape[1], audio.rate_hz, level_dbfs,
                                           audio.rng)

    return apply


def overdriven(party: int, gain_db: float) -> Effect:
    """Gain, then cut at full scale."""

    def apply(audio: CallAudio) -> None:
        louder = audio.samples[party] * 10.0 ** (gain_db / 20.0)
        audio.samples[party] = np.clip(louder, -1.0, 1.0)

    return apply


def lost_packets(party: int, at_seconds: tuple[float, ...], packet_count: int = 2,
                 repeats: bool = False) -> Effect:
    """Packets lost from given times on: digital zero, or the packet before again."""

    def apply(audio: CallAudio) -> None:
        row = audio.samples[party]
        packet = round(PACKET_SECONDS * audio.rate_hz)
        for seconds in at_seconds:
            start = round(seconds / PACKET_SECONDS) * packet
            before = row[start - packet : start].copy()
            filled = np.tile(before, packet_count) if repeats else 0.0
            row[start : start + packet * packet_count] = filled

    return apply


def echo(party: int, loss_db: float, delay_seconds: float) -> Effect:
    """A party's sound heard again on the other channel, later and weaker."""

    def apply(audio: CallAudio) -> None:
        delay = round(delay_seconds * audio.rate_hz)
        heard = audio.samples[party, :-delay] * 10.0 ** (-loss_db / 20.0)
        audio.samples[1 - party, delay:] += heard

    return apply


def dc_offset(party: int, ratio: float) -> Effect:
    """A constant added, of full scale."""

    def apply(audio: CallAudio) -> None:
        audio.samples[party] += ratio

    return apply


def digital_zero(parties: tuple[int, ...], start_seconds: float, end_seconds: float) -> Effect:
    """Nothing at all: a dead leg, or a recorder that pauses."""

    def apply(audio: CallAudio) -> None:
        audio.samples[list(parties), audio.range_of(start_seconds, end_seconds)] = 0.0

    return apply


def tone(parties: tuple[int, ...], frequencies_hz: tuple[float, ...], start_seconds: float,
         end_seconds: float, level_dbfs: float) -> Effect:
    """A signalling tone."""

    def apply(audio: CallAudio) -> None:
        where = audio.range_of(start_seconds, end_seconds)
        made = tones(frequencies_hz, where.stop - where.start, audio.rate_hz, level_dbfs)
        for party in parties:
            audio.samples[party, where] += made

    return apply


CHORDS_HZ = ((261.63, 329.63, 392.0), (220.0, 261.63, 329.63), (174.61, 220.0, 261.63),
             (196.0, 246.94, 293.66))  # C, A minor, F, G; equal temperament, A4 440
TUNE_HZ = (659.25, 783.99, 523.25, 587.33, 440.0, 523.25, 493.88, 587.33)


def _plucked(f0_hz: float, count: int, rate_hz: int, partials: int, decay_seconds: float
             ) -> np.ndarray:
    """A note whose partials fall by 1/n and die away, the higher the sooner."""
    seconds = np.arange(count) / rate_hz
    note = sum(np.sin(2.0 * np.pi * n * f0_hz * seconds) * np.exp(-seconds * n**0.5 / decay_seconds)
               / n for n in range(1, partials + 1) if n * f0_hz < 0.45 * rate_hz)
    return note * np.minimum(seconds / 0.005, 1.0)


def music(party: int, start_seconds: float, end_seconds: float, level_dbfs: float) -> Effect:
    """Hold music: plucked chords, bass, a tune and brushes, two chords a second and a half."""

    def apply(audio: CallAudio) -> None:
        whole = audio.range_of(start_seconds, end_seconds)
        count, rate_hz = whole.stop - whole.start, audio.rate_hz
        played = np.zeros(count + 2 * rate_hz)
        beat_seconds = 0.375
        for beat in range(int((end_seconds - start_seconds) / beat_seconds)):
            at = int(beat * beat_seconds * rate_hz)
            chord = CHORDS_HZ[beat // 2 % len(CHORDS_HZ)]
            length = min(rate_hz, len(played) - at)
            notes = [(f0_hz, 0.5) for f0_hz in chord] + [(TUNE_HZ[beat % len(TUNE_HZ)], 0.8)]
            if beat % 2 == 0:
                notes.append((chord[0] / 2.0, 0.9))
            for f0_hz, gain in notes:
                played[at:at + length] += gain * _plucked(f0_hz, length, rate_hz, 8, 0.35)
            brush = min(int(0.06 * rate_hz), len(played) - at)
            played[at:at + brush] += 0.25 * audio.rng.standard_normal(brush) * np.exp(
                -np.arange(brush) / rate_hz / 0.02)
        played = played[:count] * np.minimum((count - np.arange(count)) / (0.02 * rate_hz), 1.0)
        gain = 10.0 ** (level_dbfs / 20.0) / np.sqrt(np.mean(played**2))
        audio.samples[party, whole] += gain * played

    return apply


def clicks(party: int, at_seconds: tuple[float, ...], level_dbfs: float) -> Effect:
    """Key strokes: 15 ms bursts of noise, too short for speech."""

    def apply(audio: CallAudio) -> None:
        for seconds in at_seconds:
            where = audio.range_of(seconds, seconds + 0.015)
            audio.samples[party, where] += band_noise(where.stop - where.start, audio.rate_hz,
                                                      level_dbfs, audio.rng)

    return apply


def rumble(party: int, period_seconds: float, quiet_dbfs: float, loud_dbfs: float) -> Effect:
    """Noise whose level swings between two values: alive, but no speech."""

    def apply(audio: CallAudio) -> None:
        count = audio.samples.shape[1]
        phase = np.arange(count) / audio.rate_hz / period_seconds
        middle, half = (quiet_dbfs + loud_dbfs) / 2.0, (loud_dbfs - quiet_dbfs) / 2.0
        gain = 10.0 ** ((middle + half * np.sin(2.0 * np.pi * phase)) / 20.0)
        audio.samples[party] += band_noise(count, audio.rate_hz, 0.0, audio.rng) * gain

    return apply


def not_a_number(party: int, at_seconds: tuple[float, ...]) -> Effect:
    """Single samples that are NaN, as a broken mixer writes them."""

    def apply(audio: CallAudio) -> None:
        for seconds in at_seconds:
            audio.samples[party, round(seconds * audio.rate_hz)] = np.nan

    return apply
