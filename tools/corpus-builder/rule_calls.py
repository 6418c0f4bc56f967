"""The registry of rule calls, in the order of the codes."""

from __future__ import annotations

import rule_calls_ends
import rule_calls_level
import rule_calls_shouting
import rule_calls_silence
import rule_calls_silent
import rule_calls_talk
import rule_calls_technical
import rule_calls_voice
from rule_plan import RulePlan

RULE_PLANS: tuple[RulePlan, ...] = tuple(sorted(
    (*rule_calls_talk.PLANS, *rule_calls_silence.PLANS, *rule_calls_level.PLANS,
     *rule_calls_silent.PLANS, *rule_calls_ends.PLANS, *rule_calls_voice.PLANS,
     *rule_calls_technical.PLANS, *rule_calls_shouting.PLANS), key=lambda p: p.code))


def plans_of(wanted: str) -> list[RulePlan]:
    """The plans of `all`, or of codes joined by commas; QC111 brings its ladder.

    Raises:
        KeyError: when a code is unknown.
    """
    if wanted == "all":
        return list(RULE_PLANS)
    known = {p.code: p for p in RULE_PLANS}
    codes = [c.strip().upper() for c in wanted.split(",")]
    found = [known[c] for c in codes]
    return found + ([known["QC111L"]] if "QC111" in codes and "QC111L" not in codes else [])
