"""Rows of one sound on either side, in pauses louder than the speech itself.

A sound is a recorded one, one drawn from nothing, or a noise of the registry, played some times in a
row through a line of its own. In training some seconds of hold music stand among them: as short as a
sound, and music all the same.
"""

from __future__ import annotations

import numpy as np
from scipy import signal

from line_conditions import note_noise
from noise_synthesis import loud_power, noise, noises_of
from recorded_sounds import recorded_sounds
from rendering import LEVEL_RANGE_DBFS, CallAudio, telephone_band
from signalling_tones import note_non_speech
from sound_effects import band, resonances, reverberated
from sound_events import seconds_axis, unit_peak
from sound_sources import fade_edges, hold_music, scaled
from speech_frames import FRAME_SAMPLES, SAMPLE_RATE_HZ

MUSIC_RATIO = 0.15  # of rows, in training
RECORDED_RATIO, DRAWN_RATIO = 0.5, 0.25  # of the others; what is left are noises of the registry
# Speech minus the loud frames of the sound.
PAUSE_SNR_RANGE_DB, SPEECH_SNR_RANGE_DB = (-10.0, 25.0), (3.0, 25.0)
ROW_GAP_SECONDS, SHOT_GAP_SECONDS = (0.5, 12.0), (0.05, 1.5)
MOST_SHOTS = 8
LONGEST_ROW_SECONDS = 12.0
NOISE_SECONDS = (1.0, 6.0)
MUSIC_SECONDS = (2.0, 12.0)
MUSIC_SNR_RANGE_DB = (-3.0, 12.0)
SPEED_OCTAVES = 0.5
FAR_RATIO, REVERSED_RATIO, FILTERED_RATIO = 0.3, 0.15, 0.4


def _envelope(count: int, rng: np.random.Generator) -> np.ndarray:
    """Rise, fall and perhaps a flutter."""
    axis = np.linspace(0, 1, count)
    peak = float(rng.uniform(0.01, 0.6))
    shape = np.interp(axis, [0, peak, 1], [0, 1, 0]) ** float(rng.uniform(0.5, 3))
    if rng.random() < 0.4:
        rate_hz = float(np.exp(rng.uniform(np.log(3), np.log(60))))
        flutter = np.sin(2 * np.pi * rate_hz * np.arange(count) / SAMPLE_RATE_HZ)
        shape = shape * (1 - float(rng.uniform(0.3, 1)) * (0.5 + 0.5 * flutter))
    return shape


