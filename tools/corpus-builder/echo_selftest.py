"""Checks of the echoes and their score, with numbers worked out by hand."""

from __future__ import annotations

import numpy as np

from echo_mix import condition_name, room, with_echoes
from echo_scores import EchoScore, add_interruptions, add_talk


def _event(start: float, end: float) -> dict[str, object]:
    return {"code": "EV102", "cause": "interruption", "party": "agent", "startSeconds": start,
            "endSeconds": end}


def _echo_has_its_loss_and_delay() -> None:
    samples = np.zeros((2, 8000))
    samples[0, 100] = 1.0
    mixed = with_echoes(samples, 20.0, 350.0)
    assert np.array_equal(mixed[0], samples[0])  # nobody is heard twice in the own channel
    assert not mixed[1, : 100 + 2800].any() and mixed[1, 100 + 2800] != 0.0
    assert abs(np.sum(mixed[1] ** 2) - 0.01) < 1e-9  # -20 dB of a power of 1
    assert abs(np.sum(room() ** 2) - 1.0) < 1e-9
    assert condition_name(12.0, 20.0) == "echo-12dB-20ms"


def _echo_interruptions() -> None:
    truth = {"overlaps": [
        {"class": "interruption", "party": "agent", "startSeconds": 5.0, "endSeconds": 6.0},
        {"class": "interruption", "party": "agent", "startSeconds": 9.0, "endSeconds": 10.0}]}
    plain = {"events": [_event(5.0, 6.0), _event(9.0, 10.0), _event(20.0, 21.0)]}
    report = {"events": [_event(5.1, 6.0), _event(20.0, 21.0), _event(30.0, 31.0)]}
    score = EchoScore()
    add_interruptions(score, truth, report, plain, "call")
    assert (score.true_interruptions, score.found_interruptions) == (2, 1)
    # The one at 20 s is false without echo, too.
    assert (score.false_interruptions, score.new_false_interruptions) == (2, 1)
    assert score.lost_interruptions == 1


def _echo_talk_time() -> None:
    truth = {"parties": {name: {"speechSeconds": 10.0} for name in ("agent", "customer")}}

    def report(agent_seconds: float) -> dict[str, object]:
        return {"parties": {"agent": {"speech": [[1.0, 1.0 + agent_seconds]]},
                            "customer": {"speech": [[20.0, 30.0]]}}}

    score = EchoScore()
    add_talk(score, truth, report(10.4), report(10.0), "call")
    assert [round(error, 6) for error in score.talk_errors_percent] == [4.0, 0.0]
    assert [round(change, 6) for change in score.talk_changes_percent] == [4.0, 0.0]
    assert len(score.details) == 1


ECHO_CHECKS = (_echo_has_its_loss_and_delay, _echo_interruptions, _echo_talk_time)
