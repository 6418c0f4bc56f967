"""Calls for the rules about how somebody speaks: QC115, QC118-QC121.

Syllables are counted on the clean utterance by `resynthesis.syllable_count`; a rate is their number by the
seconds of speech in the finished frames, which the tempo sets. A call is kept only when its rates lie
well on the side they are meant for. F0 of QC118 is drawn, hence exact.
"""

from __future__ import annotations

import numpy as np

from known_words import syllables_of
from rendering import CallAudio
from rule_plan import RulePlan, beyond
from rule_scene import PLAIN, Manner, Said, Scene
from speech_frames import FRAME_SECONDS, LONGEST_FILLED_GAP_SECONDS, clean_mask, runs
from timeline import AGENT, CUSTOMER

FAST, SLOW = 6.5, 2.5  # syllables a second: QC115, QC119, QC120
LONGEST_PAUSE = 3.0  # of a turn: turns.longestPauseSeconds
MANNER_RATIO = 0.4  # QC121
HALF_SECONDS = 65.0  # of a call: who pauses half of the time still speaks for 10 s in it
# Pauses are 0.3 s and longer, so that none lies at the 0.2 s that are filled; a share under this is
# one of filled pauses.
CLEAR_PAUSE_SECONDS, FILLED_SHARE = 0.36, 0.06
# Of the limit. On known words the counts of five train and dev voices differ by a standard deviation of
# 5.3 %, which no length of speech makes less; this is two of them.
RATE_MARGIN = 0.11
MATCHING_MARGIN = 0.14  # of QC121's ratio of two rates
# Of a greeting's limits: on known words of five train and dev voices the count of 27 syllables has a
# standard deviation of 7 %; this is two of them.
GREETING_MARGIN = 0.15
GREETING_RATIO = 1.3  # QC115
# As tools/oracles/syllables: at 2.6 WSOLA leaves 0.2 s of a word, and known words lose syllables whoever
# counts them (ktuberling-da 1.01 of them by the program at 2.3, 0.84 at 2.6).
FASTEST_TEMPO = 2.3


_counted: dict[str, tuple[float, float, int]] = {}  # by voice: syllables, seconds, utterances


def speech_runs(said: list[Said]) -> list[tuple[int, int]]:
    """Runs of speech of one side as the finished frames have them: short pauses are filled."""
    mask = np.zeros(max((s.end_frame for s in said), default=0), dtype=bool)
    for one in said:
        mask[one.start_frame : one.end_frame] |= one.utterance.mask
    return runs(clean_mask(mask))


def spoken_seconds(said: list[Said]) -> float:
    """Seconds of speech of one side in the finished frames."""
    return sum(end - start for start, end in speech_runs(said)) * FRAME_SECONDS


def rate_of(said: list[Said]) -> float:
    """Syllables per second of speech."""
    return sum(s.syllables for s in said) / max(spoken_seconds(said), 0.01)


def note_rates(scene: Scene) -> None:
    scene.facts["rates"] = [round(rate_of([s for s in scene.said if s.party == p]), 2)
                            for p in range(2)]


def _tempo_for(scene: Scene, party: int, rate: float, pauses: tuple[float, float] = PLAIN.pauses
               ) -> float:
    """Tempo at which a voice speaks at this rate, by its utterances of 1 s and more.

    A pause between two of them that is filled keeps its length at any tempo, and is speech.
    """
    voice = scene.voices[party]
    if voice.name not in _counted:
        long = [u for u in voice.utterances if u.duration_seconds > 1.0][:60]
        long = long or voice.utterances[:60]  # a voice of short words only
        _counted[voice.name] = (sum(syllables_of(voice, u) for u in long),
                                sum(float(u.mask.sum()) for u in long) * FRAME_SECONDS, len(long))
    syllables, seconds, count = _counted[voice.name]
    pause = float(np.mean(pauses))
    filled = count * pause if pause <= LONGEST_FILLED_GAP_SECONDS else 0.0
    return float(np.clip(seconds / max(syllables / rate - filled, 0.01), 0.4, FASTEST_TEMPO))


def _at_rate(scene: Scene, party: int, rate: float, longest: float = PLAIN.longest) -> Manner:
    """The manner of a voice that speaks at this rate.

    Who speaks faster pauses less (Grosjean & Collins 1979, Phonetica 36:98). Pauses between words that
    stay as they are at twice the tempo ask for words at ten syllables a second, to reach 7.5 with them:
    no mouth is so fast.
    """
    slow = _tempo_for(scene, party, rate)
    if slow <= 1.0:
        return Manner(tempo=slow, longest=longest)
    syllables, seconds, count = _counted[scene.voices[party].name]
    pause = float(np.mean(PLAIN.pauses))
    tempo = float(np.clip((seconds + count * pause) * rate / syllables, 1.0, FASTEST_TEMPO))
    return Manner(tempo=tempo, longest=longest,
                  pauses=(PLAIN.pauses[0] / tempo, PLAIN.pauses[1] / tempo))


