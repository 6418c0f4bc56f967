"""`callsift evaluate` beside pyannote.metrics, sed_eval and, on a corpus, tools/corpus score.

The shared set is drawn from one seed: two-channel calls, mono calls of several speakers with
overlap and other labels on either side, calls with a UEM, and labelled events. pyannote's collar is
the total width: its 0.5 is our 0.25 on each side. What is written as TextGrid and ELAN is read by
praatio and pympi.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import sed_eval
from praatio import textgrid
from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.detection import (
    DetectionErrorRate,
    DetectionPrecision,
    DetectionRecall,
)
from pyannote.metrics.diarization import DiarizationErrorRate
from pympi.Elan import Eaf

LIMIT = 1e-3
SEED = 20
CALLS = 30
COLLAR_SECONDS = 0.25  # on each side
Span = tuple[float, float]
Speakers = dict[str, list[Span]]
Json = dict[str, Any]


class Comparison:
    """Pairs of figures, and whether all agree."""

    def __init__(self) -> None:
        self.agrees = True

    def figure(self, name: str, ours: float | None, theirs: float) -> None:
        """Prints one pair."""
        difference = abs((ours if ours is not None else float("nan")) - theirs)
        agrees = difference <= LIMIT
        self.agrees = self.agrees and agrees
        told = "-" if ours is None else f"{ours:.6f}"
        mark = "" if agrees else "  DIFFERS"
        print(f"{name:58}{told:>12}{theirs:>12.6f}{difference:>12.1e}{mark}")


def drawn_speech(rng: random.Random, seconds: float) -> list[Span]:
    """Speech of one speaker: spans that do not touch, with odd decimals."""
    spans, cursor = [], rng.uniform(0.1, 4)
    while cursor < seconds - 1:
        end = min(cursor + rng.uniform(0.08, 6), seconds - 0.05)
        spans.append((round(cursor, 5), round(end, 5)))
        cursor = end + rng.uniform(0.06, 5)
    return spans


def disturbed(rng: random.Random, spans: list[Span], seconds: float) -> list[Span]:
    """Edges moved, spans lost and invented; overlaps are joined."""
    moved = [(s + rng.gauss(0, 0.15), e + rng.gauss(0, 0.15)) for s, e in spans
             if rng.random() > 0.1]
    moved += [(s, s + rng.uniform(0.1, 2)) for s in
              (rng.uniform(0, seconds - 3) for _ in range(rng.randrange(4)))]
    joined: list[Span] = []
    for start, end in sorted((max(s, 0.0), min(e, seconds)) for s, e in moved):
        if end - start < 0.02:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return [(round(s, 5), round(e, 5)) for s, e in joined]


def write_rttm(path: Path, speakers: Speakers, channels: dict[str, int]) -> None:
    """SPEAKER lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(
        f"SPEAKER {path.stem} {channels.get(name, 0) + 1} {start:.5f} {end - start:.5f} "
        f"<NA> <NA> {name} <NA> <NA>\n"
        for name, spans in speakers.items() for start, end in spans))


def annotation(speakers: Speakers) -> Annotation:
    """The same for pyannote."""
    result = Annotation()
    for name, spans in speakers.items():
        for index, (start, end) in enumerate(spans):
            result[Segment(start, end), f"{name}{index}"] = name
    return result


