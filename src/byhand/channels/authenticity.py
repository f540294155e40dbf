"""Is it really them? Whether a mail comes from the domain it names (mail-rules: “Is it really them?”).

Only the topmost Authentication-Results field written by our own mail server is believed (RFC 8601, 5 and 7.1);
anyone can write one further down. Without it the DKIM signatures are verified here (RFC 6376).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import dkim
from authres import AuthenticationResultsHeader, AuthResError
from dns.exception import DNSException
from dns.rdtypes.ANY.TXT import TXT
from dns.resolver import Resolver

from byhand.channels.inbox import Inbox
from byhand.kit.mime import ParsedMail

LookUp = Callable[[bytes, int], bytes | None]
SECONDS = 5
MOST_SIGNATURES = 3
# What the great hosts call themselves in the field; others use a name of the domain their IMAP server is in.
_NAMES = {
    "gmail.com": ("mx.google.com",),
    "googlemail.com": ("mx.google.com",),
    "office365.com": ("outlook.com",),
}


class NoName(Exception):
    """The name service did not answer: nothing is known yet, ask again later."""


def told_by_our_server(mail: ParsedMail, inbox: Inbox) -> bool | None:
    """What our own server found: True aligned pass, False none, None if it said nothing."""
    if not mail.authentication_results:
        return None
    try:
        top = AuthenticationResultsHeader.parse(f"Authentication-Results: {mail.authentication_results[0]}")
    except AuthResError:
        return None
    if not _is_ours(str(top.authserv_id or ""), inbox):
        return None
    return any(_is_aligned_pass(one, _domain(mail.sender.address)) for one in top.results or ())


def has_aligned_signature(raw: bytes, mail: ParsedMail, look_up: LookUp | None = None) -> bool:
    """Whether a DKIM signature of the From domain (or one above or below it) holds. Raises NoName."""
    domain = _domain(mail.sender.address)
    for index in range(min(raw.lower().count(b"\ndkim-signature:") + raw.lower().startswith(b"dkim-signature:"),
                           MOST_SIGNATURES)):  # fmt: skip
        message = dkim.DKIM(raw, timeout=SECONDS)
        try:
            holds = message.verify(index, dnsfunc=look_up or look_up_txt)
        except (dkim.DKIMException, ValueError, IndexError):
            continue
        if holds and _are_aligned((message.domain or b"").decode("ascii", "replace").lower(), domain):
            return True
    return False


def look_up_txt(name: bytes, timeout: int = SECONDS) -> bytes | None:
    """The TXT record of that name; None if there is none. Raises NoName when nobody answers."""
    resolver = Resolver()
    resolver.lifetime = timeout
    try:
        found = resolver.resolve(name.decode("ascii").rstrip("."), "TXT", raise_on_no_answer=False)
    except (UnicodeDecodeError, ValueError):
        return None
    except DNSException as problem:
        if type(problem).__name__ in ("NXDOMAIN", "NoAnswer"):
            return None
        raise NoName(str(problem)) from None
    return b"".join(cast(TXT, found.rrset[0]).strings) if found.rrset else None


def _is_ours(server: str, inbox: Inbox) -> bool:
    named = inbox.options.get("authserv_id")
    if named:
        return server.lower() == str(named).lower()
    own = _organisation(str(inbox.options.get("imap_host", "")))
    names = (own, *_NAMES.get(own, ()))
    return any(name and (server.lower() == name or server.lower().endswith(f".{name}")) for name in names)


def _is_aligned_pass(result: object, domain: str) -> bool:
    if getattr(result, "result", "") != "pass":
        return False
    method = getattr(result, "method", "")
    if method == "dmarc":
        return True
    wanted = {"dkim": ("d", "i"), "spf": ("mailfrom",)}.get(method, ())
    said = [one.value for one in getattr(result, "properties", ()) if one.name in wanted]
    return any(_are_aligned(_domain(str(value)) or str(value).lower(), domain) for value in said)


def _are_aligned(signer: str, domain: str) -> bool:
    """Relaxed alignment (RFC 7489, 3.1): the same domain, or one below the other."""
    if "." not in signer or not domain:
        return False
    return signer == domain or domain.endswith(f".{signer}") or signer.endswith(f".{domain}")


def _domain(address: str) -> str:
    return address.rpartition("@")[2].strip(" >").lower() if "@" in address else ""


def _organisation(host: str) -> str:
    """The last two labels of a host's name."""
    labels = host.lower().strip(".").split(".")
    return ".".join(labels[-2:]) if len(labels) >= 2 and not labels[-1].isdigit() else ""
