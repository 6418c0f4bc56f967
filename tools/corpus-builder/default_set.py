"""The default set: the corpus that results are kept for, fixed by these constants and the version.

`tools/corpus build FOLDER --default` writes it, `tools/benchmark accuracy` measures on it. Its
voices are in no other split: it is for the final number, never for tuning.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SPLIT = "test"
SEED = 7
MINUTES = 3.0  # mean length of a call; calls per condition are the builder's defaults


def identity() -> dict[str, Any]:
    """What `corpus.json` says of the default set of this builder."""
    from build import BUILDER_VERSION, all_condition_names

    return {"builderVersion": BUILDER_VERSION, "seed": SEED, "split": SPLIT, "minutes": MINUTES,
            "conditions": all_condition_names()}


def is_default_set(folder: Path) -> bool:
    """Whether the folder holds the whole default set of this builder."""
    told = folder / "corpus.json"
    if not told.exists():
        return False
    corpus = json.loads(told.read_text())
    calls = [call.split("/")[0] for call in corpus["calls"]]
    from build import DEFAULT_CALLS, DEFAULT_CALLS_OTHER

    return (all(corpus.get(key) == value for key, value in identity().items())
            and all(calls.count(name) == DEFAULT_CALLS.get(name, DEFAULT_CALLS_OTHER)
                    for name in corpus["conditions"]))


def build_default_set(folder: Path, jobs: int) -> int:
    """Writes it, and returns the number of calls."""
    from build import all_condition_names, build

    return build(folder, SEED, SPLIT, MINUTES, all_condition_names(), None,
                 max(jobs, 1))
