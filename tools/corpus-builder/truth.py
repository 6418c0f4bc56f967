"""Truth of a call as read from its frames, and the files it is written to.

A silence is a run of frames in which neither side speaks, of 1.0 s or more, whatever tone, music or
noise sounds meanwhile. Its cause: `beforeAnswer` up to the first speech, `afterCall` after the
last, `hold` and the planted `deadAir`, `customerFloor`, `agentFloor` as planned; an unplanned one
is the floor's pause when the same side spoke before and after, else `deadAir`.
What joint speech is called stands in `overlap_truth.py`.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from level_truth import low_volume
from overlap_truth import overlaps
from rendering import CallAudio, ToneSequence
from speech_frames import FRAME_SECONDS, clean_mask, runs, spans_of
from timeline import AGENT, CUSTOMER, PARTY_NAMES, PlannedEvent

SHORTEST_SILENCE_SECONDS = 1.0  # EV101


def _seconds(frame: int) -> float:
    return round(frame * FRAME_SECONDS, 2)


def _shared_frames(event: PlannedEvent, start: int, end: int) -> int:
    return min(event.end_frame, end) - max(event.start_frame, start)


def silences(masks: np.ndarray, events: list[PlannedEvent]) -> list[dict[str, object]]:
    """Joint silences of 1 s and more, with their cause."""
    planned = [e for e in events if e.kind in ("silence", "hold")]
    found = []
    for start, end in runs(~masks.any(axis=0)):
        if (end - start) * FRAME_SECONDS < SHORTEST_SILENCE_SECONDS - 1e-9:
            continue
        best = max(planned, key=lambda e: _shared_frames(e, start, end), default=None)
        if start == 0:
            cause = "beforeAnswer"
        elif end == masks.shape[1]:
            cause = "afterCall"
        elif best is not None and _shared_frames(best, start, end) * 2 > end - start:
            cause = str(best.values["cause"])
        else:
            before, after = masks[:, start - 1], masks[:, end]
            same = (before & after).any() and not (before & after).all()
            party = CUSTOMER if after[CUSTOMER] else AGENT
            cause = f"{PARTY_NAMES[party]}Floor" if same else "deadAir"
        found.append({"startSeconds": _seconds(start), "endSeconds": _seconds(end),
                      "cause": cause})
    return found


LONGEST_KEY_GAP_SECONDS = 3.0  # EV109: longer apart, or with own words between, numbers are two


def _joined_numbers(tones: list[ToneSequence], masks: np.ndarray) -> list[ToneSequence]:
    joined: list[ToneSequence] = []
    last_number: dict[int, ToneSequence] = {}
    for tone in sorted(tones, key=lambda t: (t.start_seconds, t.channel)):
        last = last_number.get(tone.channel)
        if tone.cause == "dtmf":
            if last is not None and tone.start_seconds - last.end_seconds <= (
                    LONGEST_KEY_GAP_SECONDS):
                first, end = int(last.end_seconds * 100), int(tone.start_seconds * 100)
                if not masks[tone.channel, first:end].any():
                    last.end_seconds = tone.end_seconds
                    last.count += tone.count
                    continue
            last_number[tone.channel] = tone
        joined.append(tone)
    return joined


def _tone_entry(tone: ToneSequence) -> dict[str, object]:
    """One event EV109; only keys are counted, and never named."""
    entry: dict[str, object] = {
        "cause": tone.cause, "party": PARTY_NAMES[tone.channel], "channel": tone.channel,
        "startSeconds": tone.start_seconds, "endSeconds": tone.end_seconds}
    if tone.cause == "dtmf":
        entry["digitCount"] = tone.count
    return entry


def truth_of(audio: CallAudio, call_id: str, condition: str, seed: int) -> dict[str, object]:
    """Everything known about one call, ready for JSON."""
    masks, events = audio.masks, audio.timeline.events
    speech_frames = [int(masks[c].sum()) for c in range(2)]
    parties = {}
    for channel, name in enumerate(PARTY_NAMES):
        voice = audio.voices[channel]
        parties[name] = {
            "channel": channel, "speech": spans_of(masks[channel]),
            "speechSeconds": _seconds(speech_frames[channel]),
            "activeLevelDBFS": round(audio.active_level_dbfs(channel), 2),
            "voice": voice.name, "sex": voice.sex, "voiceF0Hz": round(voice.f0_hz, 1),
        }
    raised = [{"party": PARTY_NAMES[i.party], "startSeconds": _seconds(i.start_frame),
               "endSeconds": _seconds(min(i.end_frame, masks.shape[1])),
               "speechSeconds": _seconds(int(masks[i.party, i.start_frame : i.end_frame].sum()))}
              for i in audio.timeline.items if i.role == "raised"]
    third = {} if audio.third is None else {"thirdParty": {
        "side": PARTY_NAMES[audio.third.party], "voice": audio.third.voice.name,
        "sex": audio.third.voice.sex, "voiceF0Hz": round(audio.third.voice.f0_hz, 1),
        "fromSeconds": round(audio.third.from_seconds, 2),
        "speech": spans_of(clean_mask(audio.third_mask))}}
    return {
        "schema": "callsift.corpus-truth/1", "callId": call_id, "condition": condition,
        "split": audio.split, "seed": seed, "durationSeconds": _seconds(masks.shape[1]),
        "customerRatio": round(speech_frames[CUSTOMER] / max(sum(speech_frames), 1), 4),
        "parties": parties,
        "silences": silences(masks, events), "overlaps": overlaps(masks, events),
        "raisedVoice": raised, "lowVolume": low_volume(audio),
        "nonSpeech": [{"kind": n.kind, "name": n.name, "channel": n.channel,
                       "startSeconds": n.start_seconds, "endSeconds": n.end_seconds}
                      for n in audio.non_speech],
        "tones": [_tone_entry(t) for t in _joined_numbers(audio.tone_sequences, masks)],
        "notes": audio.notes, **third,
    }


def write_rttm(path: Path, call_id: str, masks: np.ndarray, is_mono: bool = False) -> None:
    """SPEAKER lines of both parties by start; the channel column counts from 1."""
    lines = []
    for channel, name in enumerate(PARTY_NAMES):
        for start, end in spans_of(masks[channel]):
            lines.append((start, channel, f"SPEAKER {call_id} {1 if is_mono else channel + 1} {start:.2f} "
                          f"{end - start:.2f} <NA> <NA> {name} <NA> <NA>\n"))
    path.write_text("".join(line for _, _, line in sorted(lines)))


def write_json(path: Path, value: object) -> None:
    """Stable, readable JSON."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
