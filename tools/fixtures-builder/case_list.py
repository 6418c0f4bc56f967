"""All cases; their names are unique."""

from __future__ import annotations

from call_audio import Case
from cases_of_conduct import CONDUCT_CASES
from cases_of_conversation import CONVERSATION_CASES
from cases_of_files import FILE_CASES
from cases_of_silence import SILENCE_CASES
from cases_of_sound import SOUND_CASES

CASES: tuple[Case, ...] = (CONVERSATION_CASES + SILENCE_CASES + CONDUCT_CASES + SOUND_CASES
                           + FILE_CASES)

if len({case.name for case in CASES}) < len(CASES):
    raise SystemExit("fixtures: two cases have one name")
