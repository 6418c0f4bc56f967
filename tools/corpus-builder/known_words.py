"""Voices of single words whose text is known, and what the corpus counts of their syllables.

`resynthesis.syllable_count` is right on average, not on each voice: what a recording says before and
after its vowels (schwas let out with a last consonant, whispered ends, hums) is a peak, too. By voice it
is 0.85 to 1.20 of the words' vowels, which no length of speech makes less, and half of that is more
than `rule_calls_voice.RATE_MARGIN` allows. So voices of single words take part in the rules about rate
only where their words are known, and their counts are put right by this.

Fitted on the recordings themselves, all splits but test: ktuberling's own file names are the words
(`wa`: Walloon, a last mute e left out; `da`: Danish, those with Danish names; `en`: English, vowels by
espeak-ng) or name the thing (`sl`: translated by us, 40 words). Counted after `voices.extract`, pieces of
a recording together.
"""

from __future__ import annotations

from resynthesis import syllable_count
from voices import Utterance, Voice

# Syllables counted by `syllable_count`, by those of the words: 150 of 125, 152 of 141, 125 of 128,
# 98 of 97.
COUNTED_BY_TRUE = {
    "ktuberling-wa": 1.20, "ktuberling-da": 1.08, "ktuberling-en": 0.98, "ktuberling-sl": 1.01,
}


def syllables_of(voice: Voice, utterance: Utterance) -> float:
    """Syllables of an utterance, by what is known of the voice."""
    return syllable_count(utterance) / COUNTED_BY_TRUE.get(voice.name, 1.0)
