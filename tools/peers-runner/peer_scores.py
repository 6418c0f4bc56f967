"""Scores of every detector over a corpus, by the scorer of `tools/corpus score`.

The measures and their definitions are those of `call_scores.py`; only false speech on stretches
that hold no speech is computed here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

import rttm
from call_scores import COLLARS_SECONDS, CallScore, Counts, frame_counts, score_call
from peer_runs import ABOUT, calls_of, costs_of
from score_report import figures, read_reports, report_for
from speech_frames import FRAME_SECONDS, mask_of

Json = dict[str, Any]
OVERALL = "overall"
OURS = "callsift"
# Figures of the scorer that a speech detector alone can be judged by.
DETECTION_KEYS = (
    "calls", "missingReports", "detErrorPercentCollar", "detErrorPercent", "missPercentCollar",
    "falseAlarmPercentCollar", "missPercent", "falseAlarmPercent", "f1Collar", "f1",
    "ratioErrorMeanPoints", "ratioErrorP95Points", "ratioErrorMaxPoints",
)
# Those that need a whole report.
EVENT_KEYS = ("silences", "silenceF1", "silenceEdgeF1", "interruptions", "interruptionPrecision",
              "interruptionRecall", "backchannels", "backchannelAsInterruptionPercent",
              "musics", "musicF1", "falseMusics", "tones", "toneF1", "falseTones")


@dataclass(frozen=True)
class Cost:
    """CPU time of a run."""

    cpu_seconds: float
    audio_seconds: float
    start_up_seconds: float | None = None  # once, not part of `cpu_seconds`

    @property
    def seconds_per_hour(self) -> float | None:
        """CPU seconds per hour of two-channel audio."""
        return self.cpu_seconds / self.audio_seconds * 3600 if self.audio_seconds else None


@dataclass
class Row:
    """One detector's results."""

    name: str
    conditions: dict[str, Json]  # figures by condition, in corpus order, `overall` last
    false_speech_percent: dict[str, float]  # by kind of stretch, `kind/name`, `kind/folder`
    voice_miss_percent: dict[str, float] = field(default_factory=dict)  # over all conditions
    cost: Cost | None = None
    about: Json = field(default_factory=dict)
    # Without what lies 0.25 s beside true speech: there an end of speech is late, no sound taken for it.
    far_false_speech_percent: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> Json:
        """Ready for `--json`."""
        cost = self.cost
        return {"name": self.name, "about": self.about, "conditions": self.conditions,
                "falseSpeechPercent": self.false_speech_percent,
                "falseSpeechPercentCollar": self.far_false_speech_percent,
                "voiceMissPercent": self.voice_miss_percent,
                "cpuSecondsPerAudioHour": cost.seconds_per_hour if cost else None,
                "startUpCPUSeconds": cost.start_up_seconds if cost else None}

    @classmethod
    def from_json(cls, told: Json) -> Row:
        """The row that `as_json` wrote."""
        per_hour = told["cpuSecondsPerAudioHour"]
        cost = None if per_hour is None else Cost(per_hour, 3600, told["startUpCPUSeconds"])
        return cls(told["name"], told["conditions"], told["falseSpeechPercent"],
                   told["voiceMissPercent"], cost, told["about"],
                   told.get("falseSpeechPercentCollar", {}))


Hypothesis = Callable[[str], Json | None]  # call path to a report, or as much as is known of it


def report_of_speech(spans: dict[str, list[rttm.Span]]) -> Json:
    """The part of a report that follows from who spoke when."""
    spoken = {party: sum(end - start for start, end in found) for party, found in spans.items()}
    total = sum(spoken.values())
    return {"parties": {party: {"speech": found} for party, found in spans.items()},
            "talk": {"customerRatio": spoken["customer"] / total if total else None}}


def false_speech(truth: Json, report: Json | None, collar_seconds: float = 0.0
                 ) -> dict[str, Counts]:
    """Seconds of each kind of stretch: `hit` where no speech was claimed, `invented` where it was.

    Frames of the stretch in which the party truly speaks are left out, and those within the collar of
    it. No report claims nothing.
    """
    frame_count = round(truth["durationSeconds"] / FRAME_SECONDS)
    stretches: dict[tuple[str, str], np.ndarray] = {}
    for item in truth.get("nonSpeech", []):
        party = rttm.PARTIES[item["channel"]]
        span = [(item["startSeconds"], item["endSeconds"])]
        family = item["name"].split("/")[0]  # recorded sounds are named by folder and file
        for key in (item["kind"], f"{item['kind']}/{family}"):
            mask = stretches.setdefault((key, party), np.zeros(frame_count, dtype=bool))
            mask |= mask_of(span, frame_count)
    counts: dict[str, Counts] = {}
    for (key, party), stretch in stretches.items():
        spoken = mask_of([(start - collar_seconds, end + collar_seconds)
                          for start, end in truth["parties"][party]["speech"]], frame_count)
        known = ((report or {}).get("parties") or {}).get(party) or {}
        claimed = mask_of(known.get("speech") or [], frame_count)
        scored = stretch & ~spoken
        wrong = float(np.sum(scored & claimed)) * FRAME_SECONDS
        counts.setdefault(key, Counts()).add(
            Counts(hit=float(np.sum(scored)) * FRAME_SECONDS - wrong, invented=wrong))
    return counts


