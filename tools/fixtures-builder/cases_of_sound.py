"""Cases about level, noise and faults of the line."""

from __future__ import annotations

from dataclasses import replace

from call_audio import AGENT, CUSTOMER, Case
from line_effects import dc_offset, echo, lost_packets, noise, overdriven
from speakers import ANNA, BEN, a, c
from wav_files import ima, mulaw

_CALL = Case(
    "customer-too-quiet-stereo-8k-mulaw", "the customer is hard to hear: -42 dBFS", (
        a("Good morning", at=0.25),
        c("Hello I moved to a new flat and my parcel went to the old address last week", 0.25),
        a("Pardon", 0.25),
        c("It went to the old address", 0.3),
    ), 8.6, "wav", mulaw, "G.711 µ-law in WAV", ANNA, BEN, customer_dbfs=-42.0,
    flags=("QC105", "QC112"), events=("EV103 belowLevel customer",))
_LOUD = replace(_CALL, customer_dbfs=-23.0, flags=(), events=())

SOUND_CASES: tuple[Case, ...] = (
    _CALL,
    replace(_LOUD, name="agent-too-quiet-stereo-8k-mulaw",
            holds="the agent lies 17 dB under the customer, above the fixed limit",
            lines=(
                c("I wanted to ask whether my new glasses have arrived", at=0.3),
                a("They came in yesterday and you can pick them up from noon on", 0.25),
                c("That is good and what about the other pair", 0.25),
            ), agent_dbfs=-34.0, customer_dbfs=-17.0, duration_seconds=9.6,
            flags=("QC106", "QC108"), events=("EV103 belowOtherSide agent",)),
    replace(_LOUD, name="quiet-line-stereo-8k-ima-adpcm",
            holds="both sides lie at -43 dBFS: the line is quiet, nobody is to blame",
            agent_dbfs=-43.0, customer_dbfs=-43.0, encoding=ima, codec="IMA ADPCM in WAV",
            events=("EV103 quietLine",)),
    replace(_LOUD, name="noisy-customer-stereo-8k-mulaw",
            holds="the customer's line hisses, 6 dB under the speech",
            effects=(noise(CUSTOMER, 6.0),), flags=("QC109", "QC112"), events=("EV105 customer",)),
    replace(_LOUD, name="clipped-customer-stereo-8k-mulaw",
            holds="the customer's speech is cut at full scale",
            lines=(
                a("Good morning and welcome", at=0.3),
                c("Hello I am calling from the building site and it is loud here", 0.25),
            ), duration_seconds=6.4,
            effects=(overdriven(CUSTOMER, 18.0),), flags=("QC129",),
            events=("EV106 customer",)),
    replace(_LOUD, name="dropouts-zero-stereo-8k-mulaw",
            holds="packets of the customer are missing: 40 ms of digital zero, five times",
            effects=(lost_packets(CUSTOMER, (2.1, 2.8, 3.5, 4.2, 4.9)),), flags=("QC130",),
            events=("EV107 zeroGap customer",)),
    replace(_LOUD, name="dropouts-repeated-stereo-8k-mulaw",
            holds="lost packets of the customer are filled with the one before, five times",
            effects=(lost_packets(CUSTOMER, (2.1, 2.8, 3.5, 4.2, 4.9), repeats=True),),
            flags=("QC130",), events=("EV107 repeatedPacket customer",)),
    replace(_LOUD, name="dc-offset-agent-stereo-8k-mulaw",
            holds="the agent's channel is off zero by 3 % of full scale",
            lines=(
                a("Good morning and welcome", at=0.3),
                c("I would like to speak to Anna", 0.25),
            ), duration_seconds=4.8, effects=(dc_offset(AGENT, 0.03),), events=("EV108 agent",)),
    replace(_LOUD, name="echo-stereo-8k-ima-adpcm",
            holds="the agent's channel has the customer again, 15 dB weaker and 0.3 s later",
            effects=(echo(CUSTOMER, 15.0, 0.3),), encoding=ima, codec="IMA ADPCM in WAV",
            events=("EV111 agent",), no_events=("EV102 interruption",)),
    replace(_LOUD, name="abrupt-end-stereo-8k-mulaw",
            holds="the file ends in the middle of a word",
            lines=(
                a("Hello what happened", at=0.3),
                c("My neighbour has just told me that the water is running out", 0.3),
            ), duration_seconds=4.0, is_cut=True, flags=("QC125",)),
)
