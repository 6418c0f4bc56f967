"""The peer of the speed benchmark: webrtcvad over every channel of a WAV file.

Prints the number of speech frames; the CPU time is measured from outside. Exit code 3: the recording
is none that webrtcvad takes.
"""

import array
import sys
import wave

import webrtcvad

AGGRESSIVENESS = 2
FRAME_SECONDS = 0.03
BLOCK_FRAMES = 1000


def speech_frame_count(path: str) -> int:
    """Counts the 30 ms frames, over all channels, that webrtcvad takes for speech."""
    with wave.open(path, "rb") as recording:
        rate_hz, channel_count = recording.getframerate(), recording.getnchannels()
        if recording.getsampwidth() != 2 or rate_hz not in (8000, 16000, 32000, 48000):
            raise wave.Error("webrtcvad takes 16 bits at 8, 16, 32 or 48 kHz")
        # The detector adapts: each channel has its own.
        detectors = [webrtcvad.Vad(AGGRESSIVENESS) for _ in range(channel_count)]
        frame_samples = int(rate_hz * FRAME_SECONDS)
        frame_bytes = frame_samples * 2
        count = 0
        while block := recording.readframes(frame_samples * BLOCK_FRAMES):
            samples = array.array("h", block)
            for channel, detector in enumerate(detectors):
                data = samples[channel::channel_count].tobytes()
                for start in range(0, len(data) - frame_bytes + 1, frame_bytes):
                    count += detector.is_speech(data[start : start + frame_bytes], rate_hz)
        return count


if __name__ == "__main__":
    try:
        print(speech_frame_count(sys.argv[1]))
    except (wave.Error, EOFError) as error:
        print(f"webrtcvad peer: {error}", file=sys.stderr)
        sys.exit(3)
