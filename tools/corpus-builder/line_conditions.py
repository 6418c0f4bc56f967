"""Noises beside the speech, rooms, gain and silence coding, as done to the channels of a call.

Every stretch of noise is noted as `nonSpeech` where its channel's party does not speak, on whole
frames of the truth, so that speech found there is false.
"""

from __future__ import annotations

import numpy as np

import voice_like_sounds as mouths
from augmentation import control_gains, pauses_replaced, step_gains
from noise_synthesis import NOISE_DBFS, noise, noises_of
from rendering import CallAudio, telephone_band
from signalling_tones import note_non_speech
from sound_effects import room_response
from sound_sources import coloured, fade_edges, scaled
from speech_frames import FRAME_SAMPLES, SAMPLE_RATE_HZ, active_level_dbfs, runs
from timeline import AGENT, CUSTOMER

SHORTEST_NOTED_SECONDS = 0.2  # shorter pauses are gaps that the truth fills
MACHINE_FAMILIES = ("engine", "fan", "hum", "typing", "room")
STRETCH_SECONDS = (6.0, 25.0)
CONTROL_MEAN_FRAMES = 500  # gain control is told as its mean over 5 s, a window of EV103
HISS_DBFS = -60.0
BREATH_BEFORE_SPEECH_SECONDS = (0.02, 0.12)


def note_noise(audio: CallAudio, name: str, channel: int, first_frame: int, end_frame: int
               ) -> None:
    """Notes a stretch of noise wherever its channel's party is silent."""
    shortest_frames = round(SHORTEST_NOTED_SECONDS * 100)
    end_frame = min(end_frame, audio.masks.shape[1])
    for start, end in runs(~audio.masks[channel, first_frame:end_frame]):
        if end - start >= shortest_frames:
            note_non_speech(audio, "noise", name, channel, (first_frame + start) * FRAME_SAMPLES,
                            (first_frame + end) * FRAME_SAMPLES)


def add_noise(audio: CallAudio, channel: int, name: str, samples: np.ndarray, snr_db: float
              ) -> None:
    """Noise over the whole call; its RMS is so far under the active speech level."""
    audio.samples[channel] += scaled(samples, audio.active_level_dbfs(channel) - snr_db)
    audio.notes.setdefault("noise", []).append(
        {"channel": channel, "kind": name, "snrDB": round(snr_db, 1)})
    note_noise(audio, name, channel, 0, audio.masks.shape[1])


def _add_stretch(audio: CallAudio, channel: int, name: str, first_frame: int, end_frame: int,
                 snr_db: float) -> None:
    """A noise of the registry; its loud frames are so far under the active speech level."""
    end_frame = min(end_frame, audio.masks.shape[1])
    count = (end_frame - first_frame) * FRAME_SAMPLES
    if count <= 0:
        return
    made = fade_edges(telephone_band(noise(name, count, audio.rng)))
    gain_db = audio.active_level_dbfs(channel) - snr_db - NOISE_DBFS
    here = slice(first_frame * FRAME_SAMPLES, end_frame * FRAME_SAMPLES)
    audio.samples[channel, here] += made * 10.0 ** (gain_db / 20.0)
    audio.notes.setdefault("noise", []).append(
        {"channel": channel, "kind": name, "snrDB": round(snr_db, 1),
         "startSeconds": first_frame / 100, "endSeconds": end_frame / 100})
    note_noise(audio, name, channel, first_frame, end_frame)


def _drawn(audio: CallAudio, families: tuple[str, ...] = ()) -> str:
    choices = noises_of(audio.split, families)
    return choices[int(audio.rng.integers(len(choices)))].name


def machine(audio: CallAudio) -> None:
    """Typing with the agent; engine, fan, hum, typing or room with the customer, all the call."""
    frames = audio.masks.shape[1]
    _add_stretch(audio, AGENT, _drawn(audio, ("typing",)), 0, frames,
                 float(audio.rng.uniform(10, 24)))
    _add_stretch(audio, CUSTOMER, _drawn(audio, MACHINE_FAMILIES), 0, frames,
                 float(audio.rng.uniform(8, 18)))


def noises(audio: CallAudio) -> None:
    """Each side by turns beside several noises of any kind, 3-25 dB under its speech."""
    rng, frames = audio.rng, audio.masks.shape[1]
    for channel in range(2):
        position = int(rng.integers(0, 500))
        while position < frames:
            seconds = float(rng.uniform(*STRETCH_SECONDS))
            end = position + int(seconds * 100)
            _add_stretch(audio, channel, _drawn(audio), position, end, float(rng.uniform(3, 25)))
            position = end + int(rng.integers(100, 1500))


def breath(audio: CallAudio) -> None:
    """Breath before every other stretch of speech, and mouth noises in pauses."""
    rng = audio.rng
    for channel in range(2):
        level = audio.active_level_dbfs(channel)
        for start, end in runs(~audio.masks[channel]):
            if end - start < 70 or rng.random() < 0.5:
                continue
            make = mouths.breath if rng.random() < 0.7 else mouths.mouth
            shot = telephone_band(make(rng))[: (end - start - 20) * FRAME_SAMPLES]
            shot = scaled(fade_edges(shot, 0.01), level - float(rng.uniform(12, 30)))
            gap = int(float(rng.uniform(*BREATH_BEFORE_SPEECH_SECONDS)) * SAMPLE_RATE_HZ)
            last = end * FRAME_SAMPLES - gap
            first = last - len(shot)
            audio.samples[channel, first:last] += shot
            note_non_speech(audio, "noise", make.__name__, channel, first, last)


