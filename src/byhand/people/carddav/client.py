"""Speaking to a CardDAV server: one request at a time, with the exact trouble in words. The only network code here.

The address is an owner's, and may lie in the same house; a redirect is followed a few times and never away from TLS.
The password goes to the server that was named, and to where that server says its books are on the same host.
"""

from __future__ import annotations

import base64
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpcore
from django.utils.translation import gettext as _

PATIENCE = 20.0
LARGEST = 64 << 20
MOST_REDIRECTS = 5
_MOVED = (301, 302, 307, 308)


class NoBook(Exception):
    """The other side could not be reached, or said no; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and from which address at last."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


@dataclass(frozen=True, slots=True)
class Client:
    """Name and password for one server."""

    name: str
    password: str
    home: str  # the address that was given: elsewhere the password does not go

    def ask(
        self,
        method: str,
        url: str,
        body: bytes = b"",
        *,
        depth: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request, its redirects followed. Raises NoBook unless it was understood (any status below 400, or 403,
        404, 405, 409, 410, 412, 501: the caller knows what they mean there)."""
        for _turn in range(MOST_REDIRECTS):
            answer = self._once(method, url, body, depth, headers or {})
            if answer.status not in _MOVED:
                return self._understood(answer)
            url = self._followed(url, answer.headers.get("location", ""))
        raise NoBook(
            _("%(host)s sends us on and on. Give the address of the address book itself.") % _host(url)
        )

    def _once(self, method: str, url: str, body: bytes, depth: str, more: Mapping[str, str]) -> Answer:
        plain = f"{self.name}:{self.password}".encode()
        headers = {
            "Authorization": f"Basic {base64.b64encode(plain).decode()}",
            "Content-Type": "application/xml; charset=utf-8",
            **({"Depth": depth} if depth else {}), **more,
        }  # fmt: skip
        patience = dict.fromkeys(("connect", "read", "write", "pool"), PATIENCE)
        try:
            with (
                httpcore.ConnectionPool(ssl_context=ssl.create_default_context()) as pool,
                pool.stream(
                    method, url, headers=list(headers.items()), content=body, extensions={"timeout": patience}
                ) as answer,
            ):
                told = {
                    name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers
                }
                return Answer(answer.status, told, _limited(answer), url)
        except httpcore.TimeoutException:
            raise NoBook(_("%(host)s does not answer in time.") % _host(url)) from None
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
            OSError,
            ValueError,
        ) as no:
            raise NoBook(
                _("%(host)s cannot be reached: %(why)s.") % {**_host(url), "why": str(no)[:200]}
            ) from None

    def _followed(self, url: str, location: str) -> str:
        there = urljoin(url, location)
        before, after = urlsplit(url), urlsplit(there)
        if after.scheme not in ("https", "http") or (before.scheme == "https" and after.scheme != "https"):
            raise NoBook(
                _("%(host)s sends us away from the encrypted way; that is not followed.") % _host(url)
            )
        if _site(after.hostname or "") != _site(urlsplit(self.home).hostname or ""):
            raise NoBook(
                _("%(host)s sends us to %(there)s. If that is right, give that address yourself.")
                % {**_host(url), "there": after.hostname or location}
            )
        return there

    def _understood(self, answer: Answer) -> Answer:
        if answer.status == 401:
            raise NoBook(_("%(host)s does not know this name and password. Some want a password made for this.")
                         % _host(answer.url))  # fmt: skip
        if answer.status < 400 or answer.status in (403, 404, 405, 409, 410, 412, 501):
            return answer
        raise NoBook(_("%(host)s answered with %(status)s.") % {**_host(answer.url), "status": answer.status})


def _limited(answer: httpcore.Response) -> bytes:
    pieces: list[bytes] = []
    room = LARGEST
    for piece in answer.iter_stream():
        room -= len(piece)
        if room < 0:
            raise ValueError("the answer is larger than any address book")
        pieces.append(piece)
    return b"".join(pieces)


def _site(host: str) -> str:
    """The last two parts of a name: contacts.example.org may send on to dav.example.org."""
    return host if host.replace(".", "").isdigit() or ":" in host else ".".join(host.lower().split(".")[-2:])


def _host(url: str) -> dict[str, str]:
    return {"host": urlsplit(url).netloc.rpartition("@")[2] or url}
