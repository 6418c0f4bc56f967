"""The conditions a call can be recorded under, by name; `a+b` applies several.

Order is that of a real line: what is on the line first, then echo and leakage, then noise, then
what the recorder and its codec do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

import line_conditions as line
import signalling_tones as signalling
import sound_sources as sound
from codecs_round_trip import aligned, through_ffmpeg, through_sox
from loud_sounds import loud_sounds
from rendering import CallAudio, telephone_band
from speech_frames import SAMPLE_RATE_HZ
from timeline import AGENT, CUSTOMER, CallPlan
from voices import Voice, voices_of

Levels = tuple[float, float]
LINE_NOISE_RANGE_DBFS = (-75.0, -65.0)
SHORT_HOLD_EVERY_SECONDS = 35.0  # own choice: four or five in three minutes
ONE_SIDED_RATIO = 0.3  # of the calls with loud sounds: a side that never speaks


def _nothing_planned(_plan: CallPlan, _rng: np.random.Generator) -> None:
    return


def _same_levels(levels: Levels, _rng: np.random.Generator) -> Levels:
    return levels


def _nothing_done(_audio: CallAudio) -> None:
    return


@dataclass(frozen=True)
class Condition:
    """How a call's plan, levels and sound are changed."""

    name: str
    order: int
    description: str
    apply: Callable[[CallAudio], None] = _nothing_done
    plan: Callable[[CallPlan, np.random.Generator], None] = _nothing_planned
    levels: Callable[[Levels, np.random.Generator], Levels] = _same_levels


def add_line_noise(audio: CallAudio) -> None:
    """Weak hiss on both channels, each at its own level; part of every call."""
    for channel in range(2):
        level = float(audio.rng.uniform(*LINE_NOISE_RANGE_DBFS))
        noise = sound.coloured(audio.samples.shape[1], float(audio.rng.uniform(0, 4)), audio.rng)
        audio.samples[channel] += sound.scaled(noise, level)
        audio.notes.setdefault("lineNoiseDBFS", []).append(round(level, 1))


def _stationary(snr_db: float) -> Callable[[CallAudio], None]:
    """Speech-to-noise ratio: active speech level minus RMS of the noise, per channel."""

    def apply(audio: CallAudio) -> None:
        count = audio.samples.shape[1]
        for channel in range(2):
            name = str(audio.rng.choice(["white", "pink", "brown", "hum", "fan"]))
            falls = {"white": 0.0, "pink": 3.0, "brown": 6.0}
            if name in falls:
                noise = telephone_band(sound.coloured(count, falls[name], audio.rng))
            elif name == "hum":
                noise = sound.hum(count, audio.rng)
            else:
                noise = telephone_band(sound.fan(count, audio.rng))
            line.add_noise(audio, channel, name, noise, snr_db)

    return apply


_babble_talkers: list[Voice] = []


def _babble(audio: CallAudio) -> None:
    if not _babble_talkers:
        _babble_talkers.extend(voices_of("train"))
    speaking = {v.name for v in audio.voices}
    talkers = [v for v in _babble_talkers if v.name not in speaking]
    for channel in range(2):
        noise = sound.babble(audio.samples.shape[1], talkers, audio.rng)
        line.add_noise(audio, channel, "babble", noise, float(audio.rng.uniform(15, 28)))


def _low_level(levels: Levels, rng: np.random.Generator) -> Levels:
    quiet = float(rng.uniform(-48, -40))
    return (levels[0], quiet) if rng.random() < 0.7 else (quiet, levels[1])


def _plan_hold(plan: CallPlan, rng: np.random.Generator) -> None:
    at_seconds = float(rng.uniform(0.25, 0.55)) * plan.duration_seconds
    plan.holds = ((at_seconds, float(min(rng.uniform(20, 60), plan.duration_seconds / 3))),)


