"""Checks of the synthesized music and noises and of the augmentation steps."""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Callable

import numpy as np

import augmentation
from codecs_round_trip import delay_samples
from loud_sounds import loud_sound
from music_styles import STYLES, styles_of
from music_synthesis import MUSIC_DBFS, music
from noise_synthesis import LOUD_RANGE_DB, NOISE_DBFS, NOISES, noise, noises_of
from recorded_sounds import recorded_sounds, resources
from rendering import telephone_band
from sound_effects import frame_power, room_response
from speech_frames import FRAME_SAMPLES, SAMPLE_RATE_HZ

LEAST_SPEED = 200.0  # times real time, on one core; 20 hours are made for training
SECONDS = 20
COUNT = SECONDS * SAMPLE_RATE_HZ


def _decibels(power: float) -> float:
    return 10.0 * np.log10(max(power, 1e-20))


def _all_music() -> list[tuple[str, np.ndarray]]:
    return [music(COUNT, np.random.default_rng(7), s.split, s.name) for s in STYLES]


def _music_is_repeatable_in_range_and_fast() -> None:
    started = time.process_time()
    first = _all_music()
    speed = SECONDS * len(first) / (time.process_time() - started)
    for (name, once), (_, twice) in zip(first, _all_music()):
        assert np.array_equal(once, twice), f"{name} differs from itself"
        assert len(once) == COUNT and np.isfinite(once).all(), name
        assert abs(_decibels(np.mean(once**2)) - MUSIC_DBFS) < 0.01, name
    assert speed > LEAST_SPEED, f"music at {speed:.0f} times real time"


def _noises_are_repeatable_in_range_and_fast() -> None:
    spent = 0.0
    for name in NOISES:
        started = time.process_time()
        once = noise(name, COUNT, np.random.default_rng(7))
        spent += time.process_time() - started
        assert np.array_equal(once, noise(name, COUNT, np.random.default_rng(7))), name
        assert len(once) == COUNT and np.isfinite(once).all(), name
        power = frame_power(once)
        loud = power[power >= power.max() * 10.0 ** (-LOUD_RANGE_DB / 10)]
        assert abs(_decibels(float(np.mean(loud))) - NOISE_DBFS) < 0.01, name
        for short in (1, FRAME_SAMPLES, 3000):
            assert len(noise(name, short, np.random.default_rng(1))) == short, name
    speed = SECONDS * len(NOISES) / spent
    assert speed > LEAST_SPEED, f"noises at {speed:.0f} times real time"


def _loud_sounds_are_repeatable_and_at_their_level() -> None:
    for seed in range(60):
        split = ("train", "dev")[seed % 2]
        name, once = loud_sound(split, np.random.default_rng(seed))
        _, twice = loud_sound(split, np.random.default_rng(seed))
        assert np.array_equal(once, twice) and np.isfinite(once).all() and len(once), name
        power = frame_power(once)
        loud = power[power >= power.max() * 10.0 ** (-LOUD_RANGE_DB / 10)]
        assert abs(_decibels(float(np.mean(loud)))) < 0.01, name


def _recorded_sounds_are_apart() -> None:
    train, dev = ({name for name, _ in recorded_sounds(s)} for s in ("train", "dev"))
    assert len(train) > 50 and len(dev) > 40 and not train & dev
    assert dev == {name for name, _ in recorded_sounds("test")}


def _resource_collections_are_read() -> None:
    # A folder "a" in the root, with a file "b" of three bytes as they are and "c" compressed.
    names = b"".join(len(n).to_bytes(2, "big") + bytes(4) + n.encode("utf-16-be") for n in "abc")
    packed = len(b"hello").to_bytes(4, "big") + zlib.compress(b"hello")
    data = (3).to_bytes(4, "big") + b"xyz" + len(packed).to_bytes(4, "big") + packed
    nodes = (struct.pack(">IHII", 0, 2, 1, 1), struct.pack(">IHII", 0, 2, 2, 2),
             struct.pack(">IHHHI", 8, 0, 0, 1, 0), struct.pack(">IHHHI", 16, 1, 0, 1, 7))
    tree = b"".join(nodes)
    head = struct.pack(">4sIIII", b"qres", 1, 20, 20 + len(tree), 20 + len(tree) + len(data))
    assert dict(resources(head + tree + data + names)) == {"/a/b": b"xyz", "/a/c": b"hello"}


