"""Who speaks when: a stochastic two-party conversation.

Figures behind the draws:

- Floor transfers: the offset from one party's end to the other's start has its mode near +200 ms
  and about 40 % of the transfers overlap (Heldner & Edlund 2010, J. Phonetics 38; Levinson &
  Torreira 2015, Front. Psychol. 6:731; the same mode in ten languages: Stivers et al. 2009,
  PNAS 106). Overlaps at transfers are short, most under 0.4 s.
- Pauses inside a turn are longer than gaps, median about 0.4-0.5 s, log-normal (Campione & Véronis
  2002; Heldner & Edlund 2010).
- Backchannels: one per about 7-10 s of the other's speech, shorter than 1 s, most begun at or
  after a drop or pause of the speaker (Ward & Tsukahara 2000, J. Pragmatics 32; Truong, Poppe &
  Heylen 2010, Interspeech).
- Interruptions are ours: started after the other has held the floor ≥ 1 s and ≥ 1 s before their
  end. The other yields in two of three, after 0.6-1.2 s of joint speech, else both go on.
- Silences of 3 s and more are planted at a set rate, with their cause.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from speech_frames import FRAME_SECONDS
from voices import Utterance, Voice

AGENT, CUSTOMER = 0, 1
PARTY_NAMES = ("agent", "customer")

OVERLAPPING_TRANSFER_RATIO = 0.4  # Heldner & Edlund 2010
TRANSFER_GAP_MEDIAN_SECONDS = 0.32  # so that all offsets together have median near +0.15 s
TRANSFER_GAP_SIGMA = 0.75  # of the natural logarithm
LONGEST_TRANSFER_GAP_SECONDS = 2.6  # longer ones are planted silences
TRANSFER_OVERLAP_MEAN_SECONDS = 0.18
LONGEST_TRANSFER_OVERLAP_SECONDS = 0.45  # under the 0.5 s from which overlap is an interruption
PAUSE_MEDIAN_SECONDS = 0.42  # Campione & Véronis 2002
PAUSE_SIGMA = 0.55
LONGEST_PAUSE_SECONDS = 2.0
TURN_MEDIAN_SECONDS = 2.8
TURN_SIGMA = 0.75
SHORTEST_TURN_SECONDS, LONGEST_TURN_SECONDS = 0.6, 12.0
HELD_FLOOR_SECONDS = 1.2  # an interrupter waits at least this long; the rule asks 1.0
LOOK_AHEAD_COUNT = 8
LONGEST_TAIL_SECONDS = 6.0  # after the last word, where the end is reserved for tones
SHORT_PROMPT_SECONDS = 1.2  # single words, which connected speech runs together
JOINED_RATIO = 0.75  # of the pauses after single words, 0.03-0.2 s long
DUAL_START_RATIO = 0.03  # transfers at which both start together
SAME_SIDE_RATIO = 0.2  # transfers to the other speaker of a side that two share; own choice


@dataclass
class Item:
    """One stretch of one party's speech, placed on the call's 10 ms grid."""

    party: int
    start_frame: int
    utterance: Utterance
    role: str = "turn"  # turn, backchannel, interruption
    gain_db: float = 0.0
    is_third: bool = False  # by the third party, who shares the side

    @property
    def end_frame(self) -> int:
        """First frame after the utterance."""
        return self.start_frame + len(self.utterance.mask)


@dataclass
class PlannedEvent:
    """Something the plan intends; its exact times are later read from the frame truth."""

    kind: str
    party: int
    start_frame: int
    end_frame: int
    values: dict[str, object] = field(default_factory=dict)


@dataclass
class CallPlan:
    """Parameters a condition may change before the conversation is drawn."""

    duration_seconds: float
    customer_share: float
    backchannels_per_second: float = 1 / 8.0
    interruption_ratio: float = 0.25  # of transfers
    long_silences_per_minute: float = 1.5
    answer_seconds: float = 0.6  # first word
    end_reserve_seconds: float = 1.5
    holds: tuple[tuple[float, float], ...] = ()  # from when on at the earliest, for how long
    raised_ratio: float = 0.0  # of the utterances of turns
    raised_turn_ratio: float = 0.0  # of whole turns
    silent_party: int | None = None  # says nothing at all


@dataclass(frozen=True)
class ThirdParty:
    """Somebody else on one side's line, now and then or from some moment on."""

    voice: Voice
    party: int  # the side
    turn_ratio: float  # of the side's turns, from then on
    from_seconds: float
    level_db: float  # over the side's own


