"""WAV files by hand: RIFF, Multimedia Programming Interface 1.0 (IBM and Microsoft, 1991)."""

from __future__ import annotations

import struct

import numpy as np

from ima_adpcm import BLOCK_BYTES_PER_CHANNEL, SAMPLES_PER_BLOCK, ima_blocks

# Format tags of RFC 2361.
TAG_PCM, TAG_FLOAT, TAG_ALAW, TAG_MULAW, TAG_IMA = 0x0001, 0x0003, 0x0006, 0x0007, 0x0011
MULAW_BIAS, MULAW_CLIP = 132, 32635  # ITU-T G.711 µ-law on 16-bit samples, as in G.191
Samples = np.ndarray  # shape [channels, samples], full scale 1


def _int16(samples: Samples) -> np.ndarray:
    return np.clip(np.round(samples * 32768.0), -32768, 32767).astype(np.int64)


def mulaw_codes(samples: Samples) -> np.ndarray:
    """ITU-T G.711 µ-law."""
    linear = _int16(samples)
    magnitude = np.minimum(np.abs(linear), MULAW_CLIP) + MULAW_BIAS
    exponent = np.floor(np.log2(magnitude)).astype(np.int64) - 7
    mantissa = (magnitude >> (exponent + 3)) & 0x0F
    sign = np.where(linear < 0, 0x80, 0)
    return (~(sign | (exponent << 4) | mantissa) & 0xFF).astype(np.uint8)


def alaw_codes(samples: Samples) -> np.ndarray:
    """ITU-T G.711 A-law."""
    linear = _int16(samples) >> 3  # 13 bits
    magnitude = np.where(linear < 0, -linear - 1, linear)
    exponent = np.maximum(np.floor(np.log2(np.maximum(magnitude, 1))).astype(np.int64) - 4, 0)
    shift = np.maximum(exponent, 1)
    code = (exponent << 4) | ((magnitude >> shift) & 0x0F)
    sign = np.where(linear < 0, 0, 0x80)
    return ((code | sign) ^ 0x55).astype(np.uint8)


def _chunk(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def _wav(tag: int, bits: int, samples: Samples, rate_hz: int, data: bytes) -> bytes:
    channel_count = samples.shape[0]
    block_bytes = channel_count * bits // 8
    header = struct.pack("<HHIIHH", tag, channel_count, rate_hz, rate_hz * block_bytes,
                         block_bytes, bits)
    extra = b""
    if tag != TAG_PCM:
        header += struct.pack("<H", 0)
        extra = _chunk(b"fact", struct.pack("<I", samples.shape[1]))
    return _riff(_chunk(b"fmt ", header) + extra + _chunk(b"data", data))


def _riff(chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks


def pcm16(samples: Samples, rate_hz: int) -> bytes:
    """16-bit PCM."""
    return _wav(TAG_PCM, 16, samples, rate_hz, _int16(samples).T.astype("<i2").tobytes())


def pcm8(samples: Samples, rate_hz: int) -> bytes:
    """8-bit PCM, offset binary as WAV has it."""
    codes = np.clip(np.round(samples * 128.0) + 128, 0, 255).astype(np.uint8)
    return _wav(TAG_PCM, 8, samples, rate_hz, codes.T.tobytes())


def pcm24(samples: Samples, rate_hz: int) -> bytes:
    """24-bit PCM."""
    full = 1 << 23
    codes = np.clip(np.round(samples * full), -full, full - 1).astype("<i4").T.copy()
    data = codes.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    return _wav(TAG_PCM, 24, samples, rate_hz, data)


def float32(samples: Samples, rate_hz: int) -> bytes:
    """32-bit float."""
    return _wav(TAG_FLOAT, 32, samples, rate_hz, samples.T.astype("<f4").tobytes())


def mulaw(samples: Samples, rate_hz: int) -> bytes:
    """G.711 µ-law."""
    return _wav(TAG_MULAW, 8, samples, rate_hz, mulaw_codes(samples).T.tobytes())


def alaw(samples: Samples, rate_hz: int) -> bytes:
    """G.711 A-law."""
    return _wav(TAG_ALAW, 8, samples, rate_hz, alaw_codes(samples).T.tobytes())


def ima(samples: Samples, rate_hz: int) -> bytes:
    """IMA ADPCM, 4 bits a sample; the last block is filled with zeros."""
    channel_count = samples.shape[0]
    block_bytes = BLOCK_BYTES_PER_CHANNEL * channel_count
    header = struct.pack("<HHIIHHHH", TAG_IMA, channel_count, rate_hz,
                         rate_hz * block_bytes // SAMPLES_PER_BLOCK, block_bytes, 4, 2,
                         SAMPLES_PER_BLOCK)
    fact = _chunk(b"fact", struct.pack("<I", samples.shape[1]))
    return _riff(_chunk(b"fmt ", header) + fact + _chunk(b"data", ima_blocks(_int16(samples))))


def _data_offset(content: bytes) -> int:
    """Where the sound begins."""
    return content.index(b"data") + 8


def truncated_mulaw(samples: Samples, rate_hz: int, kept_ratio: float = 0.7) -> bytes:
    """µ-law whose header promises all, of which only a part was copied."""
    content = mulaw(samples, rate_hz)
    start = _data_offset(content)
    kept = int(samples.shape[1] * kept_ratio) * samples.shape[0]
    return content[: start + kept]


def unfinalised_mulaw(samples: Samples, rate_hz: int) -> bytes:
    """µ-law of a recorder that died before it wrote the sizes: RIFF and data size 0."""
    content = bytearray(mulaw(samples, rate_hz))
    start = _data_offset(content)
    content[4:8] = content[start - 4 : start] = bytes(4)
    fact = content.index(b"fact") + 8
    content[fact : fact + 4] = bytes(4)
    return bytes(content)
