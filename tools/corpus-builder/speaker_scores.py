"""Scores of calls whose parties share a channel: who spoke when, how much, and who was named agent.

Diarization error rate: missed speech, invented speech and speech of the wrong party, as shares of the
scored true speech of both, under the better of both pairings of names; 0.25 s on either side of a true
boundary are not scored, overlapped speech is (NIST RT-09 and the definition of pyannote.metrics). Where
a report names the agent, the names are also taken at their word. Calls with a voice that is more than one
speaker are left out of all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from call_scores import PARTIES
from speech_frames import FRAME_SECONDS, mask_of
from voice_catalogue import SEVERAL_SPEAKERS

COLLAR_SECONDS = 0.25
Json = dict[str, Any]


@dataclass
class SpeakerScore:
    """What one call came to."""

    call: str
    condition: str
    is_same_sex: bool
    found_count: int  # parties; 0 without a report or a verdict
    error_ratio: float  # diarization error rate; 1 without a report
    share_error_points: float | None
    expected_error_ratio: float | None
    share_margin_ratio: float | None
    agent_confidence: float | None
    is_agent_right: bool | None


def error_ratio(truth: np.ndarray, found: np.ndarray) -> float:
    """Errors over scored true speech, for lanes of shape [parties, frames] in this pairing."""
    scored = np.ones(truth.shape[1], dtype=bool)
    reach = round(COLLAR_SECONDS / FRAME_SECONDS)
    for lane in truth:
        for boundary in np.flatnonzero(np.diff(lane.astype(np.int8))) + 1:
            scored[max(boundary - reach, 0) : boundary + reach] = False
    truth, found = truth[:, scored], found[:, scored]
    true_count, found_count = truth.sum(0), found.sum(0)
    right = (truth & found).sum(0)
    wrong = np.maximum(true_count, found_count) - right
    return float(wrong.sum() / max(true_count.sum(), 1))


def score_speakers(truth: Json, report: Json | None, call: str) -> SpeakerScore:
    """Compares one report of a call of two parties with the truth."""
    parties = (report or {}).get("parties") or {}
    frame_count = round(truth["durationSeconds"] / FRAME_SECONDS)
    true_lanes = np.array([mask_of(truth["parties"][p]["speech"], frame_count) for p in PARTIES])
    sexes = [truth["parties"][p]["sex"] for p in PARTIES]
    about = next((c["speakers"] for c in (report or {}).get("channels", []) if c.get("speakers")),
                 None) or {}
    score = SpeakerScore(call, truth["condition"], sexes[0] == sexes[1] or "mixed" in sexes,
                         int(about.get("partyCount") or 0), 1.0, None,
                         about.get("expectedErrorRatio"), about.get("shareMarginRatio"),
                         about.get("agentConfidence"), None)
    lanes = [mask_of(p["speech"], frame_count) for _, p in sorted(parties.items())]
    if len(lanes) == 1:  # all was given to one voice
        nobody = np.zeros_like(lanes[0])
        score.error_ratio = min(error_ratio(true_lanes, np.array(pair))
                                for pair in ((lanes[0], nobody), (nobody, lanes[0])))
    if len(lanes) != 2:
        return score
    pairings = [np.array(lanes), np.array(lanes[::-1])]
    errors = [error_ratio(true_lanes, p) for p in pairings]
    best = pairings[int(np.argmin(errors))]
    score.error_ratio = min(errors)
    share = best[1].sum() / max(best.sum(), 1)
    score.share_error_points = abs(float(share) - truth["customerRatio"]) * 100.0
    if set(parties) == set(PARTIES):
        score.is_agent_right = errors[0] <= errors[1]
    return score


def has_one_speaker_a_voice(truth: Json) -> bool:
    """Whether as many people are heard in a call as its truth says."""
    heard = [truth["onlyParty"]] if "onlyParty" in truth else PARTIES
    speakers = [*(truth["parties"][party] for party in heard),
                *filter(None, [truth.get("thirdParty")])]
    return SEVERAL_SPEAKERS.isdisjoint(speaker["voice"] for speaker in speakers)


def scorable_calls(folder: Path, reports: Path) -> list[tuple[str, Json, Json | None]]:
    """Name, truth and report of every call that can be scored."""
    found = {}
    for line in reports.read_text().splitlines():
        report = json.loads(line)
        found[str(report.get("callId"))] = report
    calls = []
    for call in json.loads((folder / "corpus.json").read_text())["calls"]:
        truth = json.loads((folder / call).with_suffix(".truth.json").read_text())
        name = Path(call).with_suffix("").as_posix()
        if has_one_speaker_a_voice(truth):
            calls.append((name, truth, found.get(call) or found.get(name)))
    return calls


def speaker_scores(folder: Path, reports: Path) -> list[SpeakerScore]:
    """Scores of every call of a corpus that can be scored."""
    return [score_speakers(truth, report, name)
            for name, truth, report in scorable_calls(folder, reports)]


def rows(scores: list[SpeakerScore]) -> list[tuple[str, str]]:
    """Figures by name, as a table shows them."""
    two = [s for s in scores if s.share_error_points is not None]
    shares = [float(s.share_error_points or 0) for s in two]
    named = [s for s in two if s.is_agent_right is not None]
    sure = [s for s in named if (s.agent_confidence or 0) >= 0.9]
    within = [s for s in two if s.share_margin_ratio is not None
              and (s.share_error_points or 0) <= 100 * s.share_margin_ratio]

    def mean(values: list[float], digits: int = 1) -> str:
        return f"{np.mean(values):.{digits}f}" if values else "–"

    def errors(is_same: bool) -> str:
        chosen = [100 * s.error_ratio for s in scores if s.is_same_sex == is_same]
        return f"{mean(chosen)} % of {len(chosen)}"

    return [
        ("calls; two parties found in", f"{len(scores)}; {len(two)}"),
        ("diarization error rate, different sexes", errors(False)),
        ("diarization error rate, same sex", errors(True)),
        ("expected by the reports",
         mean([100 * float(s.expected_error_ratio or 0) for s in two]) + " %"),
        ("error of the customer's share, mean", mean(shares) + " points"),
        ("95th percentile", (f"{np.percentile(shares, 95):.1f}" if shares else "–") + " points"),
        ("share within the reported margin (of 90 %)",
         f"{100 * len(within) / max(len(two), 1):.0f} %"),
        ("agent named; rightly", f"{len(named)}; {sum(bool(s.is_agent_right) for s in named)}"),
        ("named with confidence of 0.9 or more; rightly",
         f"{len(sure)}; {sum(bool(s.is_agent_right) for s in sure)}"),
    ]


def print_speaker_scores(folder: Path, reports: Path, is_verbose: bool) -> None:
    """Prints the figures, and each call where that is wanted."""
    scores = speaker_scores(folder, reports)
    if is_verbose:
        for s in sorted(scores, key=lambda s: -s.error_ratio):
            share = "–" if s.share_error_points is None else f"{s.share_error_points:5.1f}"
            print(f"{s.call:24} {'same' if s.is_same_sex else 'other'} parties {s.found_count} "
                  f"error {100 * s.error_ratio:5.1f} expected {s.expected_error_ratio} "
                  f"share {share} margin {s.share_margin_ratio} agent {s.is_agent_right} "
                  f"{s.agent_confidence}")
    for name, value in rows(scores):
        print(f"{name:50} {value}")


def party_counts(folder: Path, reports: Path) -> dict[str, Any]:
    """How many parties were found in how many calls, and how many calls of each were scored."""
    calls = scorable_calls(folder, reports)
    count = json.loads((folder / "corpus.json").read_text()).get("partyCount", 2)
    found: dict[str, Any] = {"calls": len(calls), "true": count, "said": {}, "scored": {}}
    for _, _, report in calls:
        channels = (report or {}).get("channels", [])
        speakers = next((c["speakers"] for c in channels if c.get("speakers")), None) or {}
        said = str(speakers.get("partyCount", "none"))
        found["said"][said] = found["said"].get(said, 0) + 1
        if ((report or {}).get("score") or {}).get("points") is not None:
            found["scored"][said] = found["scored"].get(said, 0) + 1
    return found