def _agent_rate(scene: Scene, rate: float, customer: float = 4.2, seconds: float = 70.0) -> float:
    """The agent at a rate, the customer at another."""
    agent = _at_rate(scene, AGENT, rate, longest=6.0)
    other = _at_rate(scene, CUSTOMER, customer)
    scene.talk(seconds, 0.5, agent, other)
    note_rates(scene)
    return 1.5


def _faster_than(audio: CallAudio) -> bool | None:
    return beyond(audio.notes["rates"][AGENT], FAST, FAST * RATE_MARGIN)


def _slower_than(audio: CallAudio) -> bool | None:
    fast = beyond(audio.notes["rates"][AGENT], SLOW, SLOW * RATE_MARGIN)
    return None if fast is None else not fast


QC119 = RulePlan("QC119", _agent_rate, {
    **{f"{rate} a second": {"rate": rate} for rate in (7.5, 7.8, 8.0, 8.4, 7.6)},
    "7.7, customer slow": {"rate": 7.7, "customer": 3.0},
    "8, customer fast": {"rate": 8.0, "customer": 5.5}, "7.8, long": {"rate": 7.8, "seconds": 100.0},
    "7.6, long": {"rate": 7.6, "seconds": 110.0}, "8.2, customer slow": {"rate": 8.2, "customer": 3.0},
}, {
    **{f"{rate} a second": {"rate": rate} for rate in (5.6, 5.5, 5.2, 4.8, 4.5)},
    "5, customer fast": {"rate": 5.0, "customer": 7.5},
    "5.4, customer fast": {"rate": 5.4, "customer": 7.2}, "5.5, long": {"rate": 5.5, "seconds": 100.0},
    "4, customer slow": {"rate": 4.0, "customer": 3.0}, "5.4, long": {"rate": 5.4, "seconds": 110.0},
}, _faster_than, "counted")

QC120 = RulePlan("QC120", _agent_rate, {
    **{f"{rate} a second": {"rate": rate} for rate in (2.1, 2.05, 2.0, 1.9, 1.8)},
    "2, customer fast": {"rate": 2.0, "customer": 5.5}, "2.05, long": {"rate": 2.05, "seconds": 100.0},
    "2, customer slow": {"rate": 2.0, "customer": 2.6}, "2.1, long": {"rate": 2.1, "seconds": 110.0},
    "1.9, customer fast": {"rate": 1.9, "customer": 5.0},
}, {
    **{f"{rate} a second": {"rate": rate} for rate in (2.9, 3.0, 3.2, 3.6, 4.2)},
    "3, customer slow": {"rate": 3.0, "customer": 2.0}, "4, customer slow": {"rate": 4.0, "customer": 1.9},
    "3.1, long": {"rate": 3.1, "seconds": 100.0}, "2.95, long": {"rate": 2.95, "seconds": 110.0},
    "3.4, customer fast": {"rate": 3.4, "customer": 5.5},
}, _slower_than, "counted")


def _greeting(scene: Scene, rate: float, own: float, seconds: float = 5.0, later: float = 0.0
              ) -> float:
    """A greeting at one rate, the rest of the call at another; one later turn may be fast, too."""
    scene.say(AGENT, seconds, _at_rate(scene, AGENT, rate, longest=6.0))
    greeting = list(scene.said)
    scene.pause()
    usual = _at_rate(scene, AGENT, own, longest=6.0)
    scene.talk(45.0, 0.5, usual, first=CUSTOMER)
    if later:
        scene.say(CUSTOMER, 3.0)
        scene.pause()
        scene.say(AGENT, 5.0, _at_rate(scene, AGENT, later, longest=6.0))
    rest = [s for s in scene.said[len(greeting):] if s.party == AGENT]
    scene.facts["greetingRate"], scene.facts["ownRate"] = rate_of(greeting), rate_of(rest)
    return 1.5


def _greeting_check(audio: CallAudio) -> bool | None:
    greeting = float(audio.notes["greetingRate"])
    ratio = greeting / float(audio.notes["ownRate"])
    fast = beyond(greeting, FAST, FAST * GREETING_MARGIN)
    rushed = beyond(ratio, GREETING_RATIO, GREETING_RATIO * GREETING_MARGIN)
    if fast or rushed:
        return True
    return None if fast is None or rushed is None else False


