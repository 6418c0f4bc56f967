"""Speech made again at another tempo, pitch or with a drawn melody; levels are never touched.

Tempo is WSOLA and pitch is WSOLA with resampling, both by sox (its `tempo` and `pitch`). A drawn
melody is a vocoder by linear prediction (Atal & Hanauer 1971, JASA 50:637): the spectrum of each 10 ms
stays, the larynx is replaced by pulses at the F0 that is asked for. It buzzes, but its F0 is known
exactly, which no recording's is.
"""

from __future__ import annotations

import functools

import numpy as np
from scipy import signal

from sound_sources import run_tool
from speech_frames import FRAME_SAMPLES, SAMPLE_RATE_HZ, clean_mask
from voices import VOICED_STRENGTH, Utterance

PREDICTION_ORDER = 10  # two coefficients for each of five formants below 4 kHz
WINDOW_SAMPLES = 240  # 30 ms
LOWEST_F0_HZ, HIGHEST_F0_HZ = 70.0, 380.0
SMOOTHED_FRAMES = 15  # melody of phrases, not the shake of single periods
RAW = ["-t", "raw", "-r", str(SAMPLE_RATE_HZ), "-c", "1", "-e", "floating-point", "-b", "32", "-"]
SYLLABLE_BAND_HZ = (300.0, 2500.0)  # where vowels are stronger than what lies between them
SYLLABLE_RATE_HZ = 9.0  # faster changes of the envelope are no syllables
# On the spoken numbers and named things of five train and dev voices: 0.92 to 1.08 of the syllables,
# 1.00 on average (2.5 and 22 dB: 0.88 to 1.05, 0.97).
SYLLABLE_DIP_DB, SYLLABLE_RANGE_DB = 2.0, 28.0


def _through_sox(samples: np.ndarray, effect: list[str]) -> np.ndarray:
    given = samples.astype("<f4").tobytes()
    made = run_tool(["sox", "-V1", "-D", "-R", *RAW, *RAW, *effect], given)
    return np.frombuffer(made, dtype="<f4").astype(np.float64)


def _whole_frames(samples: np.ndarray, mask: np.ndarray) -> Utterance:
    """Brings samples to the length of the mask; begins and ends with speech as before."""
    wanted = len(mask) * FRAME_SAMPLES
    fitted = np.pad(samples, (0, max(0, wanted - len(samples))))[:wanted]
    return Utterance(fitted.astype(np.float32), mask)


def at_tempo(utterance: Utterance, tempo: float) -> Utterance:
    """The same words so many times as fast, at the same pitch."""
    if abs(tempo - 1.0) < 1e-6:
        return utterance
    samples = _through_sox(utterance.samples, ["tempo", "-s", f"{tempo:.4f}"])
    count = max(int(len(utterance.mask) / tempo), 5)
    source = np.minimum((np.arange(count) * tempo).astype(int), len(utterance.mask) - 1)
    return _whole_frames(samples, clean_mask(utterance.mask[source]))


def at_pitch(utterance: Utterance, semitones: float) -> Utterance:
    """The same words so many semitones higher, as long as before."""
    if abs(semitones) < 1e-6:
        return utterance
    samples = _through_sox(utterance.samples, ["pitch", f"{100 * semitones:.0f}"])
    return _whole_frames(samples, utterance.mask)


def pitch_track(samples: np.ndarray) -> np.ndarray:
    """F0 of each 10 ms frame by autocorrelation, in Hz; 0 where there is none."""
    count = len(samples) // FRAME_SAMPLES
    padded = np.pad(samples.astype(np.float64), (160, 400))
    frames = np.array([padded[i * 80 : i * 80 + 400] for i in range(count)]) * np.hanning(400)
    correlation = np.fft.irfft(np.abs(np.fft.rfft(frames, 1024)) ** 2)[:, :200]
    power = correlation[:, 0].copy()
    correlation /= np.maximum(correlation[:, :1], 1e-20)
    shortest, longest = (int(SAMPLE_RATE_HZ / hz) for hz in (HIGHEST_F0_HZ, LOWEST_F0_HZ))
    part = correlation[:, shortest:longest]
    voiced = (part.max(axis=1) > VOICED_STRENGTH) & (power > power.max() * 1e-4)
    return np.where(voiced, SAMPLE_RATE_HZ / (shortest + part.argmax(axis=1)), 0.0)


