"""Hold music of many styles, composed and played from a generator handed in.

`music` gives a row of tracks as a hold queue plays them. Nothing in it is speech; sung vowels,
solo strings and winds lie in the pitch range of speech on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

import sound_effects as effects
from drum_sounds import PATTERNS, drum
from instrument_sounds import TIMBRES, Timbre, line, note
from music_styles import HELD_OUT_ROWS, MODES, TRAIN_ROWS, Style, styles_of
from speech_frames import SAMPLE_RATE_HZ

MUSIC_DBFS = -20.0  # RMS; callers set their own level
TRACK_SECONDS = (15.0, 90.0)
GAP_SECONDS = (0.1, 1.6)  # between tracks; under the 2 s from which music is one event
LONGEST_CACHED_SECONDS = 3.0

Note = tuple[float, float, int, float]  # start in beats, length in beats, MIDI number, velocity


@dataclass
class Piece:
    """What all parts of one track share."""

    style: Style
    rng: np.random.Generator
    beat_seconds: float
    root: int
    scale: tuple[int, ...]
    chords: list[list[int]]  # of each bar: semitones over the root
    played: dict[tuple[str, int, int], np.ndarray] = field(default_factory=dict)

    @property
    def beats(self) -> int:
        """Beats of a bar."""
        return self.style.beats

    def sample_of(self, beat: float) -> int:
        """Where a beat lies, with the style's swing."""
        whole, part = divmod(beat, 1.0)
        swing = self.style.swing
        bent = part * 2 * swing if part < 0.5 else swing + (part - 0.5) * 2 * (1 - swing)
        return int((whole + bent) * self.beat_seconds * SAMPLE_RATE_HZ)


def _pitch(scale: tuple[int, ...], degree: int) -> int:
    octave, step = divmod(degree, len(scale))
    return 12 * octave + scale[step]


def _chord(scale: tuple[int, ...], degree: int, sevenths: bool) -> list[int]:
    count = 4 if sevenths else 3
    return [_pitch(scale, degree + 2 * k) for k in range(count)]


def _near(semitone: int, root: int, middle: int) -> int:
    """The pitch class of `root + semitone`, in the octave around `middle`."""
    return middle - 6 + (root + semitone - middle + 6) % 12


def _rhythm(piece: Piece) -> list[tuple[float, float]]:
    """Starts and lengths of one bar of melody, in beats."""
    rng, position, found = piece.rng, 0.0, []
    steps = np.array([0.5, 1.0, 1.5, 2.0, 0.25])
    dense = piece.style.density
    weights = np.array([dense, 0.6, 0.25, 0.5 * (1 - dense) + 0.1, 0.25 * dense])
    while position < piece.beats - 0.01:
        length = min(float(rng.choice(steps, p=weights / weights.sum())), piece.beats - position)
        if rng.random() < 0.75 + 0.2 * dense:
            found.append((position, length * float(rng.choice([1.0, 1.0, 0.7, 0.5]))))
        position += length
    return found


def _melody(piece: Piece) -> list[Note]:
    """A tune: two motifs repeated in the order AABA, pitches walking towards the chord."""
    rng, notes = piece.rng, []
    motifs = [_rhythm(piece) for _ in range(3)]
    order = (0, 1, 0, 2) if rng.random() < 0.6 else (0, 0, 1, 0, 0, 0, 2, 1)
    degree = int(rng.integers(0, 5))
    resting = float(rng.uniform(0.0, 0.25))
    steps = [-3, -2, -1, -1, 0, 1, 1, 2, 3]
    for bar, chord in enumerate(piece.chords):
        if bar % 4 == 0 and rng.random() < resting:
            continue
        for position, length in motifs[order[bar % len(order)]]:
            degree = int(np.clip(degree + rng.choice(steps), -4, 9))
            semitone = _pitch(piece.scale, degree)
            if position == int(position) and rng.random() < 0.7:
                semitone = min((c + 12 * k for c in chord for k in (-2, -1, 0, 1)),
                               key=lambda s: abs(s - semitone))
            middle = piece.style.low_note + (piece.root - 48) % 12 - 6
            velocity = float(rng.uniform(0.6, 1.0)) * (1.15 if position == 0 else 1.0)
            notes.append((bar * piece.beats + position, length, middle + semitone, velocity))
    return notes


def _held_chords(piece: Piece) -> list[Note]:
    return [(bar * piece.beats, piece.beats * 0.98, _near(s, piece.root, 60), 0.7)
            for bar, chord in enumerate(piece.chords) for s in chord]


def _struck_chords(piece: Piece) -> list[Note]:
    hits = sorted(piece.rng.choice(np.arange(0, piece.beats, 0.5), replace=False,
                                   size=int(piece.rng.integers(2, piece.beats + 2))).tolist())
    length = float(piece.rng.choice([0.3, 0.5, 1.0, 1.8]))
    return [(bar * piece.beats + hit, length, _near(s, piece.root, 62), 0.7 if hit else 0.9)
            for bar, chord in enumerate(piece.chords) for hit in hits for s in chord]


