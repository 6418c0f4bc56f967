"""A receiver of webhooks for tests: answers as a script says, and checks every signature.

    webhook_receiver.py --secret whsec_… [--library] ANSWER…

Prints {"port": N}, then one JSON line per request: its id, whether the signature is right, and how it was
answered. Answers are used one per request, the last for all that follow:

    200 500 410 …   a status
    429:SECONDS     a status with Retry-After
    302:URL         a redirect
    timeout         no answer
    close           the connection is closed without an answer

--library has the signature checked by the package standardwebhooks, else it is computed here.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import http.server
import json
import sys
import threading
import time

LARGEST_SKEW_SECONDS = 300  # Standard Webhooks: messages of another time are replays


def is_signed(secret: str, headers: dict[str, str], body: bytes) -> bool:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    if abs(time.time() - int(headers["webhook-timestamp"])) > LARGEST_SKEW_SECONDS:
        return False
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    signatures = headers["webhook-signature"].split(" ")
    return any(hmac.compare_digest(signature, f"v1,{wanted}") for signature in signatures)


def is_signed_by_library(secret: str, headers: dict[str, str], body: bytes) -> bool:
    from standardwebhooks.webhooks import Webhook, WebhookVerificationError

    try:
        Webhook(secret).verify(body.decode(), headers)
    except WebhookVerificationError:
        return False
    return True


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answers: list[str] = []
    secret = ""
    check = staticmethod(is_signed)
    lock = threading.Lock()
    ended = threading.Event()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.lock:
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            record = {"id": headers.get("webhook-id"), "answer": answer,
                      "idempotencyKey": headers.get("idempotency-key"),
                      "contentType": headers.get("content-type"), "time": time.time(),
                      "isSigned": self.check(self.secret, headers, body),
                      "event": json.loads(body)}
            print(json.dumps(record), flush=True)
        self.give(answer)

    def do_GET(self) -> None:
        print(json.dumps({"unexpected": "GET"}), flush=True)
        self.give("200")

    def give(self, answer: str) -> None:
        if answer == "timeout":
            self.ended.wait(60)
        if answer in ("timeout", "close"):
            self.close_connection = True
            self.connection.close()
            return
        status, _, argument = answer.partition(":")
        self.send_response(int(status))
        if status.startswith("3"):
            self.send_header("Location", argument)
        elif argument:
            self.send_header("Retry-After", argument)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass  # a connection that an answer has closed


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--secret", required=True)
    parser.add_argument("--library", action="store_true")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("answers", nargs="+")
    arguments = parser.parse_args()
    Receiver.answers, Receiver.secret = arguments.answers, arguments.secret
    if arguments.library:
        Receiver.check = staticmethod(is_signed_by_library)
    server = Server(("127.0.0.1", arguments.port), Receiver)
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    # Ends with whoever started it.
    threading.Thread(target=lambda: (sys.stdin.read(), server.shutdown()), daemon=True).start()
    server.serve_forever(poll_interval=0.05)


if __name__ == "__main__":
    main()