# The plans themselves lie beyond the margin: of those that lie nearer, only calls would be kept whose
# count is too high by chance.
QC115 = RulePlan("QC115", _greeting, {
    "6.2 of 4": {"rate": 6.2, "own": 4.0}, "5.8 of 3.7": {"rate": 5.8, "own": 3.7},
    "5 of 3.2": {"rate": 5.0, "own": 3.2}, "7.8 of 6": {"rate": 7.8, "own": 6.0},
    "7.6 of 4.5": {"rate": 7.6, "own": 4.5}, "8 of 7": {"rate": 8.0, "own": 7.0},
    "6 of 3.8, 8 s": {"rate": 6.0, "own": 3.8, "seconds": 8.0},
    "6.4 of 4, 3 s": {"rate": 6.4, "own": 4.0, "seconds": 3.0},
    "4.7 of 3": {"rate": 4.7, "own": 3.0}, "6.6 of 4.2, 6 s": {"rate": 6.6, "own": 4.2, "seconds": 6.0},
}, {
    "4.6 of 4.6": {"rate": 4.6, "own": 4.6}, "4 of 4.6": {"rate": 4.0, "own": 4.6},
    "4.8 of 4.4": {"rate": 4.8, "own": 4.4}, "5.2 of 5": {"rate": 5.2, "own": 5.0},
    "3.4 of 4.4": {"rate": 3.4, "own": 4.4}, "4.5, 6 later": {"rate": 4.5, "own": 4.5, "later": 6.2},
    "4, 7 later": {"rate": 4.0, "own": 4.4, "later": 7.0},
    "4.6, 8 s": {"rate": 4.6, "own": 4.4, "seconds": 8.0},
    "5 of 6": {"rate": 5.0, "own": 6.0}, "3.2 of 3.2": {"rate": 3.2, "own": 3.2, "seconds": 6.0},
}, _greeting_check, "fluent")


def _melody(scene: Scene, spread: float | None, level: float = -23.0, party: int = AGENT,
            other: float | None = None) -> float:
    """A side's speech with F0 drawn anew; `None` leaves the recording as it is."""
    scene.levels[AGENT] = level
    manners = [PLAIN, PLAIN]
    manners[party] = Manner(spread=spread)
    if other is not None:
        manners[1 - party] = Manner(spread=other)
    scene.talk(105.0, 0.4, manners[AGENT], manners[CUSTOMER])
    return 1.5


QC118 = RulePlan("QC118", _melody, {
    **{f"{spread} semitones": {"spread": spread} for spread in (0.2, 0.5, 0.8, 1.0, 1.2)},
    "0.9, quiet": {"spread": 0.9, "level": -32.0}, "1.1, loud": {"spread": 1.1, "level": -18.0},
    "0.6, customer lively": {"spread": 0.6, "other": 3.0}, "1.0, customer lively": {
        "spread": 1.0, "other": 2.5}, "0.4 semitones": {"spread": 0.4},
}, {
    **{f"{spread} semitones": {"spread": spread} for spread in (1.8, 2.0, 2.5, 3.0, 3.5)},
    "1.9, quiet": {"spread": 1.9, "level": -32.0}, "as recorded": {"spread": None},
    "customer flat": {"spread": 0.4, "party": CUSTOMER, "other": 2.2},
    "as recorded, customer flat": {"spread": 0.5, "party": CUSTOMER},
    "2.2, customer flat": {"spread": 2.2, "other": 0.5},
}, None, "fluent")


def _matching(scene: Scene, agent: tuple[float, float], customer: tuple[float, float],
              later: tuple[float, float] | None = None) -> float:
    """Rate and share of pauses of each side; the agent's in the second half may differ."""
    def manner(party: int, rate: float, share: float) -> Manner:
        by_speech = share / max(1 - share, 0.1)
        longest = 2.0 if share < FILLED_SHARE else max(2.0, CLEAR_PAUSE_SECONDS / by_speech)
        length = longest * by_speech
        pauses = (max(length * 0.85, 0.02), max(length * 1.15, 0.04))
        return Manner(tempo=_tempo_for(scene, party, rate, pauses), longest=longest,
                      pauses=pauses, steady=True)

    own = manner(CUSTOMER, *customer)
    for half in (agent, later or agent):
        end = scene.seconds + HALF_SECONDS
        while scene.seconds < end:
            scene.say(AGENT, scene.between(6, 8), manner(AGENT, *half))
            scene.pause()
            scene.say(CUSTOMER, scene.between(6, 9), own)
            scene.pause()
        scene.facts.setdefault("halvesSeconds", []).append(scene.seconds)
    _note_manners(scene)
    return 1.5


