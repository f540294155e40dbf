"""A telephone exchange on this machine: the provider's side of the phone line, over real HTTP, signed by the official
library. It asks the house what to do with a call and does it as the real one would (`exchange_walk.py`), takes what the
house asks of it over the REST API, and can be slow, cut off, refuse, or say everything twice.
"""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
from tests.servers.machine import ENDS_AT_ONCE
from twilio.request_validator import RequestValidator

ACCOUNT, TOKEN = "AC" + "0" * 31 + "1", "a token nobody guesses"
NUMBER = "+442079460199"
_numbers = count(1)


def new_id(kind: str) -> str:
    """As the provider names things: CA… a call, SM… a text, RE… a recording."""
    return f"{kind}{next(_numbers):032x}"


@dataclass
class Told:
    """What the house asked of it over the API."""

    method: str
    path: str
    fields: dict[str, str]


@dataclass
class Exchange:
    """`answers`: a status for what a path begins with (0: it is cut off, -1: it dribbles); `twice`: says all twice."""

    address: str = ""
    account: str = ACCOUNT
    token: str = TOKEN
    number: str = NUMBER
    led_to: dict[str, str] = field(default_factory=dict[str, str])
    told: list[Told] = field(default_factory=list[Told])
    answers: dict[str, int] = field(default_factory=dict[str, int])
    recordings: dict[str, bytes] = field(default_factory=dict[str, bytes])
    media: dict[str, bytes] = field(default_factory=dict[str, bytes])
    spoken_to_colleagues: list[str] = field(default_factory=list[str])
    twice: bool = False
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30, verify=False))

    def post(self, url: str, fields: dict[str, str], *, signature: str | None = None) -> httpx.Response:
        """One request to the house, with a genuine signature unless another is given."""
        genuine = RequestValidator(self.token).compute_signature(url, fields)
        headers = {"X-Twilio-Signature": genuine if signature is None else signature}
        answers = [self.client.post(url, data=fields, headers=headers) for _ in range(1 + self.twice)]
        assert len({one.text for one in answers}) == 1, "The same request had two answers."
        return answers[0]

    def text(
        self, url: str, *, sender: str, words: str, sid: str = "", media: tuple[str, ...] = ()
    ) -> httpx.Response:
        """Somebody's text message comes in."""
        own = sid or new_id("SM")
        fields = {"MessageSid": own, "SmsSid": own, "AccountSid": self.account, "From": sender, "To": self.number,
                  "Body": words, "NumMedia": str(len(media)), "NumSegments": "1"}  # fmt: skip
        for at, name in enumerate(media):
            fields[f"MediaUrl{at}"] = (
                f"{self.address}/2010-04-01/Accounts/{self.account}/Messages/{own}/Media/{name}"
            )
            fields[f"MediaContentType{at}"] = "image/png"
        return self.post(url, fields)

    def asked_for(self, what: str) -> list[dict[str, str]]:
        """The fields of everything the house posted to paths that end so."""
        return [one.fields for one in self.told if one.method == "POST" and one.path.endswith(what)]


@contextmanager
def running_exchange() -> Iterator[Exchange]:
    exchange = Exchange()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(exchange))
    server.daemon_threads = True
    exchange.address = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, kwargs=ENDS_AT_ONCE, daemon=True).start()
    yield exchange
    server.shutdown()
    server.server_close()
    exchange.client.close()


