"""silero-vad: the wheel's ONNX model, and the wheel's own step from probabilities to spans.

The wheel imports torch, whose packages for PyPI bring gigabytes of CUDA; of it the step from
probabilities to spans uses nothing. A stand-in takes its place, and the model is driven as
`OnnxWrapper` does it: 256 samples after 32 of context, state carried on, one thread.
https://github.com/snakers4/silero-vad
"""

from __future__ import annotations

import sys
import types
from pathlib import Path

import numpy as np
import onnxruntime

from detectors.recordings import SAMPLE_RATE_HZ, Detector, Span, channel_bytes

WINDOW_SAMPLES, CONTEXT_SAMPLES, STATE_SHAPE = 256, 32, (2, 1, 128)  # at 8 kHz


def _stand_in_for_torch() -> types.ModuleType:
    torch = types.ModuleType("torch")
    torch.Tensor = np.ndarray
    torch.device = str
    torch.set_num_threads = lambda _count: None
    torch.no_grad = lambda: lambda function: function
    return torch


def _session() -> onnxruntime.InferenceSession:
    import silero_vad

    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    model = Path(silero_vad.__file__).parent / "data" / "silero_vad.onnx"
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def make(_mode: str) -> Detector:
    """Loads the model; every setting is the wheel's default."""
    sys.modules["torch"] = _stand_in_for_torch()
    from silero_vad import get_speech_timestamps_from_probs

    session = _session()
    rate = np.array(SAMPLE_RATE_HZ, dtype=np.int64)

    def channel_spans(data: bytes) -> list[Span]:
        samples = np.frombuffer(data, dtype=np.int16).astype(np.float32) / 32768.0
        count = -(-len(samples) // WINDOW_SAMPLES)
        padded = np.zeros(CONTEXT_SAMPLES + count * WINDOW_SAMPLES, dtype=np.float32)
        padded[CONTEXT_SAMPLES : CONTEXT_SAMPLES + len(samples)] = samples
        state = np.zeros(STATE_SHAPE, dtype=np.float32)
        probabilities = []
        for start in range(0, count * WINDOW_SAMPLES, WINDOW_SAMPLES):
            chunk = padded[None, start : start + CONTEXT_SAMPLES + WINDOW_SAMPLES]
            out, state = session.run(None, {"input": chunk, "state": state, "sr": rate})
            probabilities.append(out.item())
        found = get_speech_timestamps_from_probs(
            probabilities, sampling_rate=SAMPLE_RATE_HZ, audio_length_samples=len(samples))
        return [(s["start"] / SAMPLE_RATE_HZ, s["end"] / SAMPLE_RATE_HZ) for s in found]

    def spans_of(path: Path) -> list[list[Span]]:
        return [channel_spans(data) for data in channel_bytes(path)]

    return Detector(spans_of)