def evaluate(program: str, *arguments: str) -> Json:
    """Result of one run."""
    run = subprocess.run(
        [program, "evaluate", "--format", "json", "--quiet", "--set", "evaluation.resampleCount=0",
         *arguments], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise SystemExit(f"callsift evaluate failed ({run.returncode}): {run.stderr}")
    return json.loads(run.stdout)


def value(group: Json, metric: str, figure: str) -> float | None:
    """One figure."""
    found = group["metrics"][metric].get(figure)
    return None if found is None else found["value"]


def compare_detection(comparison: Comparison, title: str, group: Json,
                      lanes: list[tuple[list[Span], list[Span], Timeline]]) -> None:
    """Detection over many lanes; a lane is one channel of one call."""
    for suffix, collar in (("", 0.0), ("Collar", 2 * COLLAR_SECONDS)):
        error = DetectionErrorRate(collar=collar)
        precision, recall = DetectionPrecision(collar=collar), DetectionRecall(collar=collar)
        for known, told, uem in lanes:
            pair = annotation({"s": known}), annotation({"s": told})
            for metric in (error, precision, recall):
                metric(*pair, uem=uem)
        total = error["total"]
        p, r = abs(precision), abs(recall)
        for figure, theirs in (
                ("missRatio", error["miss"] / total),
                ("falseAlarmRatio", error["false alarm"] / total),
                ("errorRatio", abs(error)), ("precisionRatio", p), ("recallRatio", r),
                ("f1Ratio", 2 * p * r / (p + r))):
            comparison.figure(f"{title}: detection.{figure}{suffix}",
                              value(group, "detection", figure + suffix), theirs)


def compare_diarization(comparison: Comparison, title: str, group: Json,
                        calls: list[tuple[Speakers, Speakers, Timeline]]) -> None:
    """Diarization error rate with overlap scored."""
    for suffix, collar in (("", 0.0), ("Collar", 2 * COLLAR_SECONDS)):
        metric = DiarizationErrorRate(collar=collar, skip_overlap=False)
        for known, told, uem in calls:
            metric(annotation(known), annotation(told), uem=uem)
        total = metric["total"]
        for figure, theirs in (
                ("errorRatio", abs(metric)), ("missRatio", metric["missed detection"] / total),
                ("falseAlarmRatio", metric["false alarm"] / total),
                ("confusionRatio", metric["confusion"] / total)):
            comparison.figure(f"{title}: diarization.{figure}{suffix}",
                              value(group, "diarization", figure + suffix), theirs)


def two_channel_calls(comparison: Comparison, program: str, folder: Path, with_uem: bool) -> None:
    """Agent and customer on channels of their own."""
    rng = random.Random(SEED + with_uem)
    lanes, calls = [], []
    for index in range(CALLS):
        seconds = rng.uniform(20, 90)
        known = {name: drawn_speech(rng, seconds) for name in ("agent", "customer")}
        told = {name: disturbed(rng, spans, seconds) for name, spans in known.items()}
        channels = {"agent": 0, "customer": 1}
        name = f"{'odd' if index % 2 else 'even'}/call-{index:02d}"
        write_rttm(folder / "reference" / f"{name}.rttm", known, channels)
        write_rttm(folder / "hypothesis" / f"{name}.rttm", told, channels)
        last = max(e for s in (known, told) for spans in s.values() for _, e in spans)
        regions = [(0.0, last)]
        if with_uem:
            cuts = sorted(round(rng.uniform(0, seconds), 3) for _ in range(4))
            regions = [(cuts[0], cuts[1]), (cuts[2], cuts[3])]
            (folder / "reference" / f"{name}.uem").write_text(
                "".join(f"call {1} {a} {b}\n" for a, b in regions))
        uem = Timeline([Segment(a, b) for a, b in regions])
        lanes += [(known[p], told[p], uem) for p in channels]
        calls.append((known, told, uem))
    result = evaluate(program, "--reference", str(folder / "reference"), "--hypothesis",
                      str(folder / "hypothesis"))
    title = "two channels, UEM" if with_uem else "two channels"
    compare_detection(comparison, title, result["overall"], lanes)
    compare_diarization(comparison, title, result["overall"], calls)
    odd = next(c for c in result["conditions"] if c["name"] == "odd")
    compare_diarization(comparison, f"{title}, one condition", odd, calls[1::2])


def mono_calls(comparison: Comparison, program: str, folder: Path) -> None:
    """Two to four speakers on one channel, other labels, overlap, confusion."""
    rng = random.Random(SEED + 2)
    lanes, calls = [], []
    for index in range(CALLS):
        seconds = rng.uniform(30, 90)
        known = {f"ref{i}": drawn_speech(rng, seconds) for i in range(rng.randint(2, 4))}
        told: Speakers = {}
        for number, spans in enumerate(known.values()):
            told[f"hyp{number}"] = disturbed(rng, spans, seconds)
        moved = told["hyp0"][::3]
        told["hyp0"] = [s for s in told["hyp0"] if s not in moved]
        told["hyp9"] = moved
        told = {name: told[name] for name in rng.sample(sorted(told), len(told)) if told[name]}
        name = f"call-{index:02d}"
        write_rttm(folder / "reference" / f"{name}.rttm", known, {})
        write_rttm(folder / "hypothesis" / f"{name}.rttm", told, {})
        last = max(e for s in (known, told) for spans in s.values() for _, e in spans)
        uem = Timeline([Segment(0, last)])
        calls.append((known, told, uem))
        merged = [[(x.start, x.end) for x in annotation(s).get_timeline().support()]
                  for s in (known, told)]
        lanes.append((merged[0], merged[1], uem))
    result = evaluate(program, "--reference", str(folder / "reference"), "--hypothesis",
                      str(folder / "hypothesis"), "--lanes", "mono")
    compare_diarization(comparison, "mono", result["overall"], calls)
    # Collars: pyannote takes them around every speaker's boundaries, we around those of all speech.
    plain = DetectionErrorRate()
    for known, told, uem in calls:
        plain(annotation(known), annotation(told), uem=uem)
    comparison.figure("mono: detection.errorRatio",
                      value(result["overall"], "detection", "errorRatio"), abs(plain))
    compare_detection(comparison, "mono, speech joined", result["overall"], lanes)


def labelled_events(comparison: Comparison, program: str, folder: Path) -> None:
    """Events of several kinds by sed_eval's onset-offset conditions and optimal matching."""
    rng = random.Random(SEED + 3)
    kinds = ["music", "noise", "echo", "lowVolume"]
    metric = sed_eval.sound_event.EventBasedMetrics(
        event_label_list=kinds, t_collar=0.200, percentage_of_length=0.5,
        event_matching_type="optimal")
    (folder / "reference").mkdir(parents=True)
    (folder / "hypothesis").mkdir()
    for index in range(CALLS):
        known, told = [], []
        for kind in kinds:
            for start in (rng.uniform(0, 80) for _ in range(rng.randrange(1, 9))):
                end = start + rng.uniform(0.05, 8)
                known.append({"event_label": kind, "onset": start, "offset": end})
                if rng.random() < 0.8:
                    told.append({"event_label": rng.choice(kinds) if rng.random() < 0.1 else kind,
                                 "onset": max(0.0, start + rng.gauss(0, 0.15)),
                                 "offset": end + rng.uniform(0, 1) * rng.random()})
        for side, events in (("reference", known), ("hypothesis", told)):
            for event in events:
                event["onset"] = round(event["onset"], 5)
                event["offset"] = round(event["offset"], 5)
                event["offset"] = max(event["offset"], event["onset"] + 0.01)
            (folder / side / f"call-{index:02d}.json").write_text(json.dumps({
                "schema": "callsift.annotation/1", "durationSeconds": 100.0, "eventClasses": kinds,
                "speech": [], "events": [
                    {"name": e["event_label"], "startSeconds": e["onset"],
                     "endSeconds": e["offset"]} for e in events]}))
        metric.evaluate(reference_event_list=known, estimated_event_list=told)
    group = evaluate(program, "--reference", str(folder / "reference"), "--hypothesis",
                     str(folder / "hypothesis"))["overall"]
    for kind, theirs in metric.results_class_wise_metrics().items():
        for ours, name in (("f1", "f_measure"), ("precision", "precision"), ("recall", "recall")):
            comparison.figure(f"sed_eval: events.{kind}.{ours}EdgesRatio",
                              value(group, "events", f"{kind}.{ours}EdgesRatio"),
                              theirs["f_measure"][name])


def foreign_readers(comparison: Comparison, program: str, folder: Path, source: Path) -> None:
    """What is written as TextGrid and ELAN, read by praatio and pympi."""
    for form, ending in (("textgrid", "TextGrid"), ("elan", "eaf")):
        target = folder / form
        evaluate(program, "--reference", str(source / "reference"), "--hypothesis",
                 str(source / "hypothesis"), "--write-hypothesis", str(target),
                 "--write-format", form)
        ours = theirs = 0.0
        for path in sorted((source / "hypothesis").rglob("*.rttm")):
            ours += sum(float(line.split()[4]) for line in path.read_text().splitlines())
            written = target / path.relative_to(source / "hypothesis").with_suffix(f".{ending}")
            if form == "textgrid":
                grid = textgrid.openTextgrid(str(written), includeEmptyIntervals=False)
                theirs += sum(e.end - e.start for n in grid.tierNames
                              for e in grid.getTier(n).entries)
            else:
                document = Eaf(str(written))
                theirs += sum((b - a) / 1000 for n in document.get_tier_names()
                              for a, b, *_ in document.get_annotation_data_for_tier(n))
        comparison.figure(f"{form}: share of seconds that another reader finds", 1.0, theirs / ours)


def against_corpus_score(program: str, root: Path, corpus: Path, folder: Path) -> None:
    """Beside tools/corpus score; it counts frames of 10 ms, so no limit applies."""
    reports = folder / "reports.jsonl"
    with reports.open("w") as target:
        subprocess.run([program, "scan", "--manifest", str(corpus / "manifest.jsonl"), "--format",
                        "jsonl", "--quiet", "--store", "none"], stdout=target, check=True)
    ours = evaluate(program, "--reference", str(corpus), "--hypothesis", str(reports))
    told = json.loads(subprocess.run(
        [str(root / "tools/corpus"), "score", str(corpus), "--reports", str(reports), "--json"],
        capture_output=True, text=True, check=True).stdout)
    pairs = (
        ("detection", "missRatio", "missPercent", 100),
        ("detection", "errorRatio", "detErrorPercent", 100),
        ("detection", "errorRatioCollar", "detErrorPercentCollar", 100),
        ("detection", "f1Ratio", "f1", 1),
        ("talkRatio", "meanErrorPoints", "ratioErrorMeanPoints", 1),
        ("talkRatio", "p95ErrorPoints", "ratioErrorP95Points", 1),
        ("events", "silence.f1IoURatio", "silenceF1", 1),
        ("events", "silence.f1EdgesRatio", "silenceEdgeF1", 1),
        ("interruptions", "precisionRatio", "interruptionPrecision", 1),
        ("interruptions", "recallRatio", "interruptionRecall", 1),
        ("interruptions", "backchannelsCalledInterruptionRatio",
         "backchannelAsInterruptionPercent", 100))
    print(f"\n{'tools/corpus score':58}{'callsift':>12}{'corpus':>12}{'difference':>12}")
    for group in [*ours["conditions"], ours["overall"]]:
        for metric, figure, key, scale in pairs:
            known, other = value(group, metric, figure), told[group["name"]][key]
            if known is None and other is None:
                continue
            ours_text = "-" if known is None else f"{known * scale:.4f}"
            other_text = "-" if other is None else f"{other:.4f}"
            difference = "" if None in (known, other) else f"{abs(known * scale - other):12.4f}"
            title = f"{group['name']}: {key}"
            print(f"{title:58}{ours_text:>12}{other_text:>12}{difference}")


def main() -> int:
    """Runs every comparison and returns the exit code."""
    parser = argparse.ArgumentParser(prog="tools/oracles/evaluation", description=__doc__)
    parser.add_argument("program")
    parser.add_argument("root", type=Path)
    parser.add_argument("--corpus", type=Path)
    arguments = parser.parse_args()
    comparison = Comparison()
    print(f"{'figure':58}{'callsift':>12}{'other':>12}{'difference':>12}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        two_channel_calls(comparison, arguments.program, folder / "two", with_uem=False)
        two_channel_calls(comparison, arguments.program, folder / "uem", with_uem=True)
        mono_calls(comparison, arguments.program, folder / "mono")
        labelled_events(comparison, arguments.program, folder / "events")
        foreign_readers(comparison, arguments.program, folder / "written", folder / "two")
        if arguments.corpus:
            against_corpus_score(arguments.program, arguments.root, arguments.corpus, folder)
    print("\nall figures agree to 0.001" if comparison.agrees else "\nSOME FIGURES DIFFER")
    return 0 if comparison.agrees else 1


if __name__ == "__main__":
    sys.exit(main())
