"""Syllable rates of CallSift beside counts that are known.

Two kinds of speech: texts said by espeak-ng from 80 to 400 words a minute, whose vowels are the vowels of
its own phonemes, and words of the corpus' dev voices whose text is known (spoken numbers, the things
that ktuberling names), made slower and faster by sox (`tempo -s`, WSOLA). A phoneme with a vowel is a
nucleus; espeak-ng writes diphthongs as one phoneme. The true rate is the known count by the seconds of
speech that CallSift finds, so that only the count is compared.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.io import wavfile

from packages import package_folder
from speech_frames import SAMPLE_RATE_HZ
from voices import decode

VOWELS = set("aeiouyɑɒæɐəɚɛɜɝɪɨɔøœʊʉʌɯɤɵɶʏ")
SPEEDS = (80, 100, 125, 150, 180, 220, 260, 300, 350, 400)  # espeak-ng -s, words a minute
TEMPOS = (0.5, 0.6, 0.7, 0.85, 1.0, 1.2, 1.4, 1.7, 2.0, 2.3)
RATES = range(2, 9)  # syllables a second, rounded: what the bar is for
LARGEST_ERROR = 0.1
TEXTS = {
    "es": "Buenos días, gracias por llamar a nuestra oficina. En este momento estoy mirando su pedido y "
          "veo que salió ayer por la mañana. Si quiere, puedo preguntar al almacén cuándo llegará a su "
          "casa. Mientras tanto le pido un poco de paciencia, porque el sistema tarda en contestar.",
    "it": "Buongiorno, grazie per aver chiamato il nostro ufficio. In questo momento sto guardando il "
          "suo ordine e vedo che è partito ieri mattina. Se vuole, posso chiedere al magazzino quando "
          "arriverà a casa sua. Nel frattempo le chiedo un po' di pazienza, il sistema è lento.",
    "ru": "Добрый день, спасибо, что позвонили в нашу компанию. Сейчас я смотрю ваш заказ и вижу, что "
          "он был отправлен вчера утром. Если хотите, я могу спросить на складе, когда он будет у вас "
          "дома. Пока прошу вас немного подождать, потому что система отвечает медленно.",
    "de": "Guten Tag, vielen Dank für Ihren Anruf in unserem Büro. Im Moment sehe ich mir Ihre "
          "Bestellung an und finde, dass sie gestern früh abgeschickt wurde. Wenn Sie möchten, frage "
          "ich im Lager, wann sie bei Ihnen ankommt. Das System braucht dafür einige Minuten.",
}
NUMBERS = (*range(21), *range(30, 100, 10))
NUMBER_VOICES = {
    "es_CO": ("es", "asterisk-prompt-es-co", "es"),
    "menardi": ("it", "asterisk-prompt-it-menardi-wav", "it_IT_f_Menardi"),
}
SCENE_PREFIX = re.compile("^(egypt|moon|pizzeria|tv)_")
RESPELT = {"fallingstar": "falling star", "moonwalker": "moon walker", "palmtree": "palm tree",
           "ufo": "U F O", "broccolli": "broccoli"}


@dataclass(frozen=True)
class Spoken:
    """A recording and the syllables in it."""

    name: str
    kind: str
    syllable_count: int


def vowel_count(language: str, text: str) -> int:
    """Phonemes of espeak-ng that hold a vowel."""
    written = subprocess.run(["espeak-ng", "-v", language, "-q", "--ipa", "--sep=_", text],
                             check=True, capture_output=True, text=True).stdout
    return sum(bool(VOWELS & set(phoneme)) for phoneme in re.split(r"[_\s]+", written))


def synthesized(folder: Path) -> Iterator[Spoken]:
    """The texts at every speed, by a male and a female voice."""
    for language, text in TEXTS.items():
        count = vowel_count(language, text)
        for voice in (language, f"{language}+f2"):
            for speed in SPEEDS:
                said, name = folder / "said", f"{voice}-{speed}.wav"
                subprocess.run(["espeak-ng", "-v", voice, "-s", str(speed), "-w", str(said), text],
                               check=True)
                subprocess.run(["sox", "-V1", "-t", "wav", str(said), "-r", str(SAMPLE_RATE_HZ),
                                str(folder / name), "gain", "-6"], check=True)
                said.unlink()
                yield Spoken(name, "espeak-ng", count)


def known_words() -> Iterator[tuple[str, list[tuple[Path, int]]]]:
    """Recordings of the dev voices with known words, and the vowels of each."""
    for name, (language, package, folder) in NUMBER_VOICES.items():
        digits = package_folder(package) / "usr/share/asterisk/sounds" / folder / "digits"
        files = [(number, path) for number in NUMBERS for path in digits.glob(f"{number}.*")]
        yield name, [(path, vowel_count(language, str(number))) for number, path in files]
    things = package_folder("ktuberling-data") / "usr/share/ktuberling/sounds/en"
    words = [(path, SCENE_PREFIX.sub("", path.stem)) for path in sorted(things.glob("*.ogg"))]
    yield "ktuberling-en", [(path, vowel_count("en", RESPELT.get(word, word)))
                            for path, word in words]


def trimmed(samples: np.ndarray) -> np.ndarray:
    """Without the silence around, 40 dB under the loudest, at one level."""
    power = np.convolve(samples.astype(np.float64) ** 2, np.ones(240) / 240, "same")
    heard = np.flatnonzero(power > power.max() * 1e-4)
    kept = samples[max(0, heard[0] - 80) : heard[-1] + 80].astype(np.float64)
    return kept / np.sqrt(np.mean(kept**2)) * 0.05


def at_tempo(samples: np.ndarray, tempo: float) -> np.ndarray:
    """So many times as fast."""
    raw = ["-t", "raw", "-r", str(SAMPLE_RATE_HZ), "-c", "1", "-e", "floating-point", "-b", "32", "-"]
    made = subprocess.run(["sox", "-V1", "-D", *raw, *raw, "tempo", "-s", str(tempo)], check=True,
                          input=samples.astype("<f4").tobytes(), capture_output=True).stdout
    return np.frombuffer(made, dtype="<f4")


def recorded(folder: Path) -> Iterator[Spoken]:
    """The known words of each dev voice one after the other, at every tempo."""
    pause = np.zeros(round(0.35 * SAMPLE_RATE_HZ))
    for voice, words in known_words():
        spoken = [trimmed(decode(path)) for path, _ in words]
        count = sum(vowels for _, vowels in words)
        for tempo in TEMPOS:
            parts = [pause]
            for samples in spoken:
                parts += [at_tempo(samples, tempo), pause]
            line = np.concatenate(parts)
            line = line + np.random.default_rng(1).normal(0, 1e-4, len(line))
            name = f"{voice}-{tempo}.wav"
            wavfile.write(folder / name, SAMPLE_RATE_HZ,
                          np.round(np.clip(line, -1, 1) * 32767).astype(np.int16))
            yield Spoken(name, voice, count)


def ratios(program: str, folder: Path, spoken: list[Spoken]) -> dict[str, dict[int, list[float]]]:
    """Found ÷ true count by kind and true rate."""
    lines = subprocess.run(
        [program, "scan", str(folder), "--channels", "agent", "--format", "jsonl"],
        check=True, capture_output=True, text=True).stdout.splitlines()
    reports = {report["callId"]: report["parties"]["agent"] for report in map(json.loads, lines)}
    found: dict[str, dict[int, list[float]]] = {}
    for one in spoken:
        report = reports[one.name]
        true_rate = one.syllable_count / report["speechSeconds"]
        if report["syllablesPerSecond"] is None:
            continue
        for kind in (one.kind, "all"):
            by_rate = found.setdefault(kind, {})
            by_rate.setdefault(round(true_rate), []).append(
                report["syllablesPerSecond"] / true_rate)
    return found


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        spoken = [*synthesized(Path(name)), *recorded(Path(name))]
        found = ratios(sys.argv[1], Path(name), spoken)
    print(f"{'found ÷ true':<16}" + "".join(f"{rate:>7}/s" for rate in RATES))
    for kind in [k for k in found if k != "all"] + ["all"]:
        cells = [found[kind].get(rate) for rate in RATES]
        print(f"{kind:<16}" + "".join(
            f"{statistics.median(c):>9.2f}" if c else f"{'–':>9}" for c in cells))
    medians = [statistics.median(found["all"][rate]) for rate in RATES if rate in found["all"]]
    return 0 if all(abs(median - 1) <= LARGEST_ERROR for median in medians) else 1


if __name__ == "__main__":
    sys.exit(main())