def _plan_short_holds(plan: CallPlan, rng: np.random.Generator) -> None:
    plan.holds = tuple(
        (number * SHORT_HOLD_EVERY_SECONDS - float(rng.uniform(0, 15)), float(rng.uniform(4, 13)))
        for number in range(1, max(2, int(plan.duration_seconds / SHORT_HOLD_EVERY_SECONDS))))


def _hold(audio: CallAudio) -> None:
    for event in (e for e in audio.timeline.events if e.kind == "hold"):
        start, end = event.start_frame * 80 + 4000, event.end_frame * 80 - 2400
        if end <= start:
            continue
        name, music = sound.hold_music(end - start, audio.split, audio.rng)
        level = float(audio.rng.uniform(-35, -20))
        music = sound.fade_edges(sound.scaled(music, level))
        # Played to the customer, hence on the agent's leg; some recorders have it on both.
        channels = [AGENT] if audio.rng.random() < 0.7 else [AGENT, CUSTOMER]
        for channel in channels:
            audio.samples[channel, start:end] += music
            signalling.note_non_speech(audio, "music", name, channel, start, end)


def _add_echo(audio: CallAudio, source: int, loss_db: float, delay: float,
              part: slice = slice(None)) -> None:
    """Adds one side to the other channel, by way of a small room; of a part of its samples only."""
    shift = int(delay * SAMPLE_RATE_HZ)
    room = audio.rng.standard_normal(160) * np.exp(-np.arange(160) / 30.0)
    room[0] = 3.0
    heard = np.zeros(audio.samples.shape[1])
    heard[part] = audio.speech[source][part]
    copy = np.convolve(heard, room / np.sqrt(np.sum(room**2)))
    copy = copy[: audio.samples.shape[1] - shift] * 10.0 ** (-loss_db / 20.0)
    audio.samples[1 - source, shift:] += copy
    audio.notes.setdefault("echo", []).append(
        {"from": source, "lossDB": round(loss_db, 1), "delaySeconds": round(delay, 3)})


def _echo(audio: CallAudio) -> None:
    """Each side heard again in the other channel, at -12 to -40 dB after 20 to 800 ms."""
    for source in [[0], [1], [0, 1], [0, 1]][int(audio.rng.integers(4))]:
        loss_db, delay = float(audio.rng.uniform(12, 40)), float(audio.rng.uniform(0.02, 0.8))
        _add_echo(audio, source, loss_db, delay)


def _echo_shift(audio: CallAudio) -> None:
    """One side's echo changes its delay and loss somewhere in the middle of the call."""
    source, count = int(audio.rng.integers(2)), audio.samples.shape[1]
    change = int(float(audio.rng.uniform(0.3, 0.7)) * count)
    for part in (slice(0, change), slice(change, count)):
        _add_echo(audio, source, float(audio.rng.uniform(12, 32)),
                  float(audio.rng.uniform(0.02, 0.8)), part)


def _echo_of(loss_db: float, delay_ms: float) -> Callable[[CallAudio], None]:
    """Both sides' echoes with a given loss and delay."""

    def apply(audio: CallAudio) -> None:
        for source in range(2):
            _add_echo(audio, source, loss_db, delay_ms / 1000.0)

    return apply


def _crosstalk(audio: CallAudio) -> None:
    for source in range(2):
        loss_db = float(audio.rng.uniform(25, 40))
        audio.samples[1 - source] += audio.speech[source] * 10.0 ** (-loss_db / 20.0)
        audio.notes.setdefault("crosstalkLossDB", []).append(round(loss_db, 1))


def _coded(round_trip: Callable[[np.ndarray], np.ndarray]) -> Callable[[CallAudio], None]:
    def apply(audio: CallAudio) -> None:
        audio.samples, delay = aligned(audio.samples, round_trip(audio.samples))
        audio.notes["codecDelaySamplesRemoved"] = delay

    return apply


