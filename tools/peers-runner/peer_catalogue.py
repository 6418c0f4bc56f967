"""The peers, in the order of the table: what is installed, and which defaults are run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    """One detector as its documentation tells to run it."""

    name: str
    environment: str  # ~/.cache/callsift/peers-<environment>; peers may share one
    requirements: tuple[str, ...]  # from PyPI, pinned, installed without dependencies
    module: str  # detectors/<module>.py
    mode: str  # handed to the module's `make`
    description: str  # what it is, and the documented defaults that are run
    debian_packages: tuple[str, ...] = ()  # unpacked into the environment, not installed
    extra_index: str | None = None  # where pip looks for local versions (+cpu)

    @property
    def package(self) -> str | None:
        """Name of the distribution that is measured; None when it is no Python package."""
        return self.requirements[0].split("==")[0] if self.requirements else None


def _webrtcvad(mode: str) -> Peer:
    return Peer(f"webrtcvad-{mode}", "webrtcvad", ("webrtcvad-wheels==2.0.14.post1",),
                "webrtcvad_frames", mode,
                f"WebRTC's Gaussian mixtures, mode {mode}, 8 kHz, 30 ms frames as decided")


NUMPY = "numpy==2.4.6"

PEERS: tuple[Peer, ...] = (
    *(_webrtcvad(mode) for mode in "0123"),
    Peer("silero", "silero",
         ("silero-vad==6.2.3", "onnxruntime==1.32.0", NUMPY, "packaging==26.3",
          "flatbuffers==25.12.19", "protobuf==7.36.2"),
         "silero_onnx", "", "neural, the wheel's silero_vad.onnx at 8 kHz, 32 ms; threshold 0.5 "
         "(exit 0.35), speech >= 250 ms, silence >= 100 ms, padding 30 ms"),
    Peer("ten-vad", "ten", ("ten-vad==1.0.6.9", NUMPY, "soxr==1.1.0"), "ten_frames", "",
         "neural, resampled to the 16 kHz it needs (soxr HQ), hop 256, threshold 0.5, frames as "
         "decided", ("libc++1-14", "libc++abi1-14", "libunwind-14")),
    Peer("auditok", "auditok", ("auditok==0.5.2", NUMPY), "auditok_split", "",
         "energy, split(): threshold 50 dB, window 50 ms, event 0.2-5 s, silence <= 0.3 s"),
    Peer("ffmpeg", "ffmpeg", (), "ffmpeg_silencedetect", "",
         "level, silencedetect with mono=1: -60 dB, silence >= 2 s; speech is what is not silence"),
    Peer("call-ai-metrics", "call-ai-metrics", ("call-ai-metrics==0.1.0", NUMPY),
         "call_ai_metrics_report", "", "whole-call, analyze(): per-channel energy, crosstalk taken "
         "out by level; speech >= 0.12 s, gaps <= 0.3 s bridged"),
    Peer("fast-vad", "fast-vad", ("fast-vad==0.2.1", NUMPY), "fast_vad_segments", "",
         "logistic regression on 8 bands, VAD(8000), mode normal"),
)


def named(name: str) -> Peer:
    """The peer of that name.

    Raises:
        KeyError: when there is none.
    """
    return {peer.name: peer for peer in PEERS}[name]
