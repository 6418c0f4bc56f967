"""Who speaks in the cases, and short ways to write lines."""

from __future__ import annotations

from dataclasses import replace

from call_audio import AGENT, CUSTOMER, Say
from espeak import Voice

ANNA = Voice("en-us+f3", pitch=60, speed_wpm=160, intonation_percent=140)  # agent
BEN = Voice("en-gb+m3", pitch=30, speed_wpm=165)  # customer
# Debian's espeak-ng has no list of characters: only pinyin is spoken with tones.
MEI = Voice("cmn-latn-pinyin+f2", pitch=60, speed_wpm=150, intonation_percent=160)  # agent
LI = Voice("cmn-latn-pinyin+m3", pitch=35, speed_wpm=160)  # customer
LUCIA = Voice("es+f4", pitch=62, speed_wpm=165)  # agent
PABLO = Voice("es-419+m7", pitch=30, speed_wpm=165)  # customer
KURT = Voice("de+m1", pitch=32, speed_wpm=155)  # agent
GRETE = Voice("de+f3", pitch=70, speed_wpm=155)  # customer

FLAT_DAN = Voice("en-us+m1", pitch=75, speed_wpm=165, intonation_percent=0)  # agent
FAST_ANNA = replace(ANNA, speed_wpm=360)
SLOW_ANNA = replace(ANNA, speed_wpm=80)  # 80 is the slowest that espeak-ng speaks
BRISK_ANNA = replace(ANNA, speed_wpm=220)
DRAWLING_BEN = replace(BEN, speed_wpm=90)
LOUD_BEN = replace(BEN, pitch=55, speed_wpm=190)
LOUDER_BEN = replace(BEN, pitch=80, speed_wpm=240)
SHOUTING_BEN = replace(BEN, pitch=80, speed_wpm=150)
SHOUTING_ANNA = replace(ANNA, pitch=95, speed_wpm=150)


def a(text: str, gap_seconds: float = 0.3, at: float | None = None, gain_db: float = 0.0,
      voice: Voice | None = None) -> Say:
    """The agent says something."""
    return Say(AGENT, text, gap_seconds, at, gain_db, voice)


def c(text: str, gap_seconds: float = 0.3, at: float | None = None, gain_db: float = 0.0,
      voice: Voice | None = None) -> Say:
    """The customer says something."""
    return Say(CUSTOMER, text, gap_seconds, at, gain_db, voice)