def _note_manners(scene: Scene) -> None:
    """Rate and share of pauses of each side in each half, by construction."""
    edges = [0.0, *scene.facts["halvesSeconds"]]
    for name, party in (("agentManner", AGENT), ("customerManner", CUSTOMER)):
        halves = []
        for start, end in zip(edges, edges[1:]):
            said = [s for s in scene.said if s.party == party and start <= s.start_frame / 100 < end]
            spoken = speech_runs(said)
            pauses = [(after[0] - before[1]) * FRAME_SECONDS
                      for before, after in zip(spoken, spoken[1:])]
            paused = sum(p for p in pauses if p < LONGEST_PAUSE)
            halves.append((rate_of(said), paused / (spoken_seconds(said) + paused)))
        scene.facts[name] = halves


def _matching_check(audio: CallAudio) -> bool | None:
    """Both measures far off in both halves, on one side and no nearer; or one of them is not.

    How far is by the customer's figure; the rates of two voices are each known to 5 %, so that their
    ratio has two standard deviations of 7 % for a margin, and a share of pauses to a tenth of itself. Nearer is the
    distance itself, by that of the first half: a tenth of the way is none, half of it is one. A
    customer who pauses less brings no agent nearer or further.
    """
    agent, customer = audio.notes["agentManner"], audio.notes["customerManner"]
    verdicts = []
    for kind, margin in enumerate((MATCHING_MARGIN, 0.1)):
        apart = [a[kind] - c[kind] for a, c in zip(agent, customer)]
        ratios = [a[kind] / max(c[kind], 0.02) for a, c in zip(agent, customer)]
        above = [beyond(r, 1 + MANNER_RATIO, (1 + MANNER_RATIO) * margin) for r in ratios]
        under = [beyond(-r, MANNER_RATIO - 1, (1 - MANNER_RATIO) * margin) for r in ratios]
        nearer = beyond(1 - abs(apart[1]) / max(abs(apart[0]), 0.01), 0.3, 0.2)
        far = all(above) or all(under)
        surely_not = False in above and False in under
        verdicts.append(far and nearer is False)
        if surely_not or nearer:
            return False
    return True if all(verdicts) else None


QC121 = RulePlan("QC121", _matching, {
    "fast without pauses": {"agent": (6.0, 0.02), "customer": (3.0, 0.3)},
    "faster": {"agent": (6.8, 0.02), "customer": (3.4, 0.3)},
    "to a slow customer": {"agent": (5.5, 0.03), "customer": (2.8, 0.33)},
    "twice as fast": {"agent": (6.5, 0.04), "customer": (3.2, 0.25)},
    "away from the customer": {"agent": (5.4, 0.04), "customer": (2.9, 0.3), "later": (6.6, 0.02)},
    "slow with pauses": {"agent": (2.5, 0.46), "customer": (6.2, 0.1)},
    "slower": {"agent": (2.4, 0.48), "customer": (6.2, 0.1)},
    "slow, to a fast customer": {"agent": (2.6, 0.46), "customer": (6.5, 0.1)},
    "6 to 3": {"agent": (6.2, 0.03), "customer": (3.1, 0.28)},
    "7 to 3.3": {"agent": (7.0, 0.02), "customer": (3.3, 0.28)},
}, {
    "alike": {"agent": (4.4, 0.15), "customer": (4.4, 0.15)},
    "both slow": {"agent": (3.2, 0.28), "customer": (3.2, 0.3)},
    "both fast": {"agent": (5.8, 0.12), "customer": (5.8, 0.12)},
    "rate only": {"agent": (6.2, 0.28), "customer": (3.2, 0.28)},
    "pauses only": {"agent": (3.4, 0.02), "customer": (3.4, 0.3)},
    "comes to the customer": {"agent": (6.2, 0.03), "customer": (3.2, 0.28), "later": (3.6, 0.25)},
    "comes, slow": {"agent": (2.6, 0.35), "customer": (5.8, 0.12), "later": (5.0, 0.15)},
    "20 % faster": {"agent": (5.0, 0.12), "customer": (4.2, 0.15)},
    "slow rate only": {"agent": (2.8, 0.15), "customer": (5.8, 0.15)},
    "20 % slower": {"agent": (3.6, 0.2), "customer": (4.4, 0.18)},
}, _matching_check, "both fluent")

PLANS = (QC115, QC118, QC119, QC120, QC121)
