"""Which folders are which speaker, and which split each speaker belongs to.

A split is fixed by name, never drawn: a voice that trains is never measured. Recordings of one
language in the two KDE packages are kept in one split, since one volunteer may have done both.
Sex is by the package's own naming, else by the median F0 of the recordings (under 165 Hz male);
mixed where it lies at the border, so that the folder may hold two speakers.
"""

from __future__ import annotations

from dataclasses import dataclass

ASTERISK_FOLDER = "usr/share/asterisk/sounds"
KTUBERLING_FOLDER = "usr/share/ktuberling/sounds"
KLETTRES_FOLDER = "usr/share/klettres"


@dataclass(frozen=True)
class VoiceSource:
    """One speaker: where the recordings are and which split they serve."""

    name: str
    split: str
    sex: str
    package: str
    folders: tuple[str, ...]

    @property
    def language(self) -> str:
        """Language part of the name."""
        return self.name.split("-", 1)[1]


def _asterisk(name: str, split: str, sex: str, package: str, folder: str) -> VoiceSource:
    parts = ("", "/dictate", "/digits", "/followme", "/letters", "/phonetic", "/phonetic/ICAO")
    folders = tuple(f"{ASTERISK_FOLDER}/{folder}{part}" for part in parts)
    return VoiceSource(name, split, sex, package, folders)


def _ktuberling(language: str, split: str, sex: str) -> VoiceSource:
    folder = f"{KTUBERLING_FOLDER}/{language}"
    return VoiceSource(f"ktuberling-{language}", split, sex, "ktuberling-data", (folder,))


def _klettres(language: str, split: str, sex: str, *parts: str) -> VoiceSource:
    folders = tuple(f"{KLETTRES_FOLDER}/{language}/{p}" for p in parts or ("alpha", "syllab"))
    suffix = f"-{parts[0]}" if parts else ""
    return VoiceSource(f"klettres-{language}{suffix}", split, sex, "klettres-data", folders)


_WARZONE_PARTS = (
    "tutorial", "countdown", "proxmessages", "memressp/artbat", "memressp/cmndrasi",
    "memressp/cmndrvoc", "memressp/combat", "memressp/console", "memressp/desnseq",
    "memressp/detect", "memressp/missmesg", "memressp/power", "memressp/productn",
    "memressp/research", "memressp/status", "memressp/struct", "memressp/trnsport",
    "memressp/tutorial", "memressp/vtols",
)

VOICE_SOURCES: tuple[VoiceSource, ...] = (
    # train
    _asterisk("asterisk-es_MX", "train", "female", "asterisk-core-sounds-es-wav",
              "es_MX_f_Allison"),
    _asterisk("asterisk-it_IT", "train", "male", "asterisk-core-sounds-it-wav", "it_IT_m_Carlo"),
    VoiceSource("warzone-en", "train", "female", "warzone2100-data",
                tuple(f"audio/{part}" for part in _WARZONE_PARTS)),
    _ktuberling("ca", "train", "female"),
    _ktuberling("el", "train", "male"),
    _ktuberling("nn", "train", "female"),
    _ktuberling("wa", "train", "male"),
    _ktuberling("ru", "train", "female"),
    _klettres("ru", "train", "female"),
    _klettres("ml", "train", "male"),
    _klettres("es", "train", "female"),
    _klettres("pt_BR", "train", "female"),
    _klettres("he", "train", "male"),
    _klettres("nl", "train", "female"),
    _klettres("nb", "train", "female"),
    _klettres("hu", "train", "male"),
    # dev
    _asterisk("asterisk-it_IT-menardi", "dev", "female", "asterisk-prompt-it-menardi-wav",
              "it_IT_f_Menardi"),
    _asterisk("asterisk-es_CO", "dev", "female", "asterisk-prompt-es-co", "es"),
    _ktuberling("da", "dev", "mixed"),
    _ktuberling("en", "dev", "male"),
    _ktuberling("sl", "dev", "male"),
    _klettres("da", "dev", "male"),
    _klettres("en", "dev", "male"),
    _klettres("en_GB", "dev", "female"),
    _klettres("cs", "dev", "female"),
    # test
    _asterisk("asterisk-ru_RU", "test", "female", "asterisk-core-sounds-ru-wav",
              "ru_RU_f_IvrvoiceRU"),
    _ktuberling("lt", "test", "male"),
    _ktuberling("fr", "test", "mixed"),
    _ktuberling("uk", "test", "female"),
    _ktuberling("de", "test", "male"),
    _klettres("lt", "test", "male"),
    _klettres("fr", "test", "male"),
    _klettres("uk", "test", "female"),
    _klettres("de", "test", "male", "syllab"),
)

# Prompts that are no speech, or speech over sounds: tones, animals, music, silence.
NOT_SPEECH_NAMES = (
    "beep", "beeperr", "ascending-2tone", "descending-2tone", "tt-monkeys", "tt-weasels",
    "confbridge-join", "confbridge-leave", "confbridge-begin-glorious-a",
    "confbridge-begin-glorious-b", "confbridge-begin-glorious-c",
)

# Folders of two speakers: where a side has a channel of its own that changes nothing, but in a shared
# one there is a party more than the truth says (models/voice-network/MODEL.md).
SEVERAL_SPEAKERS = frozenset({"ktuberling-da"})

SPLITS = ("train", "dev", "test")
