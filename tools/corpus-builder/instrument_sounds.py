"""Notes of synthetic instruments, by additive synthesis, wave tables and plucked strings.

Plucked strings follow Karplus & Strong 1983 (Computer Music Journal 7:2), with the two taps of the
loop weighted for fractional tuning. Sung vowels are harmonics under formants (Fant 1960).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import signal

from speech_frames import SAMPLE_RATE_HZ

HIGHEST_PARTIAL_HZ = 3750.0
TABLE_SIZE = 1024

Formants = tuple[tuple[float, float, float], ...]
# Centre Hz, bandwidth Hz, gain: sung vowels, after Peterson & Barney 1952 (means of adults).
AAH: Formants = ((730, 110, 1.0), (1150, 130, 0.6), (2600, 200, 0.25))
OOH: Formants = ((320, 80, 1.0), (870, 100, 0.35), (2300, 200, 0.06))
EEH: Formants = ((500, 90, 1.0), (1850, 150, 0.45), (2550, 200, 0.25))
MMH: Formants = ((270, 70, 1.0), (1100, 250, 0.08), (2200, 300, 0.05))


@dataclass(frozen=True)
class Timbre:
    """How one instrument sounds."""

    name: str
    kind: str = "held"  # held, struck or plucked
    falls: float = 1.2  # amplitude of harmonic k is k to the minus this
    even: float = 1.0  # amplitude of even harmonics
    attack_seconds: float = 0.02
    decay_seconds: float = 0.8  # struck and plucked: time to fall by 8.7 dB at 220 Hz
    release_seconds: float = 0.08
    vibrato_hz: float = 0.0
    vibrato_cents: float = 0.0
    unison_count: int = 1
    detune_cents: float = 6.0
    breath: float = 0.0  # noise beside the tone
    formants: Formants = ()
    partials: tuple[tuple[float, float], ...] = ()  # (ratio, amplitude), for bars and bells
    glide_seconds: float = 0.0  # lines only


def harmonic_gains(timbre: Timbre, hz: np.ndarray, number: int) -> np.ndarray:
    """Amplitude of one harmonic at the given fundamentals; 0 over the band."""
    at = number * hz
    gain = np.full(np.shape(hz), number**-timbre.falls * (timbre.even if number % 2 == 0 else 1.0))
    if timbre.formants:
        gain = gain * (0.03 + sum(g / (1 + ((at - c) / (0.75 * w)) ** 2)
                                  for c, w, g in timbre.formants))
    return gain * np.clip((HIGHEST_PARTIAL_HZ - at) / 300.0, 0.0, 1.0)


def _table(timbre: Timbre, hz: float, lowest_number: int) -> np.ndarray:
    """One period of the harmonics from `lowest_number` on."""
    spectrum = np.zeros(TABLE_SIZE // 2 + 1, dtype=complex)
    for number in range(lowest_number, min(int(HIGHEST_PARTIAL_HZ / hz), 40) + 1):
        phase = np.exp(2.399j * number * number)  # spreads the peaks
        spectrum[number] = harmonic_gains(timbre, np.array(hz), number) * phase
    return (np.fft.irfft(spectrum) * TABLE_SIZE / 2).astype(np.float32)


def _plucked(timbre: Timbre, hz: float, count: int, rng: np.random.Generator) -> np.ndarray:
    period = SAMPLE_RATE_HZ / hz
    whole = max(int(period), 2)
    part = float(np.clip(period - whole, 0.08, 0.92))  # at 0 or 1 the string would never fade
    keep = np.exp(-1.0 / (hz * timbre.decay_seconds))
    loop = np.zeros(whole + 2)
    loop[0], loop[whole], loop[whole + 1] = 1.0, -keep * (1 - part), -keep * part
    burst = np.zeros(count)
    excited = min(whole, count)
    soft = np.convolve(rng.standard_normal(excited + 2), [0.25, 0.5, 0.25], "valid")
    burst[:excited] = soft[:excited] - soft[:excited].mean()
    return signal.lfilter([1.0], loop, burst).astype(np.float32)


def _struck(timbre: Timbre, hz: float, count: int) -> np.ndarray:
    time = np.arange(count, dtype=np.float32) / SAMPLE_RATE_HZ
    decay = timbre.decay_seconds * float(np.clip((220.0 / hz) ** 0.5, 0.4, 2.0))
    body = np.exp(-time / decay)
    if timbre.partials:
        total = np.zeros(count, dtype=np.float32)
        for ratio, gain in timbre.partials:
            if hz * ratio < HIGHEST_PARTIAL_HZ:
                total += gain * body**min(ratio**0.7, 6.0) * np.sin(
                    np.float32(2 * np.pi * hz * ratio) * time)
        return total
    index = (np.arange(count) * (hz / SAMPLE_RATE_HZ * TABLE_SIZE)).astype(np.int64) % TABLE_SIZE
    dull = _table(timbre, hz, 1)[index]
    bright = _table(timbre, hz, 4)[index]
    return body * (dull - bright) + body * np.exp(-time / (0.35 * decay)) * bright


def _held(timbre: Timbre, hz: float, count: int, rng: np.random.Generator) -> np.ndarray:
    time = np.arange(count, dtype=np.float64) / SAMPLE_RATE_HZ
    table = _table(timbre, hz, 1)
    total = np.zeros(count, dtype=np.float32)
    for _ in range(timbre.unison_count):
        cents = float(rng.normal(0, timbre.detune_cents)) if timbre.unison_count > 1 else 0.0
        own_hz = hz * 2 ** (cents / 1200)
        cycles = own_hz * time + float(rng.random())
        if timbre.vibrato_cents:
            rate_hz = timbre.vibrato_hz * float(rng.uniform(0.9, 1.1))
            swing = own_hz * (2 ** (timbre.vibrato_cents / 1200) - 1) / (2 * np.pi * rate_hz)
            onset = np.minimum(time / 0.25, 1.0)
            cycles += swing * onset * np.sin(2 * np.pi * rate_hz * time + rng.random() * 6)
        total += table[(cycles * TABLE_SIZE).astype(np.int64) % TABLE_SIZE]
    if timbre.breath:
        total += timbre.breath * rng.standard_normal(count, dtype=np.float32)
    return total / timbre.unison_count**0.5


def note(timbre: Timbre, hz: float, seconds: float, rng: np.random.Generator) -> np.ndarray:
    """One note with its attack and release, at an RMS near 0.3 while it sounds."""
    release = max(int(timbre.release_seconds * SAMPLE_RATE_HZ), 16)
    count = int(seconds * SAMPLE_RATE_HZ) + release
    if timbre.kind == "plucked":
        sound = _plucked(timbre, hz, count, rng)
    elif timbre.kind == "struck":
        sound = _struck(timbre, hz, count)
    else:
        sound = _held(timbre, hz, count, rng)
    attack = min(max(int(timbre.attack_seconds * SAMPLE_RATE_HZ), 4), count)
    sound[:attack] *= np.linspace(0, 1, attack, dtype=np.float32)
    sound[-release:] *= np.linspace(1, 0, release, dtype=np.float32)
    early = sound[: min(4000, count)].astype(np.float64)
    return sound * np.float32(0.3 / max(np.sqrt(np.mean(early**2)), 1e-6))


def line(timbre: Timbre, hz: np.ndarray, gain: np.ndarray, count: int,
         rng: np.random.Generator) -> np.ndarray:
    """A voice without breaks between its notes: pitch and gain given every 10 ms.

    Vibrato moves the harmonics under the fixed formants, as in a violin or a singer.
    """
    keep = np.exp(-0.01 / max(timbre.glide_seconds, 0.005))
    log_hz = np.log2(np.maximum(hz, 30.0))
    smooth, _ = signal.lfilter([1 - keep], [1, -keep], log_hz, zi=[keep * log_hz[0]])
    slow = np.interp(np.arange(count // 20 + 2) * 0.25, np.arange(len(smooth)), smooth)
    at = np.arange(len(slow)) / 400.0  # seconds; curves at 400 Hz carry the vibrato
    rate = timbre.vibrato_hz * (1 + 0.08 * np.interp(at, np.arange(int(at[-1]) + 2),
                                                     rng.standard_normal(int(at[-1]) + 2)))
    depth = timbre.vibrato_cents / 1200 * rng.uniform(0.6, 1.3)
    slow = slow + depth * np.sin(2 * np.pi * np.cumsum(rate) / 400.0)
    slow += 0.002 * signal.lfilter([0.05], [1, -0.95], rng.standard_normal(len(slow)))
    own_hz = 2.0**slow
    points, samples = np.arange(len(slow)) * 20.0, np.arange(count, dtype=np.float64)
    cycles = np.cumsum(np.interp(samples, points, own_hz)) / SAMPLE_RATE_HZ
    phase = (2 * np.pi * (cycles % 1.0)).astype(np.float32)
    total = np.zeros(count, dtype=np.float32)
    for number in range(1, min(int(HIGHEST_PARTIAL_HZ / own_hz.min()), 16) + 1):
        amplitude = np.interp(samples, points, harmonic_gains(timbre, own_hz, number))
        total += amplitude.astype(np.float32) * np.sin(number * phase)
    if timbre.breath:
        total += timbre.breath * rng.standard_normal(count, dtype=np.float32)
    rise = np.exp(-0.01 / max(timbre.attack_seconds, 0.005))
    shaped = signal.lfilter([1 - rise], [1, -rise], gain)
    total *= np.interp(samples, np.arange(len(shaped)) * 80.0, shaped).astype(np.float32)
    return total * np.float32(0.3 / max(np.sqrt(np.mean(total.astype(np.float64)**2)), 1e-6))


_BAR = ((1.0, 1.0), (3.93, 0.4), (9.2, 0.12))
_METAL = ((1.0, 1.0), (2.76, 0.5), (5.4, 0.25), (8.9, 0.1))
_STRING_BODY: Formants = ((280, 120, 0.9), (460, 120, 1.0), (1000, 300, 0.5), (2500, 700, 0.5))

_ALL = (
    Timbre("piano", "struck", 1.1, decay_seconds=0.9, attack_seconds=0.003),
    Timbre("brightPiano", "struck", 0.8, decay_seconds=0.6, attack_seconds=0.002),
    Timbre("electricPiano", "struck", 1.6, 0.5, 0.005, 0.8, 0.1,
           partials=((1.0, 1.0), (2.0, 0.2), (7.0, 0.25))),
    Timbre("guitar", "plucked", decay_seconds=0.9, attack_seconds=0.002, release_seconds=0.1),
    Timbre("nylonGuitar", "plucked", decay_seconds=0.45, attack_seconds=0.004),
    Timbre("harp", "plucked", decay_seconds=1.6, attack_seconds=0.006, release_seconds=0.3),
    Timbre("koto", "plucked", decay_seconds=0.6, attack_seconds=0.001),
    Timbre("banjo", "plucked", decay_seconds=0.2, attack_seconds=0.001),
    Timbre("musicBox", "struck", partials=_METAL, decay_seconds=1.0, attack_seconds=0.001),
    Timbre("marimba", "struck", partials=_BAR, decay_seconds=0.25, attack_seconds=0.002),
    Timbre("vibraphone", "struck", partials=((1.0, 1.0), (4.0, 0.35), (10.0, 0.08)),
           decay_seconds=1.8, attack_seconds=0.002),
    Timbre("steelDrum", "struck", partials=((1.0, 1.0), (2.0, 0.7), (3.02, 0.3), (4.1, 0.2)),
           decay_seconds=0.4),
    Timbre("strings", "held", 1.1, 1.0, 0.18, 0.8, 0.25, 5.5, 14, 3, 7, 0.01, _STRING_BODY),
    Timbre("softPad", "held", 1.7, 1.0, 0.5, 0.8, 0.6, 0.6, 8, 3, 9),
    Timbre("glassPad", "held", 1.0, 0.2, 0.4, 0.8, 0.7, 4.5, 6, 2, 10),
    Timbre("sawPad", "held", 1.0, 1.0, 0.05, 0.8, 0.3, 0.0, 0, 3, 12),
    Timbre("organ", "held", 0.7, 0.9, 0.015, 0.8, 0.05, 6.5, 8),
    Timbre("pipeOrgan", "held", 0.8, 0.6, 0.06, 0.8, 0.25, 0, 0, 2, 3, 0.02),
    Timbre("accordion", "held", 0.7, 0.8, 0.05, 0.8, 0.06, 0, 0, 3, 9),
    Timbre("brass", "held", 0.9, 1.0, 0.05, 0.8, 0.08, 5, 8, 2, 5, 0.01, ((600, 500, 1.0),
                                                                         (1200, 600, 0.7))),
    Timbre("violin", "held", 1.0, 1.0, 0.06, 0.8, 0.1, 5.8, 28, 1, 0, 0.015, _STRING_BODY,
           glide_seconds=0.05),
    Timbre("cello", "held", 1.0, 1.0, 0.08, 0.8, 0.12, 5.2, 22, 1, 0, 0.012,
           ((220, 100, 1.0), (420, 150, 0.8), (700, 200, 0.5), (1900, 500, 0.3)),
           glide_seconds=0.07),
    Timbre("flute", "held", 2.2, 0.7, 0.05, 0.8, 0.06, 5, 18, 1, 0, 0.07, glide_seconds=0.015),
    Timbre("clarinet", "held", 1.1, 0.08, 0.03, 0.8, 0.05, 4.5, 6, 1, 0, 0.02,
           glide_seconds=0.012),
    Timbre("saxophone", "held", 0.8, 1.0, 0.04, 0.8, 0.07, 5, 22, 1, 0, 0.04,
           ((550, 250, 1.0), (1100, 350, 0.7), (2400, 500, 0.3)), glide_seconds=0.03),
    Timbre("trumpet", "held", 0.7, 1.0, 0.03, 0.8, 0.06, 5.2, 14, 1, 0, 0.01,
           ((1200, 700, 1.0), (2200, 700, 0.5)), glide_seconds=0.015),
    Timbre("mutedTrumpet", "held", 0.5, 1.0, 0.03, 0.8, 0.06, 5, 16, 1, 0, 0.02,
           ((1500, 300, 1.0), (2600, 400, 0.6)), glide_seconds=0.02),
    Timbre("choirAah", "held", 0.9, 1.0, 0.15, 0.8, 0.25, 5.4, 28, 4, 10, 0.02, AAH),
    Timbre("choirOoh", "held", 0.9, 1.0, 0.2, 0.8, 0.3, 5.2, 24, 4, 10, 0.02, OOH),
    Timbre("choirHum", "held", 1.0, 1.0, 0.2, 0.8, 0.3, 5.0, 20, 3, 9, 0.01, MMH),
    Timbre("singerAah", "held", 0.8, 1.0, 0.07, 0.8, 0.12, 5.6, 45, 1, 0, 0.02, AAH,
           glide_seconds=0.05),
    Timbre("singerOoh", "held", 0.8, 1.0, 0.09, 0.8, 0.12, 5.3, 35, 1, 0, 0.02, OOH,
           glide_seconds=0.06),
    Timbre("singerEeh", "held", 0.8, 1.0, 0.07, 0.8, 0.12, 5.9, 50, 1, 0, 0.02, EEH,
           glide_seconds=0.05),
    Timbre("sine", "held", 6.0, 1.0, 0.01, 0.8, 0.03, 0, 0, glide_seconds=0.004),
    Timbre("theremin", "held", 3.0, 1.0, 0.05, 0.8, 0.1, 6, 45, 1, 0, glide_seconds=0.12),
    Timbre("squareLead", "held", 1.0, 0.0, 0.004, 0.8, 0.02, 5.5, 10, glide_seconds=0.01),
    Timbre("sawLead", "held", 1.0, 1.0, 0.01, 0.8, 0.05, 5.5, 12, 2, 8, glide_seconds=0.03),
    Timbre("whistle", "held", 4.0, 1.0, 0.04, 0.8, 0.05, 5, 25, 1, 0, 0.1, glide_seconds=0.03),
    Timbre("pluckBass", "plucked", decay_seconds=0.5, attack_seconds=0.004),
    Timbre("synthBass", "held", 1.1, 1.0, 0.008, 0.8, 0.04),
    Timbre("roundBass", "struck", 1.8, decay_seconds=0.7, attack_seconds=0.006),
)
TIMBRES = {timbre.name: timbre for timbre in _ALL}