def _train_and_test_sounds_are_apart() -> None:
    assert not {s.name for s in styles_of("train")} & {s.name for s in styles_of("test")}
    assert styles_of("dev") == styles_of("test")
    drums = [{d for s in styles_of(split) for d in s.drums} for split in ("train", "test")]
    assert not drums[0] & drums[1]
    shared = {n.name for n in noises_of("train")} & {n.name for n in noises_of("test")}
    assert shared == {n.name for n in NOISES.values() if n.split == "all"}
    for family in ("fan", "hum", "typing"):
        sides = [{n.name for n in noises_of(split, (family,))} for split in ("train", "test")]
        assert all(sides) and not sides[0] & sides[1], family


def _telephone_band_limits_them() -> None:
    hz = np.fft.rfftfreq(COUNT, 1 / SAMPLE_RATE_HZ)
    for made in (music(COUNT, np.random.default_rng(3), "train", "rock")[1],
                 noise("rain", COUNT, np.random.default_rng(3))):
        power = np.abs(np.fft.rfft(telephone_band(made))) ** 2
        outside = power[(hz < 100) | (hz > 3800)].sum() / power.sum()
        assert _decibels(float(outside)) < -30, outside


def _steps_move_nothing() -> None:
    rng = np.random.default_rng(5)
    given = telephone_band(rng.standard_normal(COUNT)) * 0.1
    steps = [s for _, s in augmentation.CHAIN] + [
        augmentation.packets_lost, augmentation.offset, augmentation.eight_bits]
    for step in steps:
        made = step(given, np.random.default_rng(5))
        assert len(made) == COUNT and np.isfinite(made).all(), step.__name__
        delay = delay_samples(given[np.newaxis], made[np.newaxis])
        assert abs(delay) <= 1, f"{step.__name__} moves by {delay} samples"
        assert len(step(np.zeros(3), np.random.default_rng(1))) == 3, step.__name__


def _companding_follows_its_curve() -> None:
    # Uniform steps on the curve: 127 of them a side for mu = 255, 128 intervals for A = 87.6. For
    # a full-scale ratio in the logarithmic range the step is x·ln(1+mu)/127 and x·(1+ln A)/128;
    # error of uniform rounding is step²/12, so SNR = 12/(ln(256)/127)² and 12/((1+ln A)/128)².
    rng = np.random.default_rng(2)
    given = 0.2 * np.sin(2 * np.pi * 0.0377 * np.arange(COUNT)) * (1 + 1e-3 * rng.random(COUNT))
    for made, expected in ((augmentation.mu_law(given), 12 * (127 / np.log(256)) ** 2),
                           (augmentation.a_law(given), 12 * (128 / (1 + np.log(87.6))) ** 2)):
        snr = np.sum(given**2) / np.sum((made - given) ** 2)
        assert abs(_decibels(snr) - _decibels(expected)) < 1.0, (_decibels(snr), expected)


def _room_decays_in_its_time() -> None:
    response = room_response(0.5, 0.0, np.random.default_rng(4))[1:]
    left = np.cumsum(response[::-1] ** 2)[::-1]  # Schroeder 1965
    level = 10 * np.log10(left / left[0])
    # From -5 to -35 dB, as T30 of ISO 3382, takes half of RT60.
    taken = (np.argmax(level < -35) - np.argmax(level < -5)) / SAMPLE_RATE_HZ
    assert abs(taken - 0.25) < 0.03, taken


def _masks_follow_speed_and_pauses() -> None:
    mask = np.zeros(1000, dtype=bool)
    mask[200:400] = True
    samples = np.repeat(mask, FRAME_SAMPLES) * 0.1
    made, moved = augmentation.resampled(samples, mask, 1.25)
    assert len(made) == len(moved) * FRAME_SAMPLES == 800 * FRAME_SAMPLES
    assert (int(np.argmax(moved)), int(moved.sum())) == (160, 160)  # 200 and 200 over 1.25
    kept, replaced = augmentation.pauses_replaced(samples, mask, np.random.default_rng(1))
    assert np.array_equal(kept[200 * FRAME_SAMPLES : 400 * FRAME_SAMPLES],
                          samples[200 * FRAME_SAMPLES : 400 * FRAME_SAMPLES])
    assert replaced[0] == (0, 200) and 406 <= replaced[1][0] <= 420, replaced
    made = augmentation.levelled(samples, mask, -30.0)
    assert abs(_decibels(float(np.mean(made[16000:32000] ** 2))) + 30) < 0.01


SOUND_CHECKS: tuple[Callable[[], None], ...] = (
    _music_is_repeatable_in_range_and_fast, _noises_are_repeatable_in_range_and_fast,
    _loud_sounds_are_repeatable_and_at_their_level, _recorded_sounds_are_apart,
    _resource_collections_are_read,
    _train_and_test_sounds_are_apart, _telephone_band_limits_them, _steps_move_nothing,
    _companding_follows_its_curve, _room_decays_in_its_time, _masks_follow_speed_and_pauses,
)