def reverberation(audio: CallAudio) -> None:
    """One or both sides in a room of RT60 0.1-0.6 s; the truth stays that of the dry speech."""
    rng = audio.rng
    for channel in [[0], [1], [0, 1]][int(rng.integers(3))]:
        rt60_seconds, direct_db = float(rng.uniform(0.1, 0.6)), float(rng.uniform(0, 12))
        response = room_response(rt60_seconds, direct_db, rng)
        before = audio.active_level_dbfs(channel)
        for lane in (audio.samples, audio.speech):
            size = lane.shape[1]
            spectrum_size = 1 << int(np.ceil(np.log2(size + len(response))))
            lane[channel] = np.fft.irfft(np.fft.rfft(lane[channel], spectrum_size)
                                         * np.fft.rfft(response, spectrum_size))[:size]
        if audio.masks[channel].any():
            gain = 10.0 ** ((before - active_level_dbfs(audio.speech[channel],
                                                        audio.masks[channel])) / 20.0)
            audio.samples[channel] *= gain
            audio.speech[channel] *= gain
        audio.notes.setdefault("reverberation", []).append(
            {"channel": channel, "rt60Seconds": round(rt60_seconds, 2),
             "directDB": round(direct_db, 1)})


def gain_control(audio: CallAudio) -> None:
    """Level steps on one side, a slow gain control on the other, or the same on both."""
    kinds = [("steps", "control"), ("control", "steps"), ("steps", "steps"),
             ("control", "control")][int(audio.rng.integers(4))]
    for channel, kind in enumerate(kinds):
        samples = audio.samples[channel]
        gains = (step_gains(len(samples), audio.rng) if kind == "steps"
                 else control_gains(samples, audio.rng))
        audio.samples[channel] = samples * gains
        audio.speech[channel] *= gains
        note_gain(audio, channel, gains, 1 if kind == "steps" else CONTROL_MEAN_FRAMES)
        audio.notes.setdefault("gain", []).append({"channel": channel, "kind": kind})


def note_gain(audio: CallAudio, channel: int, gains: np.ndarray, mean_frames: int = 1) -> None:
    """Keeps a gain for the truth of levels: its mean over so many frames around each."""
    count = audio.masks.shape[1]
    gain_db = 20.0 * np.log10(np.maximum(gains[: count * FRAME_SAMPLES], 1e-6))
    gain_db = gain_db.reshape(count, -1).mean(axis=1)
    if mean_frames > 1:
        padded = np.pad(gain_db, mean_frames // 2, mode="edge")
        gain_db = np.convolve(padded, np.full(mean_frames, 1 / mean_frames), "valid")[:count]
    audio.gain_db[channel] += gain_db


def _step(audio: CallAudio, channel: int, spans: list[tuple[float, float]], step_db: float
          ) -> None:
    """Another gain within spans of seconds, reached over 5 ms."""
    seconds = (np.arange(audio.samples.shape[1]) + 0.5) / SAMPLE_RATE_HZ
    inside = np.zeros(len(seconds))
    for start, end in spans:
        inside[(seconds >= start) & (seconds < end)] = 1.0
    inside = np.convolve(np.pad(inside, 20, mode="edge"), np.full(41, 1 / 41), "valid")
    gains = 10.0 ** (step_db * inside / 20.0)
    audio.samples[channel] *= gains
    audio.speech[channel] *= gains
    note_gain(audio, channel, gains)
    audio.notes.setdefault("gainStep", []).append(
        {"channel": channel, "spans": [[round(a, 2), round(b, 2)] for a, b in spans],
         "stepDB": round(step_db, 1)})


def level_drop(audio: CallAudio) -> None:
    """One side 18-24 dB weaker from the middle of the call on, for 30-70 s or to the end."""
    rng, seconds = audio.rng, audio.masks.shape[1] / 100
    start = float(rng.uniform(0.25, 0.55)) * seconds
    end = seconds + 1 if rng.random() < 0.4 else start + float(rng.uniform(30, 70))
    _step(audio, int(rng.integers(2)), [(start, end)], -float(rng.uniform(18, 24)))


def level_step(audio: CallAudio) -> None:
    """One side's gain 7-12 dB up from somewhere in the call on, and back again in half of them."""
    rng, seconds = audio.rng, audio.masks.shape[1] / 100
    start = float(rng.uniform(0.3, 0.7)) * seconds
    end = seconds + 1 if rng.random() < 0.5 else start + float(rng.uniform(8, 40))
    _step(audio, int(rng.integers(2)), [(start, end)], float(rng.uniform(7, 12)))


def hiss(audio: CallAudio) -> None:
    """A floor of -60 dBFS on both sides."""
    for channel in range(2):
        add_noise(audio, channel, "white", coloured(audio.samples.shape[1], 0.0, audio.rng),
                  audio.active_level_dbfs(channel) - HISS_DBFS)


def comfort(audio: CallAudio) -> None:
    """Pauses of both sides not sent: comfort noise or digital zero instead, after a hangover.

    A transmitter lets tones and music pass as it does speech.
    """
    for channel in range(2):
        active = audio.masks[channel].copy()
        for sound in audio.non_speech:
            if sound.channel == channel and sound.kind in ("tone", "music"):
                active[int(sound.start_seconds * 100) : int(sound.end_seconds * 100) + 1] = True
        made, replaced = pauses_replaced(audio.samples[channel], active, audio.rng)
        audio.samples[channel] = made
        silent = all(not made[a * FRAME_SAMPLES : b * FRAME_SAMPLES].any() for a, b in replaced)
        audio.notes.setdefault("pausesReplaced", []).append(
            {"channel": channel, "count": len(replaced), "fill": "zero" if silent else "noise"})
        if not silent:
            for start, end in replaced:
                note_noise(audio, "comfortNoise", channel, start, end)
