"""IMA ADPCM blocks as WAV holds them: IMA Digital Audio Technical Working Group (1992), 3.00.

Steps are added with their own truncation, as sox (measured) decodes them; FFmpeg
multiplies first, and its decoder drifts from these blocks by a few steps until the next block.
"""

from __future__ import annotations

import struct

import numpy as np

BLOCK_BYTES_PER_CHANNEL = 256  # usual at 8 kHz (Microsoft Multimedia Standards Update, 1994)
SAMPLES_PER_BLOCK = (BLOCK_BYTES_PER_CHANNEL - 4) * 2 + 1  # one in the header, two per byte
INDEX_CHANGES = (-1, -1, -1, -1, 2, 4, 6, 8)
STEPS = (
    7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66,
    73, 80, 88, 97, 107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449,
    494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272,
    2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493,
    10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767)


class _Channel:
    """State of one channel's coder."""

    def __init__(self) -> None:
        self.predicted = 0
        self.index = 0

    def code(self, sample: int) -> int:
        """The four bits of one 16-bit sample."""
        step = STEPS[self.index]
        difference = sample - self.predicted
        code = 8 if difference < 0 else 0
        difference = abs(difference)
        change = step >> 3
        for bit in (4, 2, 1):
            if difference >= step:
                code |= bit
                difference -= step
                change += step
            step >>= 1
        self.predicted += -change if code & 8 else change
        self.predicted = max(-32768, min(32767, self.predicted))
        self.index = max(0, min(len(STEPS) - 1, self.index + INDEX_CHANGES[code & 7]))
        return code


def ima_blocks(samples: np.ndarray) -> bytes:
    """Blocks of 16-bit samples.

    Args:
        samples: Integers, shape `[channels, samples]`.
    """
    channel_count, count = samples.shape
    block_count = -(-count // SAMPLES_PER_BLOCK)
    padded = np.pad(samples, ((0, 0), (0, block_count * SAMPLES_PER_BLOCK - count)))
    coders = [_Channel() for _ in range(channel_count)]
    blocks = bytearray()
    for start in range(0, padded.shape[1], SAMPLES_PER_BLOCK):
        words = []
        for coder, row in zip(coders, padded[:, start : start + SAMPLES_PER_BLOCK].tolist()):
            coder.predicted = row[0]
            blocks += struct.pack("<hBB", row[0], coder.index, 0)
            codes = [coder.code(s) for s in row[1:]]
            packed = bytes(a | b << 4 for a, b in zip(codes[::2], codes[1::2]))
            words.append([packed[i : i + 4] for i in range(0, len(packed), 4)])
        for group in zip(*words):  # eight samples of each channel in turn
            blocks += b"".join(group)
    return bytes(blocks)