def _partials(time: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Struck metal, glass or wood: partials that stand in no ratio."""
    total = np.zeros(len(time))
    for _ in range(int(rng.integers(2, 9))):
        total += rng.uniform(0.1, 1) * np.sin(2 * np.pi * rng.uniform(150, 3800) * time) * np.exp(
            -time / rng.uniform(0.01, 0.6))
    return total


def _burst(time: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Noise through up to three resonances."""
    formants = tuple((float(rng.uniform(150, 3500)), float(rng.uniform(60, 900)), 1.0)
                     for _ in range(int(rng.integers(1, 4))))
    return resonances(rng.standard_normal(len(time)), formants)


def _glide(time: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Squeak, whistle or call: a tone above most voices whose pitch moves, with some harmonics."""
    points = rng.uniform(-0.6, 0.6, int(rng.integers(2, 6)))
    octaves = np.interp(np.linspace(0, 1, len(time)), np.linspace(0, 1, len(points)), points)
    phase = 2 * np.pi * np.cumsum(float(rng.uniform(500, 1800)) * 2**octaves) / SAMPLE_RATE_HZ
    total = np.sin(phase)
    for number in (2, 3):
        total += float(rng.uniform(0, 0.6)) * np.sin(number * phase)
    return band(total, 0, 3700)


def _growl(time: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Pulses under the pitch of voices: motor, frog, rattle."""
    hz = float(rng.uniform(12, 60)) * np.linspace(1, float(rng.uniform(0.5, 2)), len(time))
    pulses = np.diff(np.floor(np.cumsum(hz) / SAMPLE_RATE_HZ), prepend=0.0)
    pulses = pulses * (1 + 0.3 * rng.standard_normal(len(time)))
    return resonances(pulses, ((float(rng.uniform(200, 1200)), 150, 1.0),
                               (float(rng.uniform(1200, 3400)), 300, float(rng.uniform(0, 1)))))


def _drawn_sound(rng: np.random.Generator) -> tuple[str, np.ndarray]:
    makers = (_partials, _burst, _glide, _growl)
    make = makers[int(rng.integers(len(makers)))]
    time = seconds_axis(float(np.exp(rng.uniform(np.log(0.04), np.log(2.0)))))
    return f"drawn{make.__name__.title().replace('_', '')}", unit_peak(
        make(time, rng) * _envelope(len(time), rng))


def _recorded_sound(split: str, rng: np.random.Generator) -> tuple[str, np.ndarray]:
    sounds = recorded_sounds(split)
    name, samples = sounds[int(rng.integers(len(sounds)))]
    if split == "train":  # there are not many: played at another speed, some backwards
        speed = 2 ** float(rng.uniform(-SPEED_OCTAVES, SPEED_OCTAVES))
        samples = signal.resample_poly(samples, 100, max(round(100 * speed), 1))
        if rng.random() < REVERSED_RATIO:
            samples = samples[::-1]
    return name, samples


def loud_sound(split: str, rng: np.random.Generator) -> tuple[str, np.ndarray]:
    """Name and samples of a sound in the telephone band, its loud frames at 0 dB."""
    kind = rng.random()
    if kind < RECORDED_RATIO:
        name, samples = _recorded_sound(split, rng)
    elif kind < RECORDED_RATIO + DRAWN_RATIO:
        name, samples = _drawn_sound(rng)
    else:
        choices = noises_of(split)
        name = choices[int(rng.integers(len(choices)))].name
        samples = noise(name, int(float(rng.uniform(*NOISE_SECONDS)) * SAMPLE_RATE_HZ), rng)
    if rng.random() < FAR_RATIO:
        samples = reverberated(samples, float(rng.uniform(0.2, 0.8)), float(rng.uniform(-3, 9)),
                               rng)
    if rng.random() < FILTERED_RATIO:
        low_hz = float(rng.uniform(0, 600))
        samples = band(samples, low_hz, low_hz + float(rng.uniform(1200, 3400)))
    samples = fade_edges(telephone_band(samples), 0.003)
    return name, samples / max(loud_power(samples), 1e-12) ** 0.5


def _side_level_dbfs(audio: CallAudio, channel: int) -> float:
    """That of its speech; drawn where it never speaks."""
    if audio.masks[channel].any():
        return audio.active_level_dbfs(channel)
    return float(audio.rng.uniform(*LEVEL_RANGE_DBFS))


def loud_sounds(audio: CallAudio) -> None:
    """Rows of sounds on both sides, 25 dB under the speech to 10 over, beside it 3 under at most."""
    rng = audio.rng
    for channel in range(2):
        level_dbfs = _side_level_dbfs(audio, channel)
        position = int(float(rng.uniform(0, ROW_GAP_SECONDS[1])) * SAMPLE_RATE_HZ)
        while position < audio.samples.shape[1]:
            is_music = audio.split == "train" and rng.random() < MUSIC_RATIO
            add = _add_music if is_music else _add_row
            end = add(audio, channel, position, level_dbfs)
            position = end + int(float(rng.uniform(*ROW_GAP_SECONDS)) * SAMPLE_RATE_HZ)


def _add_music(audio: CallAudio, channel: int, first: int, level_dbfs: float) -> int:
    """Plays some seconds of hold music, and gives the sample after them."""
    rng = audio.rng
    end = min(first + int(float(rng.uniform(*MUSIC_SECONDS)) * SAMPLE_RATE_HZ),
              audio.samples.shape[1])
    name, samples = hold_music(end - first, audio.split, rng)
    samples = scaled(samples, level_dbfs - float(rng.uniform(*MUSIC_SNR_RANGE_DB)))
    audio.samples[channel, first:end] += fade_edges(samples, 0.02)
    audio.samples[channel] = np.clip(audio.samples[channel], -1.0, 1.0)
    note_non_speech(audio, "music", name, channel, first, end)
    return end


def _add_row(audio: CallAudio, channel: int, first: int, level_dbfs: float) -> int:
    """Plays one sound some times, and gives the sample after it."""
    rng = audio.rng
    name, shot = loud_sound(audio.split, rng)
    pause_snr_db = float(rng.uniform(*PAUSE_SNR_RANGE_DB))
    beside_snr_db = max(pause_snr_db, float(rng.uniform(*SPEECH_SNR_RANGE_DB)))
    position = first
    for _ in range(int(rng.integers(1, MOST_SHOTS + 1))):
        end = min(position + len(shot), audio.samples.shape[1])
        if end <= position or position - first > LONGEST_ROW_SECONDS * SAMPLE_RATE_HZ:
            break
        frames = slice(position // FRAME_SAMPLES, -(-end // FRAME_SAMPLES))
        snr_db = beside_snr_db if audio.masks[channel, frames].any() else pause_snr_db
        gain = 10.0 ** ((level_dbfs - snr_db + float(rng.uniform(-3, 0))) / 20.0)
        audio.samples[channel, position:end] += gain * shot[: end - position]
        note_noise(audio, name, channel, frames.start, frames.stop)
        position = end + int(float(rng.uniform(*SHOT_GAP_SECONDS)) * SAMPLE_RATE_HZ)
    audio.samples[channel] = np.clip(audio.samples[channel], -1.0, 1.0)
    return position
