"""Cases about who speaks when and how."""

from __future__ import annotations

from dataclasses import replace

from call_audio import Case
from speakers import (ANNA, BEN, FAST_ANNA, FLAT_DAN, GRETE, KURT, LI, LUCIA, MEI, PABLO,
                      SLOW_ANNA, a, c)
from wav_files import alaw, ima, mulaw

_ORDINARY = Case(
    "good-70-30-stereo-8k-mulaw", "an ordinary call, 70 % customer", (
        a("Good morning and welcome", at=0.3),
        c("Hello I moved to a new flat and my parcel went to the old address last week", 0.25),
        a("What is the number", 0.25),
        c("It is seven four two nine", 0.3),
    ), 9.8, "wav", mulaw, "G.711 µ-law in WAV", ANNA, BEN)
# Half the bytes, for cases that no coding noise can change.
_ADPCM = replace(_ORDINARY, encoding=ima, codec="IMA ADPCM in WAV")

CONVERSATION_CASES: tuple[Case, ...] = (
    _ORDINARY,
    replace(_ORDINARY, name="good-mandarin-backchannel-stereo-8k-alaw",
            holds="a good call in Mandarin; the agent says en while the customer goes on",
            lines=(
                a("nin2 hao3 qing3 shuo1", at=0.3),
                c("wo3 shang4 ge4 xing1 qi1 mai3 de5 shou3 ji1 ping2 mu4 huai4 le5 "
                  "ke3 yi3 huan4 xin1 de5 ma5", 0.3),
                a("en4", at=4.2),
                a("hao3 de5 qing3 deng3", at=7.8),
            ), encoding=alaw, codec="G.711 A-law in WAV", agent=MEI, customer=LI,
            events=("EV102 backchannel agent",)),
    replace(_ORDINARY, name="good-spanish-swapped-stereo-8k-mulaw",
            holds="a good call in Spanish; channel 0 is the customer, as the sidecar says",
            lines=(
                a("Buenos días en qué puedo ayudarle", at=0.3),
                c("Quisiera cambiar la fecha de mi vuelo porque tengo una reunión el martes", 0.3),
                a("Para qué día", 0.3),
                c("Para el viernes", 0.3),
            ), agent=LUCIA, customer=PABLO, channels=(1, 0), roles=("customer", "agent"),
            metadata={"agentId": "lucia", "direction": "inbound"}),
    replace(_ORDINARY, name="good-german-pause-stereo-8k-mulaw",
            holds="a good call in German; the customer pauses for more than a second",
            lines=(
                a("Guten Tag was kann ich für Sie tun", at=0.3),
                c("Meine Rechnung stimmt diesen Monat nicht", 0.3),
                c("ich habe den Vertrag schon im Januar gekündigt", 1.2),
                a("Gern", 0.3),
            ), agent=KURT, customer=GRETE, events=("EV101 customerFloor customer",)),
    replace(_ADPCM, name="talk-ratio-agent-heavy-stereo-8k-ima-adpcm",
            holds="the agent speaks most of the time, in several turns",
            lines=(
                a("Welcome to the service desk how can I help you", at=0.3),
                c("My printer is broken", 0.25),
                a("Then please switch it off and open the cover", 0.25),
                c("Done", 0.25),
                a("Hold the green button", 0.25),
            ), flags=("QC101",)),
    replace(_ADPCM, name="agent-interrupts-stereo-8k-ima-adpcm",
            holds="the agent talks into the customer's story three times, over a second each",
            lines=(
                c("So the first time I rang about the heating you told me that somebody would "
                  "come on Monday and nobody came and then on Tuesday the same thing happened "
                  "all over again", at=0.3),
                a("Did you wait for us at home", at=1.8),
                a("Which of my colleagues was that", at=4.4),
                a("Was the door bell working then", at=7.0),
            ), flags=("QC102",), events=("EV102 interruption agent",)),
    replace(_ORDINARY, name="talk-over-stereo-8k-mulaw",
            holds="one interruption by the customer, who gets the floor; a turn that starts early",
            lines=(
                a("First of all you have to fill in the long yellow form", at=0.3),
                c("No wait I have filled in that form already and sent it to you by post", -0.9),
                a("Oh then it must be here", -0.35),
                c("I do hope so because it was the original", 0.25),
            ), duration_seconds=10.0,
            events=("EV102 interruption customer", "EV102 transition")),
    replace(_ORDINARY, name="dual-start-stereo-8k-mulaw",
            holds="after a joint silence both start at the same time",
            lines=(
                c("I am not sure about that", at=0.3),
                a("Shall we try", 1.2),
                c("Maybe I should write it down first", -0.9),
                a("Please do", 0.3),
            ), duration_seconds=6.6, events=("EV102 dualStart",)),
    replace(_ORDINARY, name="monotone-agent-stereo-8k-mulaw",
            holds="the agent's intonation is flat",
            lines=(
                a("Your order has been received and will be shipped on Monday", at=0.3),
                c("I hoped that it would be here before the weekend", 0.25),
            ), agent=FLAT_DAN, duration_seconds=7.0, flags=("QC118",)),
    replace(_ADPCM, name="fast-agent-stereo-8k-ima-adpcm",
            holds="the agent speaks far too fast",
            lines=(
                a("Welcome to the telephone company my name is Anna and I would like to tell you "
                  "about a lot of wonderful summer holiday options", at=0.3),
                c("Could you please say that again a little slower", 0.25),
            ), agent=FAST_ANNA, duration_seconds=7.0, flags=("QC115", "QC119")),
    replace(_ADPCM, name="slow-agent-stereo-8k-ima-adpcm",
            holds="the agent speaks far too slowly",
            lines=(
                a("Please wait while I look this up", at=0.3),
                c("I would like to know how long this repair is going to take", 0.25),
            ), agent=SLOW_ANNA, duration_seconds=7.6, flags=("QC120",)),
    replace(_ADPCM, name="agent-monologue-stereo-8k-ima-adpcm",
            holds="the agent holds the floor for more than five seconds",
            lines=(
                c("What does it cost", at=0.3),
                a("The basic plan costs twelve a month and the family plan costs nineteen with "
                  "a router", 0.25),
            ), duration_seconds=7.8, flags=("QC126",), events=("EV113 agent",)),
)
