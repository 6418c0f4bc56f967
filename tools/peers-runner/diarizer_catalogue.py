"""Diarizers that run without a network, in the order of the table: what is installed and run."""

from __future__ import annotations

from peer_catalogue import NUMPY, Peer

# From PyPI, torch for Linux brings gigabytes of CUDA; this is PyTorch's own build without it.
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
SHARED = (NUMPY, "torch==2.13.0+cpu", "filelock==4.3.1", "fsspec==2026.9.0", "Jinja2==3.1.6",
          "MarkupSafe==3.0.4", "mpmath==1.3.0", "networkx==3.6.1", "sympy==1.14.0",
          "typing_extensions==4.16.0", "cffi==2.1.1", "pycparser==3.12", "cloudpickle==3.1.3",
          "joblib==1.6.0", "llvmlite==0.50.0", "numba==0.68.1", "narwhals==2.29.0",
          "packaging==26.4", "scikit-learn==1.9.1", "scipy==1.17.1", "soundfile==0.14.0",
          "threadpoolctl==3.8.0")
LIBROSA = ("librosa==0.11.0", "audioread==3.1.0", "certifi==2026.10.19.post1",
           "charset-normalizer==3.5.3", "decorator==5.3.1", "idna==3.20", "lazy-loader==0.6",
           "msgpack==1.2.4", "platformdirs==4.14.8", "pooch==1.9.0", "requests==2.34.2",
           "soxr==1.1.0", "urllib3==2.8.0")


def _resemblyzer(rate: str, why: str) -> Peer:
    return Peer(f"resemblyzer-{rate}", "resemblyzer",
                ("Resemblyzer==0.1.4", "spectralcluster==0.2.22",
                 "webrtcvad-wheels==2.0.14.post1", *LIBROSA, *SHARED),
                "resemblyzer_spectral", rate,
                f"webrtcvad, LSTM embeddings, {rate} a second ({why}); spectralcluster 0.2.22, "
                "configs.icassp2018_clusterer (2 to 7 clusters)", extra_index=TORCH_INDEX)


DIARIZERS: tuple[Peer, ...] = (
    Peer("senko", "senko",
         ("senko==0.2.2", "colour-science==0.4.7", "hdbscan==0.8.44", "pynndescent==0.7.0",
          "PyYAML==6.0.4", "silero-vad==6.2.3", "termcolor==3.3.0", "tqdm==4.70.1",
          "umap-learn==0.5.12", *SHARED),
         "senko_segments", "", "silero-vad, CAM++ embeddings, spectral clustering (1 to 15 "
         "clusters); Diarizer(device='cpu'), merged_segments", extra_index=TORCH_INDEX),
    _resemblyzer("2", "its demo: would have been enough"),
    _resemblyzer("16", "as its demo runs"),
)
VARIANTS = {  # by module: what else is scored, and how the row is called
    "senko_segments": {"raw": "raw_segments", "two": "two speakers given",
                       "raw-two": "raw_segments, two speakers given"},
    "resemblyzer_spectral": {"two": "two speakers given"},
}
