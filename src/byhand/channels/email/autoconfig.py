"""Guessing a mailbox's servers from its address, so that a colleague only corrects and never searches.

In order: providers everybody knows, the provider that receives the domain's mail (MX), what the domain says
itself (SRV, RFC 6186 and 8314), what it publishes for mail programs (Thunderbird's config-v1.1.xml), and last
the names that are usual. Asks by a resolver and a fetcher that tests replace. Never raises.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from byhand.channels.email import autoconfig_xml
from byhand.channels.email.account import Provider, Security
from byhand.channels.email.addresses import domain_of, is_whole
from byhand.channels.email.names import Srv, look_up_mx, look_up_srv
from byhand.channels.email.providers import BY_DOMAIN, BY_MX, Known
from byhand.channels.email.published import fetch_published

Source = Literal["known provider", "mail exchanger", "SRV records", "autoconfig", "usual names"]

# All questions together; whoever waits for the page has no more of it.
PATIENCE = 8.0

_DOMAIN = re.compile(r"(?=.{3,253}$)([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """One server."""

    host: str
    port: int
    security: Security
    user: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What to try first; everything in it can be changed by hand."""

    imap: Place
    smtp: Place
    source: Source
    provider: Provider | None = None  # whose sign-in replaces the password
    name: str = ""  # the provider's, for a person

    def options(self) -> dict[str, object]:
        """As the options of an inbox."""
        auth = f"oauth-{self.provider}" if self.provider else "password"
        return {
            "imap_host": self.imap.host, "imap_port": self.imap.port, "imap_security": self.imap.security,
            "imap_user": self.imap.user, "smtp_host": self.smtp.host, "smtp_port": self.smtp.port,
            "smtp_security": self.smtp.security, "smtp_user": self.smtp.user, "auth": auth,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sources:
    """Where is asked; each gives nothing rather than raising."""

    mx: Callable[[str], Sequence[str]] = look_up_mx
    srv: Callable[[str], Sequence[Srv]] = look_up_srv
    published: Callable[[str, str], bytes] = fetch_published


def guess(address: str, sources: Sources | None = None) -> Guess:
    """The best that is known about this address; always something to begin with."""
    address, domain = address.strip(), domain_of(address)
    if not is_whole(address) or not _DOMAIN.fullmatch(domain):
        return _usual(address, domain)
    if domain in BY_DOMAIN:
        return _from_known(BY_DOMAIN[domain], address, "known provider")
    return next(_asked(address, domain, sources or Sources()), None) or _usual(address, domain)


def _asked(address: str, domain: str, sources: Sources) -> Iterator[Guess]:
    """All three are asked at once, for some of them are slow; the earlier in the list is believed."""
    asks: tuple[Callable[[], Guess | None], ...] = (
        lambda: _by_mx(address, domain, sources),
        lambda: _by_srv(address, domain, sources),
        lambda: _by_published(address, domain, sources),
    )
    until = time.monotonic() + PATIENCE
    pool = ThreadPoolExecutor(len(asks), thread_name_prefix="guess")
    try:
        for answer in [pool.submit(_quietly, ask) for ask in asks]:
            with suppress(TimeoutError):
                found = answer.result(timeout=max(until - time.monotonic(), 0))
                if found is not None:
                    yield found
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _quietly(ask: Callable[[], Guess | None]) -> Guess | None:
    """Names and pages of strangers may hold anything; a guess is worth no error."""
    try:
        return ask()
    except Exception:
        return None


def _by_mx(address: str, domain: str, sources: Sources) -> Guess | None:
    """The domain is one's own, its mail lies with a provider."""
    for exchanger in sources.mx(domain):
        for ending, known in BY_MX.items():
            if exchanger == ending or exchanger.endswith(f".{ending}"):
                return _from_known(known, address, "mail exchanger")
    return None


def _by_srv(address: str, domain: str, sources: Sources) -> Guess | None:
    imap = _first(sources, domain, (("_imaps", "tls"), ("_imap", "starttls")), address)
    smtp = _first(sources, domain, (("_submissions", "tls"), ("_submission", "starttls")), address)
    return Guess(imap, smtp, "SRV records") if imap and smtp else None


def _first(
    sources: Sources, domain: str, services: Sequence[tuple[str, Security]], address: str
) -> Place | None:
    """The service with TLS from the first byte is preferred (RFC 8314, 3.3); “.” means: not offered."""
    for service, security in services:
        for one in sorted(
            sources.srv(f"{service}._tcp.{domain}"), key=lambda srv: (srv.priority, -srv.weight)
        ):
            if _DOMAIN.fullmatch(one.host) and 0 < one.port < 65536:
                return Place(one.host, one.port, security, address)
    return None


def _by_published(address: str, domain: str, sources: Sources) -> Guess | None:
    found = autoconfig_xml.read(sources.published(domain, address), address)
    if found is None:
        return None
    imap, smtp = (
        Place(one.host, one.port, one.security, one.user) for one in (found.incoming, found.outgoing)
    )
    return Guess(imap, smtp, "autoconfig", name=found.name)


def _from_known(known: Known, address: str, source: Source) -> Guess:
    imap = Place(known.imap_host, known.imap_port, known.imap_security, address)
    smtp = Place(known.smtp_host, known.smtp_port, known.smtp_security, address)
    return Guess(imap, smtp, source, known.provider, known.name)


def _usual(address: str, domain: str) -> Guess:
    imap = Place(f"imap.{domain}" if domain else "", 993, "tls", address)
    smtp = Place(f"smtp.{domain}" if domain else "", 465, "tls", address)
    return Guess(imap, smtp, "usual names")
