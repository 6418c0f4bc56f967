"""What resemblyzer says of partial utterances, as spans of the recording."""

from __future__ import annotations

import numpy as np

from rttm import LabelledSpan


def spans_of_partials(labels: np.ndarray, middles_seconds: np.ndarray, kept: np.ndarray,
                      window_seconds: float) -> list[LabelledSpan]:
    """A label holds around the middle of its partial utterance, up to halfway to its neighbours.

    `middles_seconds` are times in what was kept of the recording; `kept` tells which windows of the
    recording that is. What was not kept has no label.
    """
    windows = np.flatnonzero(kept)
    times = (np.arange(len(windows)) + 0.5) * window_seconds
    limits = (middles_seconds[1:] + middles_seconds[:-1]) / 2.0
    spans: list[LabelledSpan] = []
    before = None
    for window, label in zip(windows.tolist(), labels[np.searchsorted(limits, times)].tolist()):
        start, end = window * window_seconds, (window + 1) * window_seconds
        if spans and before == window - 1 and spans[-1][0] == str(label):
            spans[-1] = (spans[-1][0], spans[-1][1], end)
        else:
            spans.append((str(label), start, end))
        before = window
    return spans
