"""Following a link as a reader would, to see whether it answers, without being led astray.

Where a link leads is written by a colleague, where it leads on to by strangers: at every hop the connection goes to
public addresses alone, to exactly the address that was checked (a name may answer differently the second time). It asks
for the heads, and for the page only where a site will not tell its heads; of a page it reads no more than comes with
its first lines. A few hops, a few seconds, and nothing is sent but the question: no cookie, no origin.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Collection
from socket import gaierror
from urllib.parse import quote, urljoin, urlsplit

import httpcore

from byhand.channels.followed import Followed, Outcome
from byhand.channels.hurried import Hurried
from byhand.channels.public_only import NotPublic, PublicOnly
from byhand.kit.domains import in_ascii

PATIENCE = 4.0  # seconds for one step
ALTOGETHER = 10.0  # seconds for one link, however often it leads on
MOST_HOPS = 5
LONGEST = 2_000  # letters of an address
WEB_PORTS = frozenset((80, 443))  # below 1024; what answers at the others is no website
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_GONE = frozenset((404, 410))
_HEADERS: dict[bytes | str, bytes | str] = {
    "User-Agent": "Byhand (looks whether a link answers)",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
}
_SULKS = (httpcore.ProtocolError, httpcore.ReadError, httpcore.ReadTimeout)


def follow(address: str, *, never: Collection[str] = ()) -> Followed:
    """Asks where it leads, and on from there. `never`: hosts that are not asked. Never raises for what others do."""
    until, at = time.monotonic() + ALTOGETHER, address
    for _hop in range(MOST_HOPS + 1):
        why_not = _why_not(at, never)
        if why_not:
            return Followed(why_not, at)
        try:
            status, leads_on = _answer(at, until)
        except (*_SULKS, httpcore.NetworkError, httpcore.TimeoutException, OSError, ValueError) as problem:
            return Followed(_outcome_of(problem), at)
        if leads_on is None:
            return Followed(_judged(status, address, at), at, status)
        at = leads_on
    return Followed(Outcome.CIRCLES, at)


def _why_not(address: str, never: Collection[str]) -> Outcome | None:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or 443
    except ValueError:
        return Outcome.NO_ADDRESS
    is_web = parts.scheme in ("http", "https") and (port in WEB_PORTS or port >= 1024)
    if not is_web or not host or len(address) > LONGEST:
        return Outcome.NO_ADDRESS
    if "@" in parts.netloc:
        return Outcome.NAMES_A_USER
    return Outcome.OURS if host in never else None


def _answer(address: str, until: float) -> tuple[int, str | None]:
    """The status, and where it leads on to. Raises what httpcore does, OSError and ValueError."""
    try:
        status, leads_on = _asked("HEAD", address, until)
    except _SULKS:
        status, leads_on = 0, None
    if leads_on is None and not 200 <= status < 400:  # not every site answers that
        status, leads_on = _asked("GET", address, until)
    return status, leads_on


def _asked(verb: str, address: str, until: float) -> tuple[int, str | None]:
    patience = dict.fromkeys(("connect", "read", "write", "pool"), PATIENCE)
    line = Hurried(until, through=PublicOnly())
    with (
        httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=line) as pool,
        pool.stream(verb, _spelt(address), headers=_HEADERS, extensions={"timeout": patience}) as answer,
    ):
        heads = (value for name, value in answer.headers if name.lower() == b"location")
        to = next(heads, None) if answer.status in _REDIRECTS else None
        return answer.status, None if to is None else urljoin(address, to.decode(errors="replace").strip())


def _spelt(address: str) -> httpcore.URL:
    """In the letters that travel: a host by its IDNA name, the rest in per cents. Raises ValueError."""
    parts = urlsplit(address)
    host = in_ascii(parts.hostname or "").encode("idna")  # which looks at the length of each label
    target = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*[]|")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:=&?~+!$,;'@()*[]|")
    return httpcore.URL(scheme=parts.scheme.encode(), host=host, port=parts.port, target=target.encode())


def _outcome_of(problem: Exception) -> Outcome:
    if isinstance(problem, NotPublic):
        return Outcome.NOT_PUBLIC
    if isinstance(problem, gaierror):
        return Outcome.UNKNOWN
    if isinstance(problem.__context__, ssl.SSLCertVerificationError):
        return Outcome.CERTIFICATE
    return Outcome.NO_ADDRESS if isinstance(problem, ValueError) else Outcome.SILENT


def _judged(status: int, first: str, last: str) -> Outcome:
    if status in _GONE:
        return Outcome.MISSING
    if status >= 400:
        return Outcome.REFUSES
    return Outcome.ANSWERS if _site(first) == _site(last) else Outcome.ELSEWHERE


def _site(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
