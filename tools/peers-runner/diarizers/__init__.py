"""One module a diarizer. `make(mode)` loads it and returns what hears one recording: it answers the
documented run's spans, and a function that answers those of each variant, which costs nothing unless
it is called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rttm import LabelledSpan

Variants = Callable[[], dict[str, list[LabelledSpan]]]
Diarizer = Callable[[Path], tuple[list[LabelledSpan], Variants]]
