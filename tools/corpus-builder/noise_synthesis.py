"""Everything a telephone channel carries that is neither speech, tone nor music, by name.

Each noise belongs to a family, so that figures can be given for fans, typing or hum, and to a
side: `train` noises train the detector, `heldOut` ones are for dev and test, `all` are both's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

import background_noises as background
import sound_events as events
import voice_like_sounds as mouths
from sound_effects import frame_power, reverberated

NOISE_DBFS = -20.0  # level of the loud frames; callers set their own
LOUD_RANGE_DB = 20.0  # frames this far under the loudest count as loud

Generator = Callable[[int, np.random.Generator], np.ndarray]


@dataclass(frozen=True)
class Noise:
    """One kind of noise."""

    name: str
    family: str
    split: str  # train, heldOut or all
    make: Generator


def _shots(make: events.Maker, mean_gap_seconds: float, in_row: tuple[int, int] = (1, 1),
           row_gap_seconds: tuple[float, float] = (0.1, 0.3)) -> Generator:
    return lambda count, rng: events.scattered(count, rng, make, mean_gap_seconds, in_row,
                                               row_gap_seconds)


def _typed(make: events.Maker, row_gap_seconds: tuple[float, float]) -> Generator:
    return _shots(make, 1.5, (5, 40), row_gap_seconds)


def _cafe(count: int, rng: np.random.Generator) -> np.ndarray:
    """Cups and cutlery over a rumbling room, without its talkers."""
    dishes = events.scattered(count, rng, events.clatter, 0.8, (1, 4), (0.05, 0.4))
    room = background.pink(count, 5.0, rng) * 0.05
    return reverberated(dishes, float(rng.uniform(0.3, 0.9)), 0.0, rng) + room


def _steps(count: int, rng: np.random.Generator) -> np.ndarray:
    walked = events.scattered(count, rng, events.footstep, 3.0, (4, 14), (0.4, 0.65))
    return reverberated(walked, float(rng.uniform(0.2, 0.8)), 3.0, rng)


def _far(make: Generator) -> Generator:
    return lambda count, rng: reverberated(make(count, rng), float(rng.uniform(0.2, 0.8)),
                                           float(rng.uniform(-3, 9)), rng)


_ALL: tuple[Noise, ...] = (
    Noise("hiss", "hiss", "all", background.hiss),
    Noise("steppedHiss", "hiss", "train", background.stepped_hiss),
    Noise("swellingHiss", "hiss", "heldOut", background.swelling_hiss),
    Noise("modulatedNoise", "modulated", "train", background.modulated_noise),
    Noise("formantNoise", "modulated", "heldOut", background.formant_noise),
    Noise("comfortNoise", "comfort", "all", background.comfort_noise),
    Noise("crackle", "line", "all", background.crackle),
    Noise("gsmBuzz", "line", "all", background.gsm_buzz),
    Noise("mainsHum", "hum", "train", background.mains_hum),
    Noise("swellingHum", "hum", "train", background.swelling_hum),
    Noise("rectifierHum", "hum", "train", background.rectifier_hum),
    Noise("transformerBuzz", "hum", "heldOut", background.transformer_buzz),
    Noise("fan", "fan", "train", background.fan),
    Noise("airConditioner", "fan", "train", background.air_conditioner),
    Noise("computerFan", "fan", "heldOut", background.computer_fan),
    Noise("engine", "engine", "train", background.engine),
    Noise("vacuumCleaner", "engine", "train", background.vacuum_cleaner),
    Noise("motorbike", "engine", "heldOut", background.motorbike),
    Noise("printer", "engine", "heldOut", background.printer),
    Noise("traffic", "street", "all", background.traffic),
    Noise("horn", "street", "train", _far(_shots(events.horn, 5.0, (1, 3), (0.2, 1.0)))),
    Noise("siren", "street", "heldOut", _far(_shots(events.siren, 8.0))),
    Noise("wind", "weather", "train", background.wind),
    Noise("rain", "weather", "train", background.rain),
    Noise("waterTap", "weather", "heldOut", background.water_tap),
    Noise("membraneTyping", "typing", "train", _typed(events.membrane_key, (0.08, 0.22))),
    Noise("laptopTyping", "typing", "train", _typed(events.laptop_key, (0.06, 0.3))),
    Noise("mechanicalTyping", "typing", "heldOut", _typed(events.mechanical_key, (0.07, 0.25))),
    Noise("mouse", "clicks", "all", _shots(events.click, 1.2, (1, 3), (0.15, 0.4))),
    Noise("paper", "handling", "train", _shots(events.paper, 1.5, (1, 4), (0.2, 0.7))),
    Noise("bump", "handling", "all", _shots(events.bump, 2.0, (1, 3), (0.1, 0.5))),
    Noise("creak", "handling", "heldOut", _shots(events.creak, 2.5, (1, 2), (0.4, 0.9))),
    Noise("door", "room", "train", _far(_shots(events.door, 4.0))),
    Noise("footsteps", "room", "heldOut", _steps),
    Noise("cafeClatter", "room", "all", _cafe),
    Noise("vibration", "phone", "all", _shots(events.vibration, 2.0, (1, 3), (1.2, 1.6))),
    Noise("chime", "phone", "train", _shots(events.chime, 4.0)),
    Noise("mobileRing", "phone", "train", _shots(events.mobile_ring, 2.0)),
    Noise("bellRing", "phone", "heldOut", _far(_shots(events.bell_ring, 2.0, (1, 3), (1.5, 3)))),
    Noise("alarm", "phone", "heldOut", _shots(events.alarm, 2.0)),
    Noise("chirp", "phone", "all", _shots(events.chirp, 2.0, (1, 3), (0.2, 0.5))),
    Noise("breath", "breath", "all", _shots(mouths.breath, 2.0, (1, 2), (1.0, 1.8))),
    Noise("breathPop", "breath", "train", _shots(mouths.breath_pop, 2.0, (1, 3), (0.2, 0.5))),
    Noise("mouth", "breath", "train", _shots(mouths.mouth, 1.5)),
    Noise("sniffle", "breath", "heldOut", _shots(mouths.sniffle, 2.5, (1, 3), (0.4, 0.7))),
    Noise("cough", "cough", "train", _shots(mouths.cough, 3.0, (1, 4), (0.35, 0.7))),
    Noise("throat", "cough", "heldOut", _shots(mouths.throat, 3.0, (1, 2), (0.6, 1.0))),
    Noise("sneeze", "cough", "heldOut", _shots(mouths.sneeze, 5.0)),
    Noise("laughter", "laughter", "train", _shots(mouths.laughter, 4.0)),
    Noise("breathyLaughter", "laughter", "heldOut", _shots(mouths.breathy_laughter, 4.0)),
    Noise("babyCry", "animals", "train", _far(_shots(mouths.baby_cry, 1.5, (2, 6), (1.3, 2.2)))),
    Noise("dogBark", "animals", "train", _far(_shots(mouths.dog_bark, 2.5, (1, 5), (0.3, 0.7)))),
    Noise("bird", "animals", "train", _far(_shots(mouths.bird, 2.0))),
    Noise("catMeow", "animals", "heldOut", _far(_shots(mouths.cat_meow, 3.0))),
    Noise("crow", "animals", "heldOut", _far(_shots(mouths.crow, 3.0, (1, 4), (0.5, 0.8)))),
)
NOISES: dict[str, Noise] = {n.name: n for n in _ALL}


def noises_of(split: str, families: tuple[str, ...] = ()) -> tuple[Noise, ...]:
    """Noises of a split, of some families or all: dev and test share the held-out ones."""
    side = "train" if split == "train" else "heldOut"
    return tuple(n for n in _ALL
                 if n.split in (side, "all") and (not families or n.family in families))


def loud_power(samples: np.ndarray) -> float:
    """Mean power of the frames that count as loud; 0 for silence."""
    power = frame_power(samples)
    loudest = float(power.max(initial=0.0))
    if loudest <= 0:
        return 0.0
    return float(np.mean(power[power >= loudest * 10.0 ** (-LOUD_RANGE_DB / 10.0)]))


def noise(name: str, count: int, rng: np.random.Generator) -> np.ndarray:
    """So many samples of a noise, its loud frames at `NOISE_DBFS`; peaks are not limited.

    Raises:
        KeyError: when there is no such noise.
    """
    made = np.asarray(NOISES[name].make(count, rng), dtype=np.float64)
    power = loud_power(made)
    return made if power <= 0 else made * 10.0 ** (NOISE_DBFS / 20.0) / power**0.5