@dataclass
class Timeline:
    """A finished conversation."""

    frame_count: int
    items: list[Item]
    events: list[PlannedEvent]

    def silence(self, party: int) -> None:
        """Takes all that a side says away, and what was planned of it; pauses stay."""
        self.items = [item for item in self.items if item.party != party]
        self.events = [event for event in self.events if event.kind in ("silence", "hold")]


class UtteranceSupply:
    """Hands out a voice's utterances in shuffled order, long and short ones apart."""

    def __init__(self, voice: Voice, rng: np.random.Generator) -> None:
        self._voice = voice
        self._rng = rng
        self._order: list[int] = []
        lengths = np.array([u.duration_seconds for u in voice.utterances])
        short = np.flatnonzero(lengths <= 0.9)
        self._short = short if len(short) else np.argsort(lengths)[:3]

    def next(self, wished_seconds: float) -> Utterance:
        """The next utterance of the shuffled round that is not much longer than wished.

        Looks a few places ahead; when all of those are too long, the shortest of them is given.
        """
        if len(self._order) < LOOK_AHEAD_COUNT:
            again = self._rng.permutation(len(self._voice.utterances))
            self._order = [int(i) for i in again] + self._order
        ahead = self._order[-LOOK_AHEAD_COUNT:]
        lengths = [self._voice.utterances[i].duration_seconds for i in ahead]
        fitting = [k for k, length in enumerate(lengths) if length <= wished_seconds + 0.5]
        chosen = fitting[-1] if fitting else int(np.argmin(lengths))
        return self._voice.utterances[self._order.pop(chosen - LOOK_AHEAD_COUNT)]

    def short(self) -> Utterance:
        """A short utterance, for a backchannel."""
        return self._voice.utterances[int(self._rng.choice(self._short))]


def truncated(utterance: Utterance, frame_count: int) -> Utterance:
    """The first frames of an utterance, faded out over 20 ms."""
    if frame_count >= len(utterance.mask):
        return utterance
    samples = utterance.samples[: frame_count * 80].copy()
    fade_samples = min(160, len(samples))
    samples[len(samples) - fade_samples :] *= np.linspace(1.0, 0.0, fade_samples)
    return Utterance(samples, utterance.mask[:frame_count])


def frames(seconds: float) -> int:
    """Whole frames nearest to a duration."""
    return int(round(seconds / FRAME_SECONDS))


