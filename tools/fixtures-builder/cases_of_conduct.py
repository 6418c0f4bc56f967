"""Cases about what the agent does: answering, holds, prompts, own voice, the end."""

from __future__ import annotations

from dataclasses import replace

from call_audio import AGENT, CUSTOMER, Case
from line_effects import digital_zero, music, tone
from speakers import (ANNA, BEN, BRISK_ANNA, DRAWLING_BEN, LOUD_BEN, LOUDER_BEN, SHOUTING_ANNA,
                      SHOUTING_BEN, a, c)
from wav_files import ima

_SLOW = Case(
    "slow-answer-stereo-8k-ima-adpcm", "the agent's first word comes after five seconds", (
        a("Good morning", at=5.2),
        c("I would like to know my balance", 0.3),
    ), 8.6, "wav", ima, "IMA ADPCM in WAV", ANNA, BEN,
    flags=("QC113",), events=("EV101 beforeAnswer",))

CONDUCT_CASES: tuple[Case, ...] = (
    _SLOW,
    replace(_SLOW, name="no-greeting-stereo-8k-ima-adpcm",
            holds="the customer has to speak first, for three seconds",
            lines=(
                c("Hello is anybody there I am calling because of my glasses from May", at=0.4),
                a("Yes I am here", 0.3),
            ), duration_seconds=6.2, flags=("QC114",), events=()),
    replace(_SLOW, name="hold-too-long-stereo-8k-ima-adpcm",
            holds="an announced wait of more than five seconds",
            lines=(
                a("One moment please", at=0.3),
                a("Thank you", 5.5),
                c("No problem I could wait", 0.3),
            ), duration_seconds=10.0, flags=("QC116",), events=("EV101 hold",)),
    replace(_SLOW, name="hold-unannounced-stereo-8k-ima-adpcm",
            holds="music begins more than two seconds after the agent's last word",
            lines=(
                a("Let me see", at=0.3),
                c("It is about the glasses that I ordered at your shop in May", 0.25),
                a("I have them here", 4.2),
            ), duration_seconds=10.0, flags=("QC117",), events=("EV101 hold",),
            effects=(music(AGENT, 4.3, 8.3, -26.0),)),
    replace(_SLOW, name="agent-raises-voice-stereo-8k-ima-adpcm",
            holds="the agent speaks 8 dB louder to a customer at -42 dBFS",
            lines=(
                a("Good morning this is the shop", at=0.3),
                c("Hello I wanted to ask whether my new glasses have come in", 0.25),
                a("Could you please speak up a little", 0.3, gain_db=8.0),
            ), duration_seconds=9.0, agent_dbfs=-25.0, customer_dbfs=-42.0,
            flags=("QC107", "QC112"), events=("EV103 belowLevel customer",)),
    replace(_SLOW, name="agent-stays-quiet-stereo-8k-ima-adpcm",
            holds="the agent lies at -42 dBFS in both turns",
            lines=(
                a("Good morning this is the glasses shop", at=0.3),
                c("I can hardly hear you", 0.25),
                a("They came in yesterday and you can pick them up from noon", 0.25),
            ), duration_seconds=7.8, agent_dbfs=-42.0, flags=("QC106", "QC108"),
            events=("EV103 belowLevel agent",)),
    replace(_SLOW, name="channel-skew-stereo-8k-ima-adpcm",
            holds="the customer's channel runs 1 s ahead: every answer covers the question's end",
            lines=(
                a("Good morning this is the shop", at=0.3),
                c("Hello my glasses please", -0.8),
                a("What is your name", 1.2),
                c("It is Miller from May", -0.8),
                a("They are here now", 1.2),
            ), duration_seconds=9.5, flags=("QC133",), events=()),
    replace(_SLOW, name="poor-matching-stereo-8k-ima-adpcm",
            holds="the customer speaks slowly and pauses, the agent does neither, to the end",
            lines=(
                a("Welcome what can I do for you", at=0.3),
                c("My printer", 0.25), c("is broken", 0.45),
                a("Then please open the cover now", 0.25),
                c("It is", 0.25), c("open now", 0.45),
            ), duration_seconds=10.0, agent=BRISK_ANNA, customer=DRAWLING_BEN,
            flags=("QC121",), events=()),
    replace(_SLOW, name="shouting-stereo-8k-ima-adpcm",
            holds="the customer shouts twice, and the agent shouts back",
            lines=(
                a("Good morning how can I help", at=0.3),
                c("I am calling because of the glasses that I ordered", 0.25),
                c("Where are my glasses now", 0.3, gain_db=12.0, voice=SHOUTING_BEN),
                a("You do not shout at me", 0.25, gain_db=12.0, voice=SHOUTING_ANNA),
                c("I shout as I want", 0.25, gain_db=12.0, voice=SHOUTING_BEN),
            ), duration_seconds=10.0, agent_dbfs=-26.0, customer_dbfs=-28.0,
            flags=("QC122", "QC123"), events=("EV104 customer", "EV104 agent")),
    replace(_SLOW, name="agent-hangs-up-stereo-8k-ima-adpcm",
            holds="the agent's leg is dead a second before the customer's",
            lines=(
                c("Thank you very much", at=0.3),
                a("Goodbye", 0.3),
            ), duration_seconds=4.0, flags=("QC124",), events=(),
            effects=(digital_zero((AGENT,), 3.0, 4.0),)),
    replace(_SLOW, name="swapped-suspected-stereo-8k-ima-adpcm",
            holds="it rings on the customer's channel, and a greeting follows there",
            lines=(
                c("Good morning this is the bank how can I help you", at=2.2),
                a("I have lost my card", 0.3),
            ), duration_seconds=7.4, flags=("QC132",), events=("EV109 ringback customer",),
            effects=(tone((CUSTOMER,), (450.0,), 0.5, 1.5, -22.0),)),
    replace(_SLOW, name="agitated-customer-stereo-8k-ima-adpcm",
            holds="the customer gets louder, higher and faster",
            lines=(
                a("Good morning how can I help", at=0.3),
                c("My parcel has not come and I am waiting for it", 0.25,
                  gain_db=-5.0),
                c("Nobody told me when it would be here again", 0.25, voice=LOUD_BEN),
                c("and now you ask me to wait for another long week until it comes", 0.25, gain_db=5.0,
                  voice=LOUDER_BEN),
            ), duration_seconds=10.0, flags=("QC134",), events=()),
)
