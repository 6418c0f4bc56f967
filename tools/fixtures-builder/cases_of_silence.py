"""Cases about silence: its causes, slow answers, one-way calls."""

from __future__ import annotations

from dataclasses import replace

from call_audio import AGENT, CUSTOMER, Case
from line_effects import BOTH, clicks, digital_zero, music, rumble, tone
from speakers import ANNA, BEN, a, c
from wav_files import ima, mulaw

_QUIET = Case(
    "dead-air-stereo-8k-mulaw", "the customer asks, the agent answers after three seconds", (
        c("Can you see my booking", at=0.3),
        a("I found it", 3.0),
        c("That is good news", 0.3),
    ), 7.2, "wav", mulaw, "G.711 µ-law in WAV", ANNA, BEN,
    flags=("QC103",), events=("EV101 deadAir", "EV114 agent"))

# Further apart than the 0.2 s that a speech span bridges.
_KEY_STROKES_SECONDS = tuple(round(0.15 + 0.35 * index, 2) for index in range(15))

SILENCE_CASES: tuple[Case, ...] = (
    _QUIET,
    replace(_QUIET, name="agent-pause-stereo-8k-mulaw",
            holds="the agent stops for two seconds in the middle of a turn and goes on",
            lines=(
                a("Let me see", at=0.3),
                a("your invoice is from May", 2.0),
                c("That is the one", 0.3),
            ), duration_seconds=6.4, flags=(), events=("EV101 agentFloor agent",)),
    replace(_QUIET, name="too-much-silence-stereo-8k-mulaw",
            holds="a third of the call is silence, in pieces too short for dead air",
            lines=(
                a("Hello how can I help", at=0.25),
                c("I need a copy of my bill", 1.3),
                c("the one of last year", 1.3),
                a("All right", 1.3),
                c("Thanks", 0.6),
            ), duration_seconds=10.0, flags=("QC104",), events=("EV101",)),
    replace(_QUIET, name="slow-response-stereo-8k-mulaw",
            holds="the agent needs more than a second for each of three answers",
            lines=(
                c("Is it open today", at=0.3),
                a("It is", 1.3),
                c("And on Sunday", 0.25),
                a("No", 1.3),
                c("What about Monday", 0.25),
                a("Yes", 1.3),
            ), duration_seconds=9.6, flags=("QC127",), events=("EV114 agent",)),
    replace(_QUIET, name="silent-call-stereo-8k-mulaw",
            holds="nobody answers the agent's prompts; the customer's line is alive",
            lines=(
                a("Good morning what can I do for you", at=0.4),
                a("Hello is there anybody on the line", 2.1),
                a("I hang up now", 2.1),
            ), duration_seconds=10.0, flags=("QC110", "QC111"),
            events=("EV112 comfortNoise customer", "EV101 agentFloor agent")),
    replace(_QUIET, name="hold-stereo-8k-ima-adpcm", encoding=ima,
            codec="IMA ADPCM in WAV",
            holds="the agent announces a wait, is silent for more than four seconds, comes back",
            lines=(
                c("Is it in stock", at=0.3),
                a("One moment please", 0.3),
                a("Thank you for waiting", 4.4),
                c("No problem", 0.3),
            ), duration_seconds=10.0, flags=(), events=("EV101 hold",)),
    replace(_QUIET, name="hold-music-stereo-8k-ima-adpcm", encoding=ima,
            codec="IMA ADPCM in WAV",
            holds="the same with music on the agent's channel; music is no speech",
            lines=(
                c("Is it in stock", at=0.3),
                a("One moment please", 0.3),
                a("Thank you for waiting", 4.4),
                c("No problem", 0.3),
            ), duration_seconds=10.0, flags=(), events=("EV101 hold",),
            effects=(music(AGENT, 3.0, 6.5, -28.0),)),
    replace(_QUIET, name="recording-paused-stereo-8k-mulaw",
            holds="the recorder pauses for three seconds: digital zero on both channels",
            lines=(
                a("Your card number please", at=0.3),
                c("All done", at=4.9),
                a("Thank you very much", 0.3),
            ), duration_seconds=7.8, flags=(), events=("EV101 recordingPaused",),
            effects=(digital_zero(BOTH, 1.76, 4.86),)),
    replace(_QUIET, name="ringback-stereo-8k-mulaw",
            holds="one ring of 450 Hz (China) before the answer; a tone is no speech",
            lines=(
                a("Hello this is Anna", at=3.2),
                c("Hi it is me again", 0.3),
            ), duration_seconds=6.6, flags=(), events=("EV101 beforeAnswer",),
            effects=(tone((CUSTOMER,), (450.0,), 0.5, 1.5, -22.0),)),
    replace(_QUIET, name="signal-tones-stereo-8k-ima-adpcm", encoding=ima,
            codec="IMA ADPCM in WAV",
            holds="dial tone, three keys, a fax answering, a beep, then the agent; no tone is speech",
            lines=(
                a("Hello this is Anna", at=8.6),
            ), duration_seconds=10.0, flags=("QC110", "QC111"),
            events=("EV109 dialTone customer", "EV109 dtmf customer", "EV109 fax customer",
                    "EV109 beep customer"),
            effects=(tone((CUSTOMER,), (350.0, 440.0), 0.2, 3.3, -22.0),
                     *(tone((CUSTOMER,), (770.0, 1336.0), s, s + 0.1, -20.0)
                       for s in (3.6, 3.8, 4.0)),
                     tone((CUSTOMER,), (2100.0,), 4.7, 7.5, -22.0),
                     tone((CUSTOMER,), (1400.0,), 8.0, 8.3, -22.0))),
    replace(_QUIET, name="busy-tone-stereo-8k-ima-adpcm", encoding=ima,
            codec="IMA ADPCM in WAV",
            holds="busy tone of 450 Hz on the customer's leg after goodbye; a tone is no speech",
            lines=(
                c("That was all goodbye", at=0.3),
                a("Goodbye", 0.3),
            ), duration_seconds=6.0, flags=(), events=("EV101 afterCall",),
            effects=tuple(tone((CUSTOMER,), (450.0,), s, s + 0.35, -22.0)
                          for s in (3.4, 4.1, 4.8, 5.5))),
    replace(_QUIET, name="one-way-dead-customer-stereo-8k-mulaw",
            holds="the customer's channel is digital zero while the agent speaks",
            lines=(
                a("Good morning this is the service desk I cannot hear you please call us once "
                  "again", at=0.3),
            ), duration_seconds=6.2, flags=("QC128",),
            events=("EV112 digitalZero customer", "EV101 afterCall"),
            effects=(digital_zero((CUSTOMER,), 0.0, 6.2),)),
    replace(_QUIET, name="one-way-no-agent-stereo-8k-mulaw",
            holds="the agent's channel has line noise only while the customer speaks",
            lines=(
                c("Hello is anybody there I can hear a noise but nobody is speaking to me this "
                  "is odd", at=0.3),
            ), duration_seconds=5.4, flags=("QC128",), events=("EV112 comfortNoise agent",)),
    replace(_QUIET, name="one-way-typing-agent-stereo-8k-mulaw",
            holds="the agent's channel has key strokes, three a second, but no speech",
            lines=(
                c("Hello I can hear that you are typing so please say something to me or I will "
                  "hang up", at=0.3),
            ), duration_seconds=5.4, flags=("QC128",),
            events=("EV112 belowSpeechLevel agent",),
            effects=(clicks(AGENT, _KEY_STROKES_SECONDS, -40.0),)),
    replace(_QUIET, name="one-way-room-noise-stereo-8k-mulaw",
            holds="the agent's channel has weak noise that swells every 1.7 s, but no speech",
            lines=(
                c("Hello I can hear that you are in the room so please say something or I will "
                  "hang up", at=0.3),
            ), duration_seconds=5.4, flags=("QC128",), events=("EV112 comfortNoise agent",),
            effects=(rumble(AGENT, 1.7, -74.0, -60.0),)),
    replace(_QUIET, name="quiet-start-stereo-8k-mulaw",
            holds="nobody speaks for a second and a half after the recording starts",
            lines=(
                a("Hello this is Anna", at=1.5),
                c("Hi it is me", 0.3),
            ), duration_seconds=4.0, flags=(), events=("EV101 beforeAnswer",)),
)
