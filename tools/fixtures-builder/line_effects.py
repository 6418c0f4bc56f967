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


def melody(party: int, start_seconds: float, end_seconds: float, level_dbfs: float) -> Effect:
    """Hold music: a synthetic arpeggio of C major, four notes a second, three partials each."""

    def apply(audio: CallAudio) -> None:
        note_seconds = 0.25
        notes_hz = (523.25, 659.25, 783.99, 1046.5, 783.99, 659.25)  # equal temperament, A4 440
        count = int((end_seconds - start_seconds) / note_seconds + 1e-9)
        for index in range(count):
            where = audio.range_of(start_seconds + index * note_seconds,
                                   start_seconds + (index + 1) * note_seconds)
            f0_hz = notes_hz[index % len(notes_hz)]
            audio.samples[party, where] += tones((f0_hz, 2 * f0_hz, 3 * f0_hz),
                                                 where.stop - where.start, audio.rate_hz,
                                                 level_dbfs)

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
