"""Asking the exchange for something: the REST API of 2010-04-01, as Twilio and those who speak its dialect know it.

Nobody but this room asks it anything, and what it may have done is never asked a second time by itself.
"""

from __future__ import annotations

import json
import ssl
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote, urlencode, urljoin, urlsplit

import httpcore
from django.utils.translation import gettext as _

from byhand.channels.adapter import NoAnswer, Refused
from byhand.channels.hurried import Hurried
from byhand.channels.phone.account import Line

# Seconds for each of its answers, and for all of one.
PATIENCE = 15.0
ALTOGETHER = 30.0
LONGEST_ANSWER = 200_000
MOST_HOPS = 3
_UNSAID = (
    httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout, httpcore.UnsupportedProtocol,
    httpcore.LocalProtocolError,
)  # fmt: skip
_TROUBLE = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What it said: a status of HTTP, its bytes, and where it leads on to, if it does."""

    status: int
    content: bytes
    onward: str = ""

    def fields(self) -> Mapping[str, Any]:
        """The fields of its answer; none where that was no JSON."""
        try:
            told = json.loads(self.content)
        except ValueError:
            return {}
        return cast(dict[str, Any], told) if isinstance(told, dict) else {}

    def text(self, name: str) -> str:
        value = self.fields().get(name)
        return str(value) if value is not None else ""

    def why(self) -> str:
        """Its reason, as it gave it: “21211: Invalid 'To' Phone Number”."""
        told = ": ".join(one for one in (self.text("code"), self.text("message")) if one)
        return told[:500] or _("it answered %(status)s and gave no reason") % {"status": self.status}


def ask(line: Line, path: str = "") -> Answer:
    """Reads something of the account, `path` as below it; without one the account itself. Raises Refused."""
    try:
        return _exchange("GET", _url(line, path), line=line)
    except _TROUBLE as problem:
        raise Refused(out_of_reach(line.api, problem), permanent=False) from None


def tell(line: Line, path: str, fields: Mapping[str, str]) -> Answer:
    """Asks it to do something: a text sent, a number called. Gives its answer if it took it.

    Raises Refused while nothing was taken, NoAnswer when nobody knows.
    """
    try:
        answer = _exchange("POST", _url(line, path), line=line, fields=fields)
    except _UNSAID as problem:
        raise Refused(out_of_reach(line.api, problem), permanent=False) from None
    except _TROUBLE:
        raise NoAnswer(_unknown()) from None
    if 200 <= answer.status < 300:
        return answer
    if answer.status >= 500 and answer.status != 503:
        raise NoAnswer(_unknown())
    # 4xx of a person's making stays wrong; too many (429), not now (503), and what a new token mends passes.
    passing = answer.status in (401, 403, 408, 429, 503)
    raise Refused(_("The phone provider refused: %(why)s") % {"why": answer.why()}, permanent=not passing)


def remove(line: Line, path: str) -> None:
    """Deletes something there; gone already is gone. Raises Refused."""
    try:
        status = _exchange("DELETE", _url(line, path), line=line).status
    except _TROUBLE as problem:
        raise Refused(out_of_reach(line.api, problem), permanent=False) from None
    if not (200 <= status < 300 or status == 404):
        raise Refused(_answered(status), permanent=status < 500)


def bytes_at(line: Line, url: str, *, most: int) -> bytes:
    """A recording or a picture that the exchange holds below its API, `most` bytes at most. Raises Refused.

    Where it leads on to a store of files, that is asked without the account's name.
    """
    if not url.startswith(f"{line.api}/"):
        raise Refused(_("It lies outside the phone provider’s API, so it is not fetched."), permanent=True)
    try:
        answer = _exchange("GET", url, line=line, most=most)
        for _hop in range(MOST_HOPS):
            if not answer.onward:
                break
            answer = _exchange("GET", answer.onward, most=most)
    except _TROUBLE as problem:
        raise Refused(out_of_reach(line.api, problem), permanent=False) from None
    if answer.status != 200:
        raise Refused(_answered(answer.status), permanent=answer.status in (404, 410))
    return answer.content


def recording_url(line: Line, recording: str) -> str:
    """Where its sound lies, as WAV."""
    return _url(line, f"Recordings/{quote(recording, safe='')}.wav")


def out_of_reach(url: str, problem: Exception) -> str:
    host = urlsplit(url).netloc or url
    if isinstance(problem, httpcore.TimeoutException):
        return _("%(host)s does not answer.") % {"host": host}
    return _("%(host)s cannot be reached: %(problem)s") % {"host": host, "problem": str(problem)[:200]}


def _unknown() -> str:
    return _("The phone provider was told and gave no answer. Perhaps it was done, perhaps not.")


def _answered(status: int) -> str:
    return _("The phone provider answered %(status)s.") % {"status": status}


def _url(line: Line, path: str) -> str:
    account = f"{line.api}/2010-04-01/Accounts/{quote(line.account, safe='')}"
    return f"{account}/{path}" if path else f"{account}.json"


def _exchange(
    method: str, url: str, *, line: Line | None = None, fields: Mapping[str, str] | None = None,
    most: int = LONGEST_ANSWER,
) -> Answer:  # fmt: skip
    """One request under the account's name, or nobody's. Raises as httpcore does; Refused for too long an answer."""
    headers = {"Accept": "*/*", "User-Agent": "Byhand"}
    if line is not None:
        headers["Authorization"] = f"Basic {b64encode(f'{line.account}:{line.token}'.encode()).decode()}"
    body = urlencode(fields).encode() if fields is not None else None
    if body is not None:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    backend = Hurried(time.monotonic() + ALTOGETHER)
    patience = dict.fromkeys(("connect", "read", "write", "pool"), PATIENCE)
    told = {name.encode(): value.encode() for name, value in headers.items()}
    with (
        httpcore.ConnectionPool(ssl_context=_trust(url), network_backend=backend) as pool,
        pool.stream(
            method, url, headers=list(told.items()), content=body, extensions={"timeout": patience}
        ) as answer,
    ):
        held = bytearray()
        for piece in answer.iter_stream():
            held += piece
            if len(held) > most:
                raise Refused(_("The phone provider’s answer is larger than we take."), permanent=True)
        return Answer(answer.status, bytes(held), _onward(url, answer))


def _trust(url: str) -> ssl.SSLContext | None:
    return ssl.create_default_context() if url.startswith("https:") else None


def _onward(url: str, answer: httpcore.Response) -> str:
    if answer.status not in (301, 302, 303, 307, 308):
        return ""
    place = next((value for name, value in answer.headers if name.lower() == b"location"), b"")
    onward = urljoin(url, place.decode("ascii", "replace")) if place else ""
    return onward if urlsplit(onward).scheme in ("http", "https") else ""