def _packet_loss(audio: CallAudio) -> None:
    """20 ms packets lost in bursts (Gilbert 1960), filled with zeros or the packet before."""
    for channel in range(2):
        repeat = bool(audio.rng.random() < 0.5)
        into, stay = float(audio.rng.uniform(0.005, 0.025)), float(audio.rng.uniform(0.2, 0.6))
        lost, count = False, 0
        for start in range(160, audio.samples.shape[1] - 160, 160):
            lost = bool(audio.rng.random() < (stay if lost else into))
            if lost:
                count += 1
                before = audio.samples[channel, start - 160 : start]
                audio.samples[channel, start : start + 160] = before * 0.7 if repeat else 0.0
        audio.notes.setdefault("lostPackets", []).append(
            {"channel": channel, "count": count, "fill": "repeat" if repeat else "zero"})


def _clipping(audio: CallAudio) -> None:
    """Gain so that some of one or both sides' speech is cut at full scale."""
    channels = [[0], [1], [0, 1]][int(audio.rng.integers(3))]
    for channel in channels:
        gain_db = -float(audio.rng.uniform(4, 10)) - audio.active_level_dbfs(channel)
        audio.samples[channel] *= 10.0 ** (gain_db / 20.0)
        audio.speech[channel] *= 10.0 ** (gain_db / 20.0)
        audio.samples[channel] = np.clip(audio.samples[channel], -1.0, 1.0)
        ratio = float(np.mean(np.abs(audio.samples[channel]) >= 1.0))
        audio.notes.setdefault("clippedRatio", []).append(
            {"channel": channel, "ratio": round(ratio, 5)})


def _plan_raised(plan: CallPlan, _rng: np.random.Generator) -> None:
    plan.raised_ratio = 0.12


def _plan_shouting(plan: CallPlan, _rng: np.random.Generator) -> None:
    plan.raised_turn_ratio = 0.15


def _plan_one_sided(plan: CallPlan, rng: np.random.Generator) -> None:
    if rng.random() < ONE_SIDED_RATIO:
        plan.silent_party = int(rng.integers(2))


def _raised_levels(_levels: Levels, rng: np.random.Generator) -> Levels:
    return (float(rng.uniform(-32, -26)), float(rng.uniform(-32, -26)))


def _even_levels(_levels: Levels, rng: np.random.Generator) -> Levels:
    return (float(rng.uniform(-25, -20)), float(rng.uniform(-25, -20)))


def _quiet_line(_levels: Levels, rng: np.random.Generator) -> Levels:
    level = float(rng.uniform(-45, -40))
    return (level, level + float(rng.uniform(-1, 1)))