class Conversation:
    """Draws one call turn by turn."""

    def __init__(self, plan: CallPlan, voices: tuple[Voice, Voice], rng: np.random.Generator,
                 third: ThirdParty | None = None) -> None:
        self.plan = plan
        self.rng = rng
        self.third = third
        self.third_supply = None if third is None else UtteranceSupply(third.voice, rng)
        self.supplies = (UtteranceSupply(voices[0], rng), UtteranceSupply(voices[1], rng))
        self.items: list[Item] = []
        self.events: list[PlannedEvent] = []
        self.spoken_frames = [1, 1]
        self.end_frame = frames(plan.duration_seconds - plan.end_reserve_seconds)

    def _lognormal(self, median: float, sigma: float, longest: float) -> float:
        return min(float(self.rng.lognormal(np.log(median), sigma)), longest)

    def _is_third(self, party: int, start_frame: int) -> bool:
        """Whether the third party has a turn of a side."""
        third = self.third
        return (third is not None and party == third.party
                and start_frame * FRAME_SECONDS >= third.from_seconds
                and bool(self.rng.random() < third.turn_ratio))

    def _turn(self, party: int, start_frame: int, seconds: float,
              is_third: bool | None = None) -> list[Item]:
        """Utterances with pauses until the wished length is reached."""
        made: list[Item] = []
        position = start_frame
        if is_third is None:
            is_third = self._is_third(party, start_frame)
        supply = self.third_supply if is_third and self.third_supply else self.supplies[party]
        while True:
            wished = seconds - (position - start_frame) * FRAME_SECONDS
            utterance = supply.next(wished)
            room = frames(LONGEST_TURN_SECONDS) - (position - start_frame)
            made.append(Item(party, position, truncated(utterance, max(room, 30)),
                             is_third=is_third))
            position = made[-1].end_frame
            if (position - start_frame) * FRAME_SECONDS >= seconds - 0.3:
                return made
            pause = self._lognormal(PAUSE_MEDIAN_SECONDS, PAUSE_SIGMA, LONGEST_PAUSE_SECONDS)
            single_word = utterance.duration_seconds < SHORT_PROMPT_SECONDS
            if single_word and self.rng.random() < JOINED_RATIO:
                pause = float(self.rng.uniform(0.03, 0.2))
            position += max(frames(pause), 3)

    def _transfer_frames(self) -> int:
        if self.rng.random() < OVERLAPPING_TRANSFER_RATIO:
            overlap = self.rng.exponential(TRANSFER_OVERLAP_MEAN_SECONDS) + 0.02
            return -frames(min(overlap, LONGEST_TRANSFER_OVERLAP_SECONDS))
        return frames(self._lognormal(TRANSFER_GAP_MEDIAN_SECONDS, TRANSFER_GAP_SIGMA,
                                      LONGEST_TRANSFER_GAP_SECONDS))

    def _turn_seconds(self, party: int) -> float:
        """Length by share: each side's mean follows its wished part of the speech."""
        share = self.plan.customer_share if party == CUSTOMER else 1 - self.plan.customer_share
        # Feedback: the side that is behind its share speaks longer.
        spoken = self.spoken_frames[party] / sum(self.spoken_frames)
        median = TURN_MEDIAN_SECONDS * 2 * share * float(np.clip(share / spoken, 0.4, 2.5) ** 2)
        drawn = self._lognormal(median, TURN_SIGMA, LONGEST_TURN_SECONDS)
        return max(drawn, SHORTEST_TURN_SECONDS)

    def _place(self, made: list[Item]) -> None:
        self.items += made
        self.spoken_frames[made[0].party] += sum(int(i.utterance.mask.sum()) for i in made)

    def _add_backchannels(self, turn: list[Item]) -> None:
        """Puts the listener's short responses inside a long turn."""
        listener = 1 - turn[0].party
        first, last = turn[0].start_frame, turn[-1].end_frame
        own = [i for i in self.items if i.party == listener]
        position = first + frames(1.2)
        while True:
            position += frames(float(self.rng.exponential(1 / self.plan.backchannels_per_second)))
            utterance = self.supplies[listener].short()
            utterance = truncated(utterance, frames(float(self.rng.uniform(0.3, 0.9))))
            end = position + len(utterance.mask)
            if end > last - frames(1.3):
                return
            clear = all(i.end_frame + 110 < position or i.start_frame - 110 > end for i in own)
            if clear:
                item = Item(listener, position, utterance, "backchannel")
                self.items.append(item)
                own.append(item)
                self.events.append(PlannedEvent("backchannel", listener, position, end))
            position = end + frames(2.2)

    def _interrupt(self, turn: list[Item]) -> tuple[list[Item], list[Item]] | None:
        """Lets the other party break into `turn`; None when the turn is too short."""
        party = 1 - turn[0].party
        first, last = turn[0].start_frame, turn[-1].end_frame
        latest = last - frames(1.3)
        earliest = first + frames(HELD_FLOOR_SECONDS)
        if latest <= earliest:
            return None
        start = int(self.rng.integers(earliest, latest))
        yields = bool(self.rng.random() < 0.66)
        # Who is not yielded to gives up after a while; else both would talk on for seconds.
        seconds = (max(self._turn_seconds(party), 1.5) if yields
                   else float(self.rng.uniform(1.3, 2.5)))
        if yields:
            stop = start + frames(float(self.rng.uniform(0.6, 1.2)))
            turn = [Item(i.party, i.start_frame, truncated(i.utterance, stop - i.start_frame),
                         is_third=i.is_third)
                    for i in turn if i.start_frame + 10 < stop]
        entry = self._turn(party, start, seconds)
        for item in entry:
            item.role = "interruption"
        self.events.append(PlannedEvent("interruption", party, start,
                                        max(entry[-1].end_frame, start + 1)))
        return turn, entry

    def _planted_silence(self, speaker: int, position: int) -> tuple[int, int]:
        """A long silence after `speaker`; returns who goes on and when."""
        seconds = self._lognormal(5.0, 0.6, 25.0)
        seconds = max(seconds, 3.1) if self.rng.random() < 0.85 else self.rng.uniform(1.5, 2.9)
        resumes_same = bool(self.rng.random() < 0.6)
        if resumes_same:
            cause = "customerFloor" if speaker == CUSTOMER else "agentFloor"
        else:
            cause = "deadAir"
        end = position + frames(float(seconds))
        self.events.append(PlannedEvent("silence", speaker, position, end, {"cause": cause}))
        return (speaker if resumes_same else 1 - speaker), end

    def _hands_over_on_side(self, turn: list[Item], last: int) -> bool:
        """Whether the other speaker of a side that two share goes on."""
        third = self.third
        return (third is not None and turn[-1].party == third.party and third.turn_ratio < 1
                and last * FRAME_SECONDS >= third.from_seconds
                and bool(self.rng.random() < SAME_SIDE_RATIO))

    def draw(self) -> Timeline:
        """The whole call: the agent greets, then the floor goes to and fro."""
        plan, rng = self.plan, self.rng
        position, party = frames(plan.answer_seconds), AGENT
        turn = self._turn(party, position, float(rng.uniform(1.5, 4.0)))
        self._place(turn)
        holds = list(plan.holds)
        minutes_per_turn = TURN_MEDIAN_SECONDS * 1.35 / 60
        while True:
            last = max(i.end_frame for i in turn)
            silent = rng.random() < plan.long_silences_per_minute * minutes_per_turn
            is_third = None
            if holds and last >= frames(holds[0][0]):
                # The agent announces the hold, and is the first to speak after it.
                notice = self._turn(AGENT, last + frames(0.4), 2.0)
                self._place(notice)
                start = notice[-1].end_frame
                end = start + frames(holds.pop(0)[1])
                self.events.append(PlannedEvent("hold", AGENT, start, end, {"cause": "hold"}))
                party, position = AGENT, end
            elif silent:
                party, position = self._planted_silence(turn[-1].party, last)
            elif self._hands_over_on_side(turn, last):
                party, is_third = turn[-1].party, not turn[-1].is_third
                position = last + max(self._transfer_frames(), 10)
            elif rng.random() < DUAL_START_RATIO and last + 200 < self.end_frame:
                position = last + frames(float(rng.uniform(0.8, 2.0)))
                attempt = self.supplies[party].short()
                self.items.append(Item(party, position + int(rng.integers(0, 15)), attempt))
                self.events.append(PlannedEvent("dualStart", party, position,
                                                position + len(attempt.mask) + 15))
                party = 1 - party
            else:
                party = 1 - turn[-1].party
                position = last + self._transfer_frames()
                own_last = max((i.end_frame for i in self.items if i.party == party), default=0)
                position = max(position, own_last + 10)
            if position >= self.end_frame:
                break
            turn = self._turn(party, position, self._turn_seconds(party), is_third)
            entry = None
            if rng.random() < plan.interruption_ratio:
                entry = self._interrupt(turn)
            if entry is None:
                self._place(turn)
                self._add_backchannels(turn)
            else:
                held, broken_in = entry
                self._place(held)
                self._place(broken_in)
                turn = broken_in if broken_in[-1].end_frame >= held[-1].end_frame else held
        self._raise_voices()
        frame_count = max(max(i.end_frame for i in self.items)
                          + frames(min(plan.end_reserve_seconds, LONGEST_TAIL_SECONDS)),
                          frames(plan.duration_seconds))
        return Timeline(frame_count, sorted(self.items, key=lambda i: (i.start_frame, i.party)),
                        self.events)

    def _raise_voices(self) -> None:
        """Marks stretches of turns as shouted: see `conditions.raised`."""
        for item in self.items:
            if item.role == "turn" and self.rng.random() < self.plan.raised_ratio:
                item.role = "raised"
        if self.plan.raised_turn_ratio:
            self._raise_turns()

    def _raise_turns(self) -> None:
        """Marks whole turns as shouted: all that a side says until the other has its turn."""
        turns = sorted((i for i in self.items if i.role == "turn"), key=lambda i: i.start_frame)
        speaker, shouts = -1, False
        for item in turns:
            if item.party != speaker:
                speaker = item.party
                shouts = bool(self.rng.random() < self.plan.raised_turn_ratio)
            if shouts:
                item.role = "raised"