def voice_counts(truth: Json, report: Json | None) -> dict[str, Counts]:
    """Seconds found, missed and invented of each voice, collar 0.25 s a side."""
    frame_count = round(truth["durationSeconds"] / FRAME_SECONDS)
    counts: dict[str, Counts] = {}
    for party in rttm.PARTIES:
        known = ((report or {}).get("parties") or {}).get(party) or {}
        masks = (mask_of(spans or [], frame_count)
                 for spans in (truth["parties"][party]["speech"], known.get("speech")))
        voice = str(truth["parties"][party].get("voice"))
        counts.setdefault(voice, Counts()).add(frame_counts(*masks, COLLARS_SECONDS[-1]))
    return counts


def _percents(counts: dict[str, Counts], part: Callable[[Counts], float],
              whole: Callable[[Counts], float]) -> dict[str, float]:
    return {key: 100.0 * part(c) / whole(c) for key, c in sorted(counts.items()) if whole(c)}


def score_row(name: str, corpus: Path, hypothesis: Hypothesis, keys: tuple[str, ...],
              cost: Cost | None = None, about: Json | None = None) -> Row:
    """Scores one detector over every call of the corpus."""
    by_condition: dict[str, list[tuple[CallScore, bool]]] = {}
    stretches: dict[str, Counts] = {}
    far_stretches: dict[str, Counts] = {}
    voices: dict[str, Counts] = {}
    for call in calls_of(corpus):
        truth = json.loads((corpus / call).with_suffix(".truth.json").read_text())
        report = hypothesis(call)
        by_condition.setdefault(call.split("/")[0], []).append(
            (score_call(truth, report), report is not None))
        for kind, counts in false_speech(truth, report).items():
            stretches.setdefault(kind, Counts()).add(counts)
        for kind, counts in false_speech(truth, report, COLLARS_SECONDS[-1]).items():
            far_stretches.setdefault(kind, Counts()).add(counts)
        for voice, counts in voice_counts(truth, report).items():
            voices.setdefault(voice, Counts()).add(counts)
    everything = [score for scores in by_condition.values() for score in scores]
    conditions = {}
    for condition, scores in {**by_condition, OVERALL: everything}.items():
        told = figures(scores)
        conditions[condition] = {key: told[key] for key in keys}
    return Row(
        name, conditions,
        _percents(stretches, lambda c: c.invented, lambda c: c.hit + c.invented),
        _percents(voices, lambda c: c.missed, lambda c: c.hit + c.missed), cost, about or {},
        _percents(far_stretches, lambda c: c.invented, lambda c: c.hit + c.invented))


def cost_of(folder: Path, calls: list[str], about: Json) -> Cost:
    """Cost of the peer's calls that are in the corpus."""
    kept = [c for call, c in costs_of(folder).items() if call in set(calls)]
    return Cost(sum(c["cpuSeconds"] for c in kept), sum(c["audioSeconds"] for c in kept),
                about.get("startUpCPUSeconds"))


def peer_row(name: str, corpus: Path, out: Path) -> Row | None:
    """The row of a peer that was run; None when it was not."""
    folder = out / name
    if not (folder / ABOUT).exists():
        return None
    about = json.loads((folder / ABOUT).read_text())

    def hypothesis(call: str) -> Json | None:
        path = (folder / call).with_suffix(".rttm")
        return report_of_speech(rttm.read(path)) if path.exists() else None

    return score_row(name, corpus, hypothesis, DETECTION_KEYS,
                     cost_of(folder, calls_of(corpus), about), about)


def our_row(corpus: Path, reports_path: Path, cost: Cost | None) -> Row:
    """CallSift's row, from the JSON lines of `callsift scan`."""
    reports = read_reports(reports_path)
    versions = [r["analysis"] for r in reports if "analysis" in r][:1]
    return score_row(OURS, corpus, lambda call: report_for(call, reports),
                     DETECTION_KEYS + EVENT_KEYS, cost, versions[0] if versions else {})
