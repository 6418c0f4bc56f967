"""resemblyzer and spectralcluster: webrtcvad, LSTM embeddings of 1.6 s, spectral clustering.

The package has no diarizer of its own: its demo compares the continuous embedding, `rate` partial
utterances a second, with known voices. Here spectralcluster, as the first lines of its README run it,
takes the place of the known voices. What `preprocess_wav` takes for a long silence is nobody's.
https://github.com/resemble-ai/Resemblyzer/blob/master/demo02_diarization.py
https://pypi.org/project/spectralcluster/0.2.22/
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from resemblyzer import VoiceEncoder, audio, hparams, preprocess_wav
from spectralcluster import SpectralClusterer, configs

from diarizers import Diarizer, LabelledSpan, Variants
from diarizers.partial_utterances import spans_of_partials

WINDOW_SECONDS = hparams.vad_window_length / 1000.0
PARTY_COUNT = 2
TWO = SpectralClusterer(min_clusters=PARTY_COUNT, max_clusters=PARTY_COUNT, autotune=None,
                        laplacian_type=None, custom_dist="cosine",
                        refinement_options=configs.icassp2018_refinement_options)


def make(mode: str) -> Diarizer:
    """Loads the encoder; `mode` is the number of partial utterances a second.

    Variant: `two`, the same clustering with no more than two clusters.
    """
    torch.set_num_threads(1)
    encoder = VoiceEncoder("cpu", verbose=False)
    masks: list[np.ndarray] = []
    dilate = audio.binary_dilation

    def remember(*arguments: object) -> np.ndarray:
        masks[:] = [dilate(*arguments)]
        return masks[0]

    audio.binary_dilation = remember  # its last step to the mask of what is kept
    noise = np.random.default_rng(0).standard_normal(2 * hparams.sampling_rate).astype(np.float32)
    preprocess_wav(0.1 * noise, hparams.sampling_rate // 2)  # loads and compiles what it needs

    def diarize(path: Path) -> tuple[list[LabelledSpan], Variants]:
        np.random.seed(0)  # of the clustering's k-means
        samples = preprocess_wav(path)
        if not len(samples):
            return [], lambda: {"two": []}
        kept = masks[0]
        _, partials, slices = encoder.embed_utterance(samples, return_partials=True,
                                                      rate=float(mode))
        middles = np.array([s.start + s.stop for s in slices]) / 2.0 / hparams.sampling_rate
        labels = configs.icassp2018_clusterer.predict(partials)

        def variants() -> dict[str, list[LabelledSpan]]:
            # Two clusters found are the two that would be asked for.
            two = labels if len(set(labels)) == PARTY_COUNT else TWO.predict(partials)
            return {"two": spans_of_partials(two, middles, kept, WINDOW_SECONDS)}

        return spans_of_partials(labels, middles, kept, WINDOW_SECONDS), variants

    return diarize