def _melody(track: np.ndarray, middle_hz: float, spread: float) -> np.ndarray:
    """A smooth line with the recording's ups and downs, of the given spread in semitones."""
    voiced = np.flatnonzero(track)
    semitones = np.clip(12 * np.log2(track[voiced] / middle_hz), -7, 7)
    line = np.interp(np.arange(len(track)), voiced, semitones)
    window = np.ones(SMOOTHED_FRAMES) / SMOOTHED_FRAMES
    line = np.convolve(np.pad(line, SMOOTHED_FRAMES // 2, mode="edge"), window, "valid")
    line = line - np.mean(line[voiced])
    deviation = float(np.std(line[voiced]))
    if deviation < 0.2:  # a held vowel has no melody of its own: give it a fall
        line = np.linspace(1.7, -1.7, len(line))
        line, deviation = line - np.mean(line[voiced]), float(np.std(line[voiced]))
    return middle_hz * 2.0 ** (line / max(deviation, 1e-3) * spread / 12)


def with_melody(utterance: Utterance, middle_hz: float, spread: float,
                rng: np.random.Generator) -> Utterance:
    """The same words with F0 about `middle_hz`, of a standard deviation of `spread` semitones."""
    samples = utterance.samples.astype(np.float64)
    track = pitch_track(samples)
    if np.count_nonzero(track) < 5:
        return utterance
    melody = _melody(track, middle_hz, spread)
    count = len(utterance.mask)
    voiced = np.repeat(track > 0, FRAME_SAMPLES)
    phase = np.cumsum(np.repeat(melody, FRAME_SAMPLES) / SAMPLE_RATE_HZ)
    pulses = np.diff(np.floor(phase), prepend=0.0)
    period = SAMPLE_RATE_HZ / np.repeat(melody, FRAME_SAMPLES)
    noise = rng.standard_normal(len(pulses))
    source = np.where(voiced, pulses * np.sqrt(period) + 0.05 * noise, noise)
    made, state = np.zeros(count * FRAME_SAMPLES), np.zeros(PREDICTION_ORDER)
    padded = np.pad(samples, (80, 240))
    for frame in range(count):
        window = padded[frame * 80 : frame * 80 + WINDOW_SAMPLES] * np.hamming(WINDOW_SAMPLES)
        filter_, gain = _prediction(window)
        here = slice(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES)
        made[here], state = signal.lfilter([gain], filter_, source[here], zi=state)
    return Utterance(made.astype(np.float32), utterance.mask)


def _prediction(window: np.ndarray) -> tuple[np.ndarray, float]:
    """Filter 1, -a1 … and gain of one window, by the autocorrelation method."""
    power = np.correlate(window, window, "full")[len(window) - 1 :][: PREDICTION_ORDER + 1]
    if power[0] < 1e-10:
        return np.concatenate(([1.0], np.zeros(PREDICTION_ORDER))), 0.0
    matrix = power[np.abs(np.subtract.outer(range(PREDICTION_ORDER), range(PREDICTION_ORDER)))]
    matrix = matrix + np.eye(PREDICTION_ORDER) * power[0] * 1e-3
    weights = np.linalg.solve(matrix, power[1:])
    error = max(power[0] - float(weights @ power[1:]), power[0] * 1e-4)
    return np.concatenate(([1.0], -weights)), float(np.sqrt(error / (0.4 * len(window))))


@functools.cache
def _syllable_filters() -> tuple[np.ndarray, np.ndarray]:
    band = signal.butter(2, SYLLABLE_BAND_HZ, "bandpass", fs=SAMPLE_RATE_HZ, output="sos")
    return band, signal.butter(2, SYLLABLE_RATE_HZ, fs=100.0, output="sos")


def syllable_count(utterance: Utterance) -> int:
    """Vowels of an utterance: peaks of the band's envelope, smoothed under 9 Hz.

    This is a second way of counting, by another band and another smoothing than the program's. It
    stands in for a transcript, which the recordings do not have.
    """
    band, smooth = _syllable_filters()
    padded = np.pad(utterance.samples.astype(np.float64), 1600)
    heard = signal.sosfiltfilt(band, padded)
    power = np.mean(heard[: len(heard) // 80 * 80].reshape(-1, 80) ** 2, axis=1)
    level = 10 * np.log10(np.maximum(power, 1e-8))
    level = signal.sosfiltfilt(smooth, level)
    peaks, _ = signal.find_peaks(level, prominence=SYLLABLE_DIP_DB,
                                 height=float(level.max()) - SYLLABLE_RANGE_DB)
    return max(len(peaks), 1)