CONDITIONS: tuple[Condition, ...] = (
    Condition("clean", 0, "telephone band, line noise at -65 to -75 dBFS"),
    Condition("snr20", 30, "stationary noise, 20 dB under the speech", _stationary(20)),
    Condition("snr10", 30, "stationary noise, 10 dB under the speech", _stationary(10)),
    Condition("snr5", 30, "stationary noise, 5 dB under the speech", _stationary(5)),
    Condition("machine", 30, "typing; engine, fan, hum, room; changing with time", line.machine),
    Condition("noises", 30, "noises of any kind by turns, beside and without speech", line.noises),
    Condition("breath", 5, "breath and mouth noises before speech", line.breath),
    Condition("reverb", 6, "one or both sides in a room, RT60 0.1-0.6 s", line.reverberation),
    Condition("agc", 35, "level steps or slow gain control on each side", line.gain_control),
    Condition("comfort", 45, "pauses replaced by comfort noise or digital zero", line.comfort),
    Condition("babble", 30, "8-12 background talkers, 15-28 dB under", _babble),
    Condition("lowlevel", 0, "one side at -40 to -48 dBFS", levels=_low_level),
    Condition("hold", 10, "agent away 20-60 s, music", _hold, _plan_hold),
    Condition("shorthold", 10, "agent away 4-13 s, again and again, music", _hold,
              _plan_short_holds),
    Condition("ringback", 10, "ringing of five countries before the answer",
              signalling.ringback, signalling.plan_ringback),
    Condition("tones", 10, "key tones, beeps, busy or congestion tone",
              signalling.tones, signalling.plan_tones),
    Condition("dialling", 10, "dial tone, a number, ringing",
              signalling.dialling, signalling.plan_dialling),
    Condition("fax", 10, "a fax calls or answers before the agent speaks",
              signalling.fax, signalling.plan_ringback),
    Condition("beside", 10, "beeps and keys at -45 to -6 dBFS, also while the other side speaks",
              signalling.beside_speech),
    Condition("echo", 20, "the other side again, -12 to -40 dB, 20-800 ms", _echo),
    Condition("echoshift", 20, "one side's echo, whose path changes in mid-call", _echo_shift),
    Condition("crosstalk", 20, "leakage at -25 to -40 dB, no delay", _crosstalk),
    Condition("clipping", 40, "one or both sides cut at full scale", _clipping),
    Condition("packetloss", 60, "20 ms packets lost in bursts", _packet_loss),
    Condition("gsm", 50, "GSM 06.10 in WAV and back",
              _coded(lambda s: through_sox(s, ["-e", "gsm-full-rate"]))),
    Condition("mulaw", 50, "G.711 mu-law and back",
              _coded(lambda s: through_sox(s, ["-e", "mu-law"]))),
    Condition("alaw", 50, "G.711 A-law and back",
              _coded(lambda s: through_sox(s, ["-e", "a-law"]))),
    Condition("amr", 50, "AMR-NB at 12.2 kbit/s and back",
              _coded(lambda s: through_sox(s, ["-C", "7"], "amr-nb"))),
    Condition("opus24", 50, "Opus at 24 kbit/s and back",
              _coded(lambda s: through_ffmpeg(s, "ogg", ["-c:a", "libopus", "-b:a", "24k"]))),
    Condition("mp3-32", 50, "MP3 at 32 kbit/s and back",
              _coded(lambda s: through_ffmpeg(s, "mp3", ["-c:a", "libmp3lame", "-b:a", "32k"]))),
    Condition("raised", 0, "shouted utterances, often single words: +8 to +11 dB, +3 semitones",
              plan=_plan_raised, levels=_raised_levels),
    Condition("leveldrop", 35, "one side 18-24 dB weaker from the middle of the call on",
              line.level_drop, levels=_even_levels),
    Condition("levelstep", 35, "one side's gain 7-12 dB up from somewhere in the call on",
              line.level_step, levels=_raised_levels),
    Condition("shouting", 0, "whole turns shouted: +8 to +11 dB, +3 semitones",
              plan=_plan_shouting, levels=_raised_levels),
    Condition("sounds", 25, "recorded and other single sounds, up to 10 dB over the speech; some sides mute",
              loud_sounds, _plan_one_sided),
    Condition("quietline", 30, "both sides at -46 to -39 dBFS over a floor of -60 dBFS",
              line.hiss, levels=_quiet_line),
)


GIVEN_ECHO = re.compile(r"echo-(\d+)dB-(\d+)ms")


def _condition(name: str, known: dict[str, Condition]) -> Condition:
    given = GIVEN_ECHO.fullmatch(name)
    if given is None:
        return known[name]
    return Condition(name, 20, "both sides' echoes", _echo_of(float(given[1]), float(given[2])))


def named(combined: str) -> list[Condition]:
    """The conditions of a name such as `snr10+gsm`, in the order of the line.

    Beside the registered ones, `echo-12dB-350ms` is both sides' echoes with that loss and delay.

    Raises:
        KeyError: when a part is unknown.
    """
    known = {c.name: c for c in CONDITIONS}
    return sorted((_condition(part, known) for part in combined.split("+")), key=lambda c: c.order)
