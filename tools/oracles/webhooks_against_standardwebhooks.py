"""Webhooks of `callsift watch` beside the package standardwebhooks: every message has to be taken by it.

Twenty calls are watched; the receiver refuses some, and the secret is changed while events wait. Exit code 1
when a message is not signed as the package wants it, or an event is missing.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OLD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NEW_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
CALL_COUNT = 20
LIMIT_SECONDS = 120


def receive(answers: list[str], secret: str) -> tuple[subprocess.Popen[str], int]:
    receiver = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("webhook_receiver.py")), "--library",
         "--secret", secret, *answers],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return receiver, json.loads(receiver.stdout.readline())["port"]


def check(program: str, sample: Path, secrets: str, verified_by: str) -> int:
    receiver, port = receive(["500", "429:1", "200", "close", "200"], verified_by)
    with tempfile.TemporaryDirectory() as folder:
        calls = Path(folder, "calls")
        calls.mkdir()
        for index in range(CALL_COUNT):
            # A byte behind the audio: another content, the same sound.
            Path(calls, f"{index}.wav").write_bytes(sample.read_bytes() + bytes([index]))
        watch = subprocess.Popen(
            [program, "watch", str(calls), "--store", f"{folder}/store.sqlite", "--no-stdout",
             "--webhook", f"http://127.0.0.1:{port}/calls", "--allow-insecure-webhook",
             "--allow-private-webhook", "--set", "watch.settleSeconds=0.1",
             "--set", "delivery.firstRetrySeconds=0.2"],
            env={**os.environ, "CALLSIFT_WEBHOOK_SECRETS": secrets}, stderr=subprocess.DEVNULL)
        taken: set[str] = set()
        unsigned = 0
        start = time.monotonic()
        while len(taken) < CALL_COUNT and time.monotonic() - start < LIMIT_SECONDS:
            request = json.loads(receiver.stdout.readline())
            unsigned += not request["isSigned"]
            if request["answer"] == "200":
                taken.add(request["id"])
        watch.send_signal(signal.SIGTERM)
        watch.wait(30)
    receiver.stdin.close()
    receiver.wait(10)
    print(f"{len(taken)} of {CALL_COUNT} events taken, {unsigned} messages with a wrong signature")
    return unsigned + CALL_COUNT - len(taken)


def main() -> int:
    program, root = sys.argv[1], Path(sys.argv[2])
    sample = next(root.glob("audio-fixtures/*/call.wav"))
    wrong = check(program, sample, OLD_SECRET, OLD_SECRET)
    # While secrets are changed a receiver knows the old one or the new one.
    both = f"{NEW_SECRET} {OLD_SECRET}"
    wrong += check(program, sample, both, OLD_SECRET) + check(program, sample, both, NEW_SECRET)
    print("with another secret, which has to be refused:")
    if check(program, sample, OLD_SECRET, NEW_SECRET) < CALL_COUNT:
        return 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
