"""Cases about codecs, containers, channels and roles, and files that are damaged but readable."""

from __future__ import annotations

from dataclasses import replace

from call_audio import CUSTOMER, Case
from line_effects import not_a_number
from outside_encoders import flac, gsm, mp3, opus
from speakers import ANNA, BEN, a, c
from wav_files import (float32, ima, mulaw, pcm8, pcm16, pcm24, truncated_mulaw,
                       unfinalised_mulaw)

_SHORT = Case(
    "short-call-stereo-8k-pcm16", "a short call", (
        a("Anna speaking", at=0.25),
        c("Hello I moved house", 0.25),
    ), 2.8, "wav", pcm16, "16-bit PCM in WAV", ANNA, BEN)


def _short(name: str, codec: str, holds: str = "a short call", **changes: object) -> Case:
    return replace(_SHORT, name=name, codec=codec, holds=holds, **changes)  # type: ignore[arg-type]


FILE_CASES: tuple[Case, ...] = (
    _SHORT,
    _short("short-call-stereo-8k-pcm8", "8-bit PCM in WAV",
           "a short call; coarse steps make no dropout", encoding=pcm8,
           no_events=("EV107",)),
    _short("short-call-stereo-8k-pcm24", "24-bit PCM in WAV", encoding=pcm24),
    _short("short-call-stereo-8k-ima-adpcm", "IMA ADPCM in WAV", encoding=ima),
    _short("short-call-stereo-16k-flac", "FLAC of 16 bits", encoding=flac, extension="flac",
           rate_hz=16_000),
    _short("short-call-stereo-16k-opus", "Opus in Ogg", encoding=opus, extension="opus",
           rate_hz=16_000),
    _short("short-call-stereo-8k-mp3", "MP3 (MPEG-2.5)", encoding=mp3, extension="mp3"),
    _short("mixed-call-mono-8k-gsm", "GSM 06.10 in WAV",
           "both parties in one channel, as the sidecar says", encoding=gsm, channels=("mix",),
           roles=("mixed",)),
    _short("dual-mono-stereo-8k-mulaw", "G.711 µ-law in WAV",
           "both parties in both channels: the same sound twice", encoding=mulaw,
           channels=("mix", "mix"), flags=("QC131",)),
    _short("unknown-roles-stereo-8k-mulaw", "G.711 µ-law in WAV",
           "the sidecar says that nobody knows who is on which channel; the second speaker "
           "pauses", encoding=mulaw, roles=("unknown", "unknown"), lines=(
               a("Hello this is Anna", at=0.3),
               c("I would like to", 0.3),
               c("to change my address", 1.3),
           ), duration_seconds=5.2, events=("EV101 speakerFloor",)),
    _short("truncated-stereo-8k-mulaw", "G.711 µ-law in WAV",
           "the header promises 4 s, the file holds 2.8 s and ends in a pause",
           encoding=truncated_mulaw, duration_seconds=4.0, readable_seconds=2.8),
    _short("unfinalised-stereo-8k-mulaw", "G.711 µ-law in WAV",
           "the recorder died before it wrote the sizes: they are 0",
           encoding=unfinalised_mulaw),
    _short("not-a-number-stereo-8k-float32", "32-bit float in WAV",
           "three samples of the customer are NaN", encoding=float32,
           effects=(not_a_number(CUSTOMER, (0.1, 1.8, 2.7)),)),
)