def _handler(exchange: Exchange) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._do({})

        def do_DELETE(self) -> None:
            self._do({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._do(dict(parse_qsl(body, keep_blank_values=True)))

        def _do(self, fields: dict[str, str]) -> None:
            whole = urlsplit(self.path)
            path = whole.path.removeprefix(f"/2010-04-01/Accounts/{exchange.account}")
            exchange.told.append(Told(self.command, path, fields))
            planned = next(
                (status for start, status in exchange.answers.items() if path.startswith(start)), None
            )
            if planned == 0:
                self.connection.close()
            elif planned == -1:
                self._dribble()
            elif self.headers.get("Authorization") != _basic(exchange):
                self._say(401, {"code": 20003, "message": "Authenticate"})
            elif planned is not None:
                self._say(planned, {"code": 21211, "message": "Invalid 'To' Phone Number"})
            else:
                self._say(*_answer(exchange, self.command, path, parse_qs(whole.query), fields))

        def _say(self, status: int, told: dict[str, Any] | bytes) -> None:
            content = told if isinstance(told, bytes) else json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _dribble(self) -> None:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for _ in range(600):
                time.sleep(0.1)
                try:
                    self.wfile.write(b"X-More: 1\r\n")
                except OSError:
                    return

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    return Handler


def _basic(exchange: Exchange) -> str:
    return "Basic " + base64.b64encode(f"{exchange.account}:{exchange.token}".encode()).decode()


def _answer(
    exchange: Exchange, method: str, path: str, query: dict[str, list[str]], fields: dict[str, str]
) -> tuple[int, dict[str, Any] | bytes]:
    """What the API says to a request that is allowed."""
    for pattern, answer in _PATHS.items():
        if method == pattern[0] and (found := re.fullmatch(pattern[1], path)):
            return answer(exchange, found, query, fields)
    return 404, {"code": 20404, "message": f"The requested resource {path} was not found"}


Answer = Callable[[Exchange, "re.Match[str]", dict[str, list[str]], dict[str, str]], tuple[int, Any]]


def _the_account(exchange: Exchange, *_: Any) -> tuple[int, Any]:
    return 200, {"sid": exchange.account, "friendly_name": "Kiln Lane", "status": "active"}


def _the_numbers(exchange: Exchange, _: Any, query: dict[str, list[str]], __: Any) -> tuple[int, Any]:
    ours = {"sid": "PN1", "phone_number": exchange.number, "capabilities": {"voice": True, "sms": True}}
    asked = query.get("PhoneNumber", [exchange.number])[0]
    return 200, {"incoming_phone_numbers": [ours | exchange.led_to] if asked == exchange.number else []}


def _lead(exchange: Exchange, _: Any, __: Any, fields: dict[str, str]) -> tuple[int, Any]:
    names = {"VoiceUrl": "voice_url", "SmsUrl": "sms_url", "StatusCallback": "status_callback"}
    exchange.led_to |= {names[name]: value for name, value in fields.items() if name in names}
    return 200, {"sid": "PN1"}


def _take_text(exchange: Exchange, _: Any, __: Any, fields: dict[str, str]) -> tuple[int, Any]:
    if not fields.get("Body") or not fields.get("To", "").startswith("+"):
        return 400, {"code": 21602, "message": "Message body is required"}
    return 201, {"sid": new_id("SM"), "status": "queued"}


def _take_call(exchange: Exchange, _: Any, __: Any, fields: dict[str, str]) -> tuple[int, Any]:
    if not fields.get("Url", "").startswith("http"):
        return 400, {"code": 21205, "message": "Url is not valid"}
    return 201, {"sid": new_id("CA"), "status": "queued"}


def _recording(exchange: Exchange, found: re.Match[str], *_: Any) -> tuple[int, Any]:
    held = exchange.recordings.get(found[1])
    return (200, held) if held else (404, {"code": 20404, "message": "Recording not found"})


def _forget_recording(exchange: Exchange, found: re.Match[str], *_: Any) -> tuple[int, Any]:
    return (204, b"") if exchange.recordings.pop(found[1], None) else (404, {"code": 20404})


def _media(exchange: Exchange, found: re.Match[str], *_: Any) -> tuple[int, Any]:
    held = exchange.media.get(found[1])
    return (200, held) if held else (404, {"code": 20404})


_PATHS: dict[tuple[str, str], Answer] = {
    ("GET", r"\.json"): _the_account,
    ("GET", r"/IncomingPhoneNumbers\.json"): _the_numbers,
    ("POST", r"/IncomingPhoneNumbers/PN1\.json"): _lead,
    ("POST", r"/Messages\.json"): _take_text,
    ("POST", r"/Calls\.json"): _take_call,
    ("GET", r"/Recordings/(RE\w+)\.wav"): _recording,
    ("DELETE", r"/Recordings/(RE\w+)\.json"): _forget_recording,
    ("GET", r"/Messages/\w+/Media/(\w+)"): _media,
}
