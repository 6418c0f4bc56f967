"""Checks of the odd calls and their score, with numbers worked out by hand."""

from __future__ import annotations

import numpy as np

from echo_mix import Call
from odd_calls import AS_RECORDED, ODDITIES, dead, is_named, is_scored, late, mute, with_third
from speech_frames import SAMPLE_RATE_HZ


def _call() -> Call:
    """4 s: the agent, at 0.5, speaks 1-2 s over a line of 0.01; the customer's channel counts up."""
    samples = np.full((2, 4 * SAMPLE_RATE_HZ), 0.01)
    samples[0, SAMPLE_RATE_HZ : 2 * SAMPLE_RATE_HZ] = 0.5
    samples[1] = np.arange(samples.shape[1]) / samples.shape[1]
    speech = {"agent": {"speech": [[1.0, 2.0]]}, "customer": {"speech": [[0.0, 4.0]]}}
    return Call("call", samples, {"parties": speech})


def _odd_sounds() -> None:
    call = _call()
    moved = late(call.samples, 0)
    assert moved[0, 2 * SAMPLE_RATE_HZ] == 0.5 and moved[0, 2 * SAMPLE_RATE_HZ - 1] == 0.01
    assert np.array_equal(moved[1], call.samples[1])
    assert np.array_equal(np.unique(mute(call, 0)[0]), [0.01])
    assert not dead(call, 1)[1].any() and dead(call, 1)[0].any()
    assert with_third(call, call).shape == (3, 4 * SAMPLE_RATE_HZ)
    same = ODDITIES["same sound"].make(call, call)
    assert np.array_equal(same[0], same[1]) and np.isclose(same[0, 0], 0.005)
    assert np.array_equal(ODDITIES["exchanged"].make(call, call)[0], call.samples[1])


def _odd_names() -> None:
    plain = {"flags": [{"code": "QC101"}], "notes": {}, "score": {"points": 95.0}}
    odd = {"flags": [{"code": "QC133"}], "notes": {"score.points": "notScorable"},
           "score": {"points": None}}
    cut = {"flags": [], "notes": {"score.points": "recordingCutShort"}, "score": {"points": None}}
    assert not is_named(plain, ODDITIES[AS_RECORDED]) and is_scored(plain)
    assert is_named(odd, ODDITIES[AS_RECORDED]) and is_named(odd, ODDITIES["agent late"])
    assert not is_named(odd, ODDITIES["exchanged"]) and not is_scored(odd)
    assert is_named(cut, ODDITIES["cut short"]) and not is_named(None, ODDITIES["cut short"])


ODD_CHECKS = (_odd_sounds, _odd_names)