def _broken_chords(piece: Piece, step: float) -> list[Note]:
    places = int(piece.beats / step)
    order = piece.rng.integers(0, 5, size=places)
    notes = []
    for bar, chord in enumerate(piece.chords):
        pitches = sorted(_near(s, piece.root, 60) for s in chord) + [
            12 + _near(s, piece.root, 60) for s in chord[:2]]
        notes += [(bar * piece.beats + k * step, step * 1.5, pitches[order[k] % len(pitches)],
                   0.9 if k % 4 == 0 else 0.65) for k in range(places)]
    return notes


def _bass(piece: Piece, role: str) -> list[Note]:
    rng, notes = piece.rng, []
    hits = [0.0] + [h for h in np.arange(0.5, piece.beats, 0.5) if rng.random() < 0.35]
    for bar, chord in enumerate(piece.chords):
        low = _near(chord[0], piece.root, 43)
        start = bar * piece.beats
        if role == "longBass":
            notes.append((start, piece.beats * 0.98, low, 0.8))
        elif role == "walk":
            walk = [low, _near(chord[1], piece.root, 45), _near(chord[2], piece.root, 45),
                    low + int(rng.choice([-1, 1, 2]))]
            notes += [(start + k, 0.95, walk[k % 4], 0.8) for k in range(piece.beats)]
        else:
            notes += [(start + h, 0.45, low + (7 if h and rng.random() < 0.3 else 0), 0.8)
                      for h in hits]
    return notes


def _oom_pah(piece: Piece) -> list[Note]:
    notes = []
    for bar, chord in enumerate(piece.chords):
        start = bar * piece.beats
        notes.append((start, 0.8, _near(chord[0], piece.root, 45), 0.9))
        notes += [(start + beat, 0.35, _near(s, piece.root, 60), 0.5)
                  for beat in range(1, piece.beats) for s in chord]
    return notes


def _notes(piece: Piece, role: str) -> list[Note]:
    if role in ("melody", "line"):
        return _melody(piece)
    if role == "pad":
        return _held_chords(piece)
    if role == "comp":
        return _struck_chords(piece)
    if role == "arp":
        return _broken_chords(piece, 0.5)
    if role == "fastArp":
        return _broken_chords(piece, 0.25)
    if role == "oomPah":
        return _oom_pah(piece)
    return _bass(piece, role)


def _hertz(midi: float) -> float:
    return 440.0 * 2 ** ((midi - 69) / 12)


def _play(piece: Piece, timbre: Timbre, notes: list[Note], count: int) -> np.ndarray:
    """Every note on its own; one that comes again is taken from the first."""
    total = np.zeros(count, dtype=np.float32)
    jitter = piece.rng.normal(0, 0.006 * SAMPLE_RATE_HZ, len(notes)).astype(int)
    for (start, length, midi, velocity), moved in zip(notes, jitter):
        seconds = round(length * piece.beat_seconds, 2)
        if timbre.kind != "held":
            seconds = round(max(seconds, min(2.5 * timbre.decay_seconds, 1.5)), 1)
        key = (timbre.name, midi, int(seconds * 20))
        sound = piece.played.get(key)
        if sound is None:
            sound = note(timbre, _hertz(midi), seconds, piece.rng)
            if seconds <= LONGEST_CACHED_SECONDS:
                piece.played[key] = sound
        first = max(piece.sample_of(start) + int(moved), 0)
        last = min(first + len(sound), count)
        if last > first:
            total[first:last] += np.float32(velocity) * sound[: last - first]
    return total


