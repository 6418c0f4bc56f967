"""A call written down step by step, for the calls that break or keep one rule.

Unlike `timeline.py`, nothing is drawn that matters to the rule: who speaks when, for how long, how
loud. Utterances are filtered to the telephone band one by one and brought to the same level, so that
the level of any stretch is what the plan says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from augmentation import mu_law
from rendering import CallAudio, soft_limited, telephone_band
from known_words import syllables_of
from resynthesis import at_pitch, at_tempo, with_melody
from sound_sources import coloured, scaled
from speech_frames import FRAME_SAMPLES, active_level_dbfs, clean_mask
from timeline import Item, Timeline, UtteranceSupply, frames, truncated
from voices import TARGET_ACTIVE_DBFS, Utterance, Voice, voicing

LINE_NOISE_RANGE_DBFS = (-72.0, -64.0)
SHORTEST_PIECE_FRAMES = 25  # a turn's last utterance is not shorter


@dataclass(frozen=True)
class Manner:
    """How something is said."""

    gain_db: float = 0.0
    semitones: float = 0.0
    tempo: float = 1.0
    spread: float | None = None  # F0 drawn anew, with this standard deviation in semitones
    pauses: tuple[float, float] = (0.04, 0.16)  # between utterances of a turn, in seconds
    near_f0: bool = False  # only utterances whose F0 is the voice's usual one
    longest: float = 8.0  # utterances wished no longer, in seconds
    steady: bool = False  # utterances of like length in all of the call


PLAIN = Manner()


@dataclass
class Said:
    """One utterance as it is heard."""

    party: int
    start_frame: int
    utterance: Utterance
    gain_db: float
    tempo: float
    syllables: float  # counted before the tempo was changed

    @property
    def end_frame(self) -> int:
        """First frame after it."""
        return self.start_frame + len(self.utterance.mask)


@dataclass
class Scene:
    """The call so far; `now` is the frame at which the last turn ended."""

    voices: tuple[Voice, Voice]
    split: str
    rng: np.random.Generator
    now: int = 60
    levels: list[float] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    effects: list[Callable[[CallAudio], None]] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)
    coded: bool = True  # half of the calls pass through G.711

    def __post_init__(self) -> None:
        self.levels = [float(self.rng.uniform(-26, -20)) for _ in range(2)]
        self._supplies = [UtteranceSupply(v, self.rng) for v in self.voices]
        self.now = frames(float(self.rng.uniform(0.4, 1.2)))

    @property
    def seconds(self) -> float:
        """Where the call stands."""
        return self.now / 100

    def wait(self, seconds: float) -> None:
        """Nobody says anything."""
        self.now += frames(seconds)

    def between(self, low: float, high: float) -> float:
        """A number drawn between two."""
        return float(self.rng.uniform(low, high))

    def say(self, party: int, seconds: float, manner: Manner = PLAIN, at: float | None = None
            ) -> tuple[float, float]:
        """A turn of exactly this length, from `at` or from now on; its span in seconds."""
        start = self.now if at is None else frames(at)
        end = position = start
        limit = start + frames(seconds)
        while limit - position >= SHORTEST_PIECE_FRAMES:
            room = limit - position
            made, count = self._utterance(party, room / 100, manner)
            if 0 < room - len(made.mask) < SHORTEST_PIECE_FRAMES + 20:
                # The rest would be too short for words: say something that fills the turn.
                longer, more = self._utterance(party, room / 100 + 3, manner, least=room)
                if len(longer.mask) >= room:
                    made, count = longer, more
            whole = int(made.mask.sum())
            made = truncated(made, room)
            # Of a word cut off, the part of its syllables that is left.
            syllables = count * int(made.mask.sum()) / max(whole, 1)
            self.said.append(Said(party, position, self._levelled(made), manner.gain_db,
                                  manner.tempo, syllables))
            end = position + len(made.mask)
            position = end + frames(self.between(*manner.pauses))
        self.now = max(self.now, end) if at is not None else end
        return start / 100, end / 100

    def _utterance(self, party: int, wished: float, manner: Manner, least: int = 0
                   ) -> tuple[Utterance, float]:
        """Something said so, and its syllables, which no tempo changes."""
        found = None
        for _ in range(12):
            seconds = min(wished, manner.longest) * manner.tempo
            found = (self._any_of_length(party, seconds) if manner.steady
                     else self._supplies[party].next(seconds))
            if least and len(found.mask) / manner.tempo < least + 2:
                continue
            if not manner.near_f0 or self._is_usual(party, found):
                break
        assert found is not None
        count = syllables_of(self.voices[party], found)
        found = at_tempo(found, manner.tempo)
        if manner.spread is not None:
            found = with_melody(found, self.voices[party].f0_hz, manner.spread, self.rng)
        return at_pitch(found, manner.semitones), count

    def _any_of_length(self, party: int, seconds: float) -> Utterance:
        """Some utterance that is not much longer than wished.

        A supply goes through all of them in turn, so that the short ones are used up first, and a
        manner of short utterances with pauses between would have half the pauses in the end.
        """
        utterances = self.voices[party].utterances
        lengths = np.array([u.duration_seconds for u in utterances])
        fitting = np.flatnonzero(lengths <= seconds + 0.5)
        chosen = self.rng.choice(fitting) if len(fitting) else np.argmin(lengths)
        return utterances[int(chosen)]

    def _is_usual(self, party: int, utterance: Utterance) -> bool:
        _, f0_hz = voicing(utterance.samples)
        return f0_hz > 0 and abs(12 * np.log2(f0_hz / self.voices[party].f0_hz)) < 1.0

    @staticmethod
    def _levelled(utterance: Utterance) -> Utterance:
        heard = telephone_band(utterance.samples.astype(np.float64))
        level = active_level_dbfs(heard, utterance.mask)
        return Utterance(heard * 10.0 ** ((TARGET_ACTIVE_DBFS - level) / 20.0), utterance.mask)

    def pause(self) -> None:
        """A gap as between two turns."""
        self.wait(self.between(0.2, 0.5))

    def talk(self, seconds: float, share: float = 0.65, agent: Manner = PLAIN,
             customer: Manner = PLAIN, first: int = 0) -> None:
        """Turns to and fro for about `seconds`, the customer with about `share` of the speech."""
        end, party = self.seconds + seconds, first
        while self.seconds < end - 1.0:
            mean = 9.0 * (share if party else 1 - share)
            self.say(party, max(mean * self.between(0.7, 1.3), 0.8), customer if party else agent)
            self.pause()
            party = 1 - party

    def render(self, tail_seconds: float) -> CallAudio:
        """The sound, with line noise; effects in the order they were asked for."""
        count = max([self.now] + [s.end_frame for s in self.said]) + frames(tail_seconds)
        speech = np.zeros((2, count * FRAME_SAMPLES))
        masks = np.zeros((2, count), dtype=bool)
        items = []
        for said in self.said:
            gain = self.levels[said.party] - TARGET_ACTIVE_DBFS + said.gain_db
            last = min(said.end_frame, count)
            piece = said.utterance.samples[: (last - said.start_frame) * FRAME_SAMPLES]
            start = said.start_frame * FRAME_SAMPLES
            speech[said.party, start : start + len(piece)] += piece * 10.0 ** (gain / 20.0)
            masks[said.party, said.start_frame : last] |= (
                said.utterance.mask[: last - said.start_frame])
            items.append(Item(said.party, said.start_frame, said.utterance, "turn", said.gain_db))
        for channel in range(2):
            masks[channel] = clean_mask(masks[channel])
            speech[channel] = soft_limited(speech[channel])
        audio = CallAudio(speech.copy(), speech, masks, Timeline(count, items, []), self.split,
                          self.voices, self.rng)
        for channel in range(2):
            noise = coloured(count * FRAME_SAMPLES, self.between(0, 4), self.rng)
            audio.samples[channel] += scaled(noise, self.between(*LINE_NOISE_RANGE_DBFS))
        coded = self.coded and self.rng.random() < 0.5
        for effect in self.effects:
            effect(audio)
        if coded:
            audio.samples = mu_law(audio.samples)
            audio.notes["codec"] = "mulaw"
        audio.notes.update(self.facts)
        return audio
