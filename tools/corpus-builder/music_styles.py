"""Styles of hold music: what plays which part, how fast, over which chords.

A style belongs to one side: `train` styles train the detector, `heldOut` ones are for the dev and
test splits, with drum patterns, chord rows and lead instruments of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

MODES = {
    "major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10), "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11), "harmonicMinor": (0, 2, 3, 5, 7, 8, 11),
    "pentatonic": (0, 2, 4, 7, 9),
}
# Degrees of the scale, one chord a bar.
TRAIN_ROWS = ((0, 4, 5, 3), (0, 5, 3, 4), (1, 4, 0, 0), (0, 3, 4, 0), (5, 3, 0, 4), (0, 0, 3, 4),
              (1, 4, 0, 5), (0, 2, 3, 4), (0, 6, 3, 0), (0, 3), (0,), (0, 4, 5, 2, 3, 0, 3, 4))
HELD_OUT_ROWS = ((0, 5, 1, 4), (3, 4, 2, 5), (0, 2, 5, 3), (5, 4, 3, 4), (0, 1), (3, 0),
                 (0, 3, 0, 4, 3, 0, 4, 0))


@dataclass(frozen=True)
class Style:
    """A recipe; where several instruments are named, one is drawn."""

    name: str
    split: str
    tempo: tuple[float, float]
    modes: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...], float], ...]  # role, instruments, level in dB
    drums: tuple[str, ...] = ()
    beats: int = 4
    swing: float = 0.5  # where the second eighth falls in its beat
    sevenths: bool = False
    low_note: int = 60  # MIDI number around which the melody lies
    density: float = 0.6  # of melody notes
    sweep: bool = False  # a filter opens and closes
    room_seconds: tuple[float, float] = (0.1, 0.8)


def _train(name: str, *arguments: object, **values: object) -> Style:
    return Style(name, "train", *arguments, **values)


def _held_out(name: str, *arguments: object, **values: object) -> Style:
    return Style(name, "heldOut", *arguments, **values)


_ANY = ("major", "minor")
_JAZZ = ("dorian", "mixolydian", "major")

STYLES: tuple[Style, ...] = (
    _train("pop", (85, 130), _ANY, (("comp", ("piano", "guitar", "brightPiano"), -6),
           ("bass", ("synthBass", "pluckBass"), -3), ("melody", ("sawLead", "piano", "guitar",
           "singerAah"), 0), ("pad", ("softPad", "strings"), -12)), ("pop", "rock")),
    _train("rock", (100, 150), ("minor", "mixolydian"), (("comp", ("sawPad", "guitar"), -3),
           ("bass", ("pluckBass", "synthBass"), -3), ("melody", ("sawLead",), -1)), ("rock",)),
    _train("jazzSwing", (90, 155), _JAZZ, (("comp", ("piano", "nylonGuitar"), -6),
           ("walk", ("pluckBass", "roundBass"), -3), ("melody", ("saxophone", "trumpet", "piano"),
           0)), ("swing",), swing=0.64, sevenths=True),
    _train("classicalPiano", (60, 120), _ANY, (("arp", ("piano",), -5), ("melody", ("piano",), 0)),
           low_note=67),
    _train("pianoBallad", (55, 80), _ANY, (("comp", ("piano", "electricPiano"), -4),
           ("melody", ("piano", "violin", "flute"), 0), ("pad", ("strings",), -8)), ("ballad",)),
    _train("stringQuartet", (60, 110), ("major", "minor", "harmonicMinor"),
           (("pad", ("strings",), -3), ("melody", ("violin",), 0), ("line", ("strings",), -5),
            ("longBass", ("strings",), -4)), room_seconds=(0.4, 1.5)),
    _train("violinSolo", (55, 100), ("major", "minor", "harmonicMinor"),
           (("melody", ("violin",), 0),), room_seconds=(0.3, 1.5), density=0.75),
    _train("violinLow", (55, 90), ("minor", "dorian"), (("melody", ("violin",), 0),
           ("pad", ("softPad", "strings"), -10)), low_note=55),
    _train("fluteSolo", (60, 110), ("major", "dorian", "pentatonic"), (("melody", ("flute",), 0),
           ("arp", ("harp", "nylonGuitar"), -8)), low_note=70),
    _train("saxophoneBallad", (60, 90), _JAZZ, (("melody", ("saxophone",), 0),
           ("pad", ("softPad",), -8), ("comp", ("electricPiano",), -8)), ("ballad",),
           sevenths=True, low_note=57),
    _train("hymn", (60, 90), ("major", "minor"), (("pad", ("pipeOrgan", "organ"), 0),
           ("melody", ("pipeOrgan",), 0), ("longBass", ("pipeOrgan",), -3)),
           room_seconds=(0.8, 2.5)),
    _train("guitarArpeggio", (70, 120), _ANY, (("arp", ("guitar", "nylonGuitar"), 0),
           ("bass", ("nylonGuitar",), -4), ("melody", ("guitar", "flute"), -3))),
    _train("harp", (60, 110), ("major", "lydian", "pentatonic"), (("arp", ("harp",), 0),
           ("melody", ("harp",), 0)), room_seconds=(0.5, 2.0)),
    _train("synthSweep", (105, 140), ("minor", "dorian"), (("fastArp", ("sawPad", "sawLead",
           "squareLead"), 0), ("bass", ("synthBass",), -2), ("pad", ("sawPad",), -6)),
           ("fourOnFloor",), sweep=True),
    _train("drumAndBass", (150, 160), ("minor", "dorian"), (("bass", ("synthBass",), 0),
           ("pad", ("softPad", "glassPad"), -8), ("melody", ("squareLead", "sine"), -8)),
           ("drumAndBass",), density=0.3),
    _train("drumsOnly", (80, 155), _ANY, (("bass", ("synthBass", "roundBass"), -14),),
           ("rock", "pop", "swing", "bossa", "fourOnFloor", "drumAndBass", "shuffle")),
    _train("ambient", (55, 75), ("major", "lydian", "dorian"), (("pad", ("softPad", "glassPad"),
           0), ("melody", ("sine", "glassPad", "musicBox"), -8)), density=0.2, sweep=True,
           room_seconds=(1.0, 3.0)),
    _train("drone", (55, 70), ("dorian", "minor"), (("pad", ("sawPad", "strings", "softPad"), 0),),
           sweep=True, room_seconds=(1.0, 3.0)),
    _train("waltz", (90, 150), ("major", "harmonicMinor"), (("oomPah", ("piano", "strings"), -4),
           ("melody", ("violin", "piano", "clarinet"), 0)), ("waltz",), beats=3),
    _train("bossa", (110, 145), ("major", "dorian"), (("comp", ("nylonGuitar",), -2),
           ("bass", ("roundBass", "pluckBass"), -4), ("melody", ("flute", "saxophone", "piano"),
           0)), ("bossa",), sevenths=True),
    _train("choir", (55, 90), ("major", "minor", "dorian"), (("pad", ("choirAah", "choirOoh",
           "choirHum"), 0), ("longBass", ("choirHum", "choirOoh"), -4),
           ("melody", ("choirAah", "choirOoh"), -2)), room_seconds=(0.8, 2.5)),
    _train("vocalise", (55, 100), ("major", "minor", "harmonicMinor"), (("melody", ("singerAah",
           "singerOoh"), 0), ("arp", ("piano", "guitar"), -8)), low_note=57, density=0.7),
    _train("vocaliseAlone", (55, 100), ("major", "minor"), (("melody", ("singerAah",
           "singerOoh"), 0),), low_note=55, density=0.7, room_seconds=(0.2, 1.5)),
    _train("brassBand", (90, 130), ("major", "mixolydian"), (("comp", ("brass",), -3),
           ("melody", ("trumpet", "brass"), 0), ("oomPah", ("brass",), -5)), ("rock",)),
    _train("musicBox", (70, 130), ("major", "pentatonic"), (("melody", ("musicBox",), 0),
           ("arp", ("musicBox",), -6)), low_note=76),
    _train("sineMelody", (80, 150), ("major", "minor", "pentatonic"), (("melody", ("sine",), 0),),
           density=0.8, low_note=69),
    _train("marimba", (90, 140), ("pentatonic", "dorian"), (("fastArp", ("marimba",), 0),
           ("melody", ("marimba", "steelDrum"), -2)), ("bossa",)),
    _train("electricPianoChords", (70, 110), _JAZZ, (("comp", ("electricPiano",), 0),
           ("bass", ("roundBass",), -4)), ("shuffle", "ballad"), swing=0.58, sevenths=True),
    _held_out("lofi", (65, 90), ("dorian", "minor"), (("comp", ("electricPiano", "nylonGuitar"),
              -1), ("bass", ("roundBass",), -3), ("melody", ("vibraphone", "koto"), -4)),
              ("lofi",), swing=0.6, sevenths=True, density=0.4),
    _held_out("celloSolo", (50, 90), ("minor", "harmonicMinor", "major"),
              (("melody", ("cello",), 0),), low_note=48, density=0.75, room_seconds=(0.3, 1.5)),
    _held_out("clarinetDuo", (70, 120), ("major", "dorian"), (("melody", ("clarinet",), 0),
              ("line", ("clarinet",), -3)), low_note=60),
    _held_out("vibraphoneTrio", (80, 140), _JAZZ, (("melody", ("vibraphone",), 0),
              ("walk", ("roundBass",), -3), ("comp", ("vibraphone",), -8)), ("lofi",),
              swing=0.66, sevenths=True),
    _held_out("chiptune", (120, 160), ("major", "minor"), (("melody", ("squareLead",), 0),
              ("fastArp", ("squareLead",), -6), ("bass", ("squareLead",), -3)), ("march",),
              low_note=69, density=0.85),
    _held_out("gospelOrgan", (60, 95), ("mixolydian", "major"), (("pad", ("organ",), -2),
              ("melody", ("singerEeh", "organ"), 0), ("walk", ("roundBass",), -4)), ("reggae",),
              swing=0.64, sevenths=True),
    _held_out("funk", (95, 120), ("dorian", "mixolydian"), (("comp", ("banjo", "electricPiano"),
              -3), ("bass", ("synthBass",), 0), ("melody", ("brass", "mutedTrumpet"), -3)),
              ("funk",), sevenths=True),
    _held_out("disco", (112, 128), ("minor", "dorian"), (("bass", ("pluckBass",), -2),
              ("pad", ("strings",), -4), ("melody", ("mutedTrumpet", "sawLead"), 0)),
              ("disco",)),
    _held_out("musette", (110, 150), ("minor", "major"), (("melody", ("accordion",), 0),
              ("oomPah", ("accordion", "banjo"), -6)), ("musetteWaltz",), beats=3, density=0.8),
    _held_out("mutedTrumpetBallad", (55, 80), _JAZZ, (("melody", ("mutedTrumpet",), 0),
              ("pad", ("glassPad",), -8)), low_note=58, sevenths=True),
    _held_out("soprano", (55, 95), ("major", "harmonicMinor"), (("melody", ("singerEeh",), 0),
              ("pad", ("strings",), -8)), low_note=64, density=0.7),
    _held_out("koto", (60, 110), ("pentatonic", "harmonicMinor"), (("melody", ("koto",), 0),
              ("arp", ("koto",), -6)), density=0.5),
    _held_out("whistle", (80, 130), ("major", "mixolydian"), (("melody", ("whistle",), 0),
              ("comp", ("banjo", "nylonGuitar"), -6)), low_note=74),
    _held_out("theremin", (55, 80), ("minor", "harmonicMinor"), (("melody", ("theremin",), 0),
              ("pad", ("choirHum",), -6)), low_note=57),
)


def styles_of(split: str) -> tuple[Style, ...]:
    """Styles of a split: train has its own, dev and test share the held-out ones."""
    side = "train" if split == "train" else "heldOut"
    return tuple(style for style in STYLES if style.split == side)