def _sing(piece: Piece, timbre: Timbre, notes: list[Note], count: int) -> np.ndarray:
    """The notes as one line, gliding from each to the next."""
    frames = count // 80 + 2
    hz, gain = np.zeros(frames), np.zeros(frames)
    for start, length, midi, velocity in notes:
        first = min(piece.sample_of(start) // 80, frames - 1)
        last = min(piece.sample_of(start + length) // 80, frames)
        hz[first:] = _hertz(midi)
        gain[first:last] = velocity
        if last - first > 6 and timbre.name != "theremin":
            gain[last - 2 : last] *= 0.3
    hz[hz == 0] = _hertz(notes[0][2]) if notes else 220.0
    return line(timbre, hz, gain, count, piece.rng)


def _drums(piece: Piece, count: int) -> np.ndarray:
    total = np.zeros(count, dtype=np.float32)
    pattern = PATTERNS[str(piece.rng.choice(piece.style.drums))]
    for name, strokes in pattern.strokes:
        shots = [drum(name, piece.rng).astype(np.float32) for _ in range(3)]
        for bar in range(len(piece.chords)):
            for step, mark in enumerate(strokes):
                missing = piece.rng.random() < (0.03 if bar % 4 < 3 else 0.15)
                if mark == "." or missing:
                    continue
                shot = shots[(bar + step) % 3] * np.float32(1.0 if mark.isupper() else 0.55)
                first = piece.sample_of(bar * piece.beats + step / 4)
                last = min(first + len(shot), count)
                if last > first:
                    total[first:last] += shot[: last - first]
    return total


def _piece(style: Style, split: str, seconds: float, rng: np.random.Generator) -> Piece:
    beat_seconds = 60.0 / float(rng.uniform(*style.tempo))
    scale = MODES[str(rng.choice(style.modes))]
    rows = TRAIN_ROWS if split == "train" else HELD_OUT_ROWS
    row = [r % len(scale) for r in rows[int(rng.integers(len(rows)))]]
    bars = int(seconds / (beat_seconds * style.beats)) + 1
    chords = [_chord(scale, row[bar % len(row)], style.sevenths) for bar in range(bars)]
    return Piece(style, rng, beat_seconds, int(rng.integers(48, 60)), scale, chords)


def _mixed(piece: Piece, count: int) -> np.ndarray:
    """All parts, each at its level; a part may rest for some bars."""
    rng, total = piece.rng, np.zeros(count, dtype=np.float32)
    for role, instruments, level_db in piece.style.parts:
        timbre = TIMBRES[str(rng.choice(instruments))]
        notes = _notes(piece, role)
        if role not in ("melody", "line") and len(piece.chords) > 8 and rng.random() < 0.3:
            bars = int(rng.integers(2, 6)) * piece.beats
            notes = [n for n in notes if n[0] >= bars]
        alone = role in ("melody", "line") and timbre.glide_seconds > 0
        made = (_sing if alone else _play)(piece, timbre, notes, count)
        power = float(np.mean(made.astype(np.float64) ** 2))
        if power > 0:
            gain = 10.0 ** ((level_db + float(rng.uniform(-3, 3))) / 20.0) / power**0.5
            total += np.float32(0.1 * gain) * made
    if piece.style.drums and rng.random() < 0.9:
        made = _drums(piece, count)
        power = float(np.mean(made.astype(np.float64) ** 2))
        if power > 0:
            total += np.float32(0.1 * 10 ** (float(rng.uniform(-8, 1)) / 20) / power**0.5) * made
    return total


def _produced(piece: Piece, samples: np.ndarray) -> np.ndarray:
    """Room, movement, filter sweep, compression and the limits of the source."""
    rng, style = piece.rng, piece.style
    if style.sweep:
        dull = effects.band(samples, 0, float(rng.uniform(500, 1100)))
        opened = 0.5 + 0.5 * np.sin(2 * np.pi * (np.arange(len(samples)) * float(
            rng.uniform(0.04, 0.3)) / SAMPLE_RATE_HZ % 1.0))
        samples = dull + opened * (samples - dull)
    if rng.random() < 0.25:
        samples = effects.chorused(samples, rng)
    if rng.random() < 0.15:
        samples = effects.tremolo(samples, rng)
    if rng.random() < 0.75:
        samples = effects.reverberated(samples, float(rng.uniform(*style.room_seconds)),
                                       float(rng.uniform(0, 12)), rng)
    if rng.random() < 0.5:
        samples = samples * 10.0 ** (effects.wander(len(samples), 0.3, rng) * 2.0 / 20.0)
    if rng.random() < 0.5:
        samples = effects.compressed(samples, float(rng.uniform(1.5, 6)))
    return samples


def _track(style: Style, split: str, count: int, rng: np.random.Generator) -> np.ndarray:
    piece = _piece(style, split, count / SAMPLE_RATE_HZ, rng)
    samples = _produced(piece, _mixed(piece, count)).astype(np.float64)
    power = float(np.mean(samples**2))
    samples *= 10.0 ** (MUSIC_DBFS / 20.0) / max(power, 1e-12) ** 0.5
    if rng.random() < 0.6:
        fade = min(int(float(rng.uniform(0.5, 4.0)) * SAMPLE_RATE_HZ), count)
        samples[count - fade :] *= np.linspace(1, 0, fade)
    return samples


def music(count: int, rng: np.random.Generator, split: str = "train",
          style_name: str | None = None) -> tuple[str, np.ndarray]:
    """Name of the styles heard, and so many samples of music at `MUSIC_DBFS`.

    Peaks are not limited: set the level first.

    Args:
        split: train has its own styles; dev and test share others that train never hears.
        style_name: one style throughout, instead of one drawn for each track.
    """
    styles = [s for s in styles_of(split) if style_name in (None, s.name)]
    total, names, position = np.zeros(count), [], 0
    while position < count:
        style = styles[int(rng.integers(len(styles)))]
        wished = int(float(rng.uniform(*TRACK_SECONDS)) * SAMPLE_RATE_HZ)
        length = count - position if count - position < wished * 1.3 else wished
        total[position : position + length] = _track(style, split, length, rng)
        names.append(style.name)
        position += length + int(float(rng.uniform(*GAP_SECONDS)) * SAMPLE_RATE_HZ)
    if rng.random() < 0.3:
        total = effects.band(total, float(rng.uniform(20, 350)), float(rng.uniform(2200, 3950)))
    if rng.random() < 0.25:
        total = effects.thinned(total, rng)
    power = float(np.mean(total**2)) if count else 0.0
    total *= 10.0 ** (MUSIC_DBFS / 20.0) / max(power, 1e-12) ** 0.5
    return "+".join(dict.fromkeys(names)), total
