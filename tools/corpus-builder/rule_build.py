"""Makes the calls that break or keep a rule, each from a generator of its own."""

from __future__ import annotations

import json
import multiprocessing
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from build import _loaded_voices, write_wave
from known_words import COUNTED_BY_TRUE
from rendering import CallAudio
from rule_calls import RULE_PLANS, plans_of
from rule_plan import RulePlan
from rule_scene import Scene
from speech_frames import spans_of
from truth import write_json
from voices import Voice, voicing

RULE_BUILDER_VERSION = 8  # raise when the same seed gives other calls
ATTEMPTS = 40  # draws until a call lies clearly on its side of the limit
# Semitones: standard deviation of the median F0 of a voice's utterances. A folder of one speaker has
# 1 to 2, one of several speakers or of acted voices 4 and more: nothing is higher than usual there.
LARGEST_F0_SPREAD = 2.5
F0_UTTERANCES = 80  # as many tell the spread to a tenth of it
LEAST_FLUENT_SECONDS = 100.0  # connected speech: only the larger sets have enough of it
LEAST_CONNECTED_SECONDS = 1.0  # median of the utterances: words last 0.4 to 0.8 s, prompts 1.1 to 2.2


@dataclass(frozen=True)
class WantedCall:
    """One call to be made; all that makes it what it is."""

    folder: Path
    code: str
    breaks: bool
    index: int
    seed: int
    split: str

    @property
    def name(self) -> str:
        """Path in the folder, without an ending."""
        return f"{self.code}/{'breaks' if self.breaks else 'keeps'}-{self.index:03d}"


_spreads: dict[str, float] = {}  # by voice, in semitones


def f0_spread(voice: Voice) -> float:
    """Standard deviation of the median F0 of a voice's utterances, in semitones."""
    if voice.name not in _spreads:
        heights = [voicing(u.samples)[1] for u in voice.utterances[:F0_UTTERANCES]]
        _spreads[voice.name] = float(
            np.std([12 * np.log2(f0_hz) for f0_hz in heights if f0_hz > 0] or [0.0]))
    return _spreads[voice.name]


def _is_connected(voice: Voice) -> bool:
    """Whether it says sentences: the count of single words differs by voice, see `known_words`."""
    usual = float(np.median([u.duration_seconds for u in voice.utterances]))
    return voice.seconds >= LEAST_FLUENT_SECONDS and usual >= LEAST_CONNECTED_SECONDS


def _suitable(voices: list[Voice], kind: str) -> list[Voice]:
    if kind == "any":
        return voices
    if kind == "counted":
        known = [v for v in voices if v.name in COUNTED_BY_TRUE or _is_connected(v)]
        return known or _suitable(voices, "fluent")
    chosen = [v for v in voices if v.sex != "mixed" and f0_spread(v) <= LARGEST_F0_SPREAD]
    if "fluent" in kind:
        chosen = [v for v in chosen if v.seconds >= LEAST_FLUENT_SECONDS] or chosen
    return chosen


def _pair(voices: list[Voice], kind: str, rng: np.random.Generator) -> tuple[Voice, Voice]:
    """Agent and customer; for the rules about a manner of speaking, the agent's voice is fluent."""
    agents = _suitable(voices, kind)
    agent = agents[int(rng.integers(len(agents)))]
    others = [v for v in _suitable(voices, "pitched" if kind in ("fluent", "counted") else kind)
              if v.name != agent.name]
    return agent, others[int(rng.integers(len(others)))]


def make_rule_call(plan: RulePlan, breaks: bool, index: int, seed: int, split: str,
                   voices: list[Voice]) -> tuple[CallAudio, str]:
    """Draws a call until it lies clearly on the side it is meant for; gives its variant, too.

    Raises:
        RuntimeError: when no draw did.
    """
    variants = plan.breaking if breaks else plan.keeping
    variant = list(variants)[index % len(variants)]
    key = zlib.crc32(f"{split}/{plan.code}/{breaks}/{index}".encode())
    for attempt in range(ATTEMPTS):
        rng = np.random.default_rng([seed, key, attempt])
        scene = Scene(_pair(voices, plan.voices, rng), split, rng)
        try:
            tail = plan.plan(scene, **variants[variant])
        except ValueError:  # no place of the kind that the plan needs, in this draw
            continue
        audio = scene.render(tail)
        if plan.check is None or plan.check(audio) is breaks:
            audio.notes["attempt"] = attempt
            return audio, variant
    raise RuntimeError(f"{plan.code} “{variant}”: no draw lies clearly on its side")


def _write(wanted: WantedCall) -> dict[str, object] | None:
    """Makes one call and its truth; gives its manifest line, or nothing when it cannot be made."""
    plan = next(p for p in RULE_PLANS if p.code == wanted.code)
    try:
        audio, variant = make_rule_call(plan, wanted.breaks, wanted.index, wanted.seed,
                                        wanted.split, _loaded_voices(wanted.split))
    except RuntimeError as error:
        print(f"corpus: {error}", file=sys.stderr)
        return None
    base = wanted.folder / wanted.name
    write_wave(base.with_suffix(".wav"), audio.samples)
    write_json(base.with_suffix(".truth.json"), {
        "schema": "callsift.rule-truth/1", "rule": wanted.code[:5], "set": wanted.code,
        "breaks": wanted.breaks, "variant": variant, "seed": wanted.seed, "split": wanted.split,
        "durationSeconds": audio.masks.shape[1] / 100,
        "speechSeconds": [int(m.sum()) / 100 for m in audio.masks],
        "speech": [spans_of(m) for m in audio.masks],
        "music": [(n.name, n.channel, n.start_seconds, n.end_seconds)
                  for n in audio.non_speech if n.kind == "music"],
        "voices": [v.name for v in audio.voices],
        "notes": json.loads(json.dumps(audio.notes, default=float))})
    return {"path": f"{wanted.name}.wav", "channels": ["agent", "customer"]}


def build_rules(folder: Path, codes: str, calls: int, split: str, seed: int, jobs: int) -> int:
    """Writes the calls of the rules and their manifest; returns their number."""
    _loaded_voices(split)  # before the processes part, so that they share them
    queue = []
    for plan in plans_of(codes):
        (folder / plan.code).mkdir(parents=True, exist_ok=True)
        ladder = plan.code.endswith("L")  # every variant once
        for breaks, variants in ((True, plan.breaking), (False, plan.keeping)):
            count = len(variants) if ladder else calls
            queue += [WantedCall(folder, plan.code, breaks, n, seed, split) for n in range(count)]
    manifest: list[dict[str, object]] = []
    with multiprocessing.get_context("fork").Pool(max(1, min(jobs, len(queue)))) as pool:
        for wanted, entry in zip(queue, pool.imap(_write, queue)):
            if entry is not None:
                manifest.append(entry)
            if wanted.index == 0 and not wanted.breaks:
                print(f"corpus: {wanted.code}", file=sys.stderr)
    (folder / "manifest.jsonl").write_text("".join(json.dumps(e) + "\n" for e in manifest))
    write_json(folder / "rules.json", {
        "schema": "callsift.rule-corpus/1", "builderVersion": RULE_BUILDER_VERSION, "seed": seed,
        "split": split, "calls": [entry["path"] for entry in manifest]})
    return len(manifest)
