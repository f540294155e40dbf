"""Who wrote a message, as far as it says so itself. Nothing here is proof: that takes DKIM or our own server's word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from byhand.kit.addresses import NOBODY, is_valid, parse_addresses
from byhand.kit.headers import Fields, each, plain, unfold
from byhand.kit.limits import Limits
from byhand.kit.parsed import Mailbox

_VIA = re.compile(r"\s+(?:via|über|per|par|a través de|tramite)\s.*$", re.IGNORECASE | re.DOTALL)
_ANGLED = re.compile(r"<([^<>]*)>")
# Where servers note the address of the envelope, the most usual first; of the last, the clause of RFC 5321, 4.4.
_REACHED_AT = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-rcpt-to")
_FOR = re.compile(r"\bfor\s+<([^<>\s]{1,320})>")
_MOST = 20


def mailboxes(fields: Fields, name: str, limits: Limits) -> tuple[Mailbox, ...]:
    """Those of an address field; a field that stands twice is read as one."""
    value = fields.get(name)
    if not value:
        return ()
    return parse_addresses(re.sub(r"\n(?![ \t])", ",", value) if "\n" in value else value, limits.addresses)


def first(fields: Fields, name: str) -> Mailbox | None:
    """The only mailbox of such fields as From."""
    value = fields.get(name)
    found = parse_addresses(value, 10) if value else ()
    return next((one for one in found if "@" in one.address), found[0] if found else None)


def writer(
    sender: Mailbox, reply_to: tuple[Mailbox, ...], original: Mailbox | None, fields: Fields
) -> Mailbox:
    """Whom to answer: the person behind a group, else Reply-To if mail can go there, else From."""
    if original is not None and is_valid(original):
        return Mailbox(original.name or _VIA.sub("", sender.name), original.address)
    answer_to = reply_to[0] if reply_to else NOBODY
    if is_valid(answer_to) and answer_to.address.lower() not in fields.get("list-post", "").lower():
        return Mailbox(answer_to.name or sender.name, answer_to.address)
    return sender


def return_path(fields: Fields) -> str | None:
    """The envelope's sender: "" is the null path of bounces, None says that the field is absent."""
    value = fields.get("return-path")
    if value is None:
        return None
    found = _ANGLED.search(value)
    return (found[1] if found else unfold(value)).strip()


def reached_at(fields: Fields, named: Sequence[Mailbox]) -> tuple[str, ...]:
    """The addresses it was delivered to, as the servers on its way noted them (RFC 9228), then those it names."""
    noted = [one.strip("<> ") for name in _REACHED_AT for one in each(fields, name)]
    noted += _FOR.findall(unfold(fields.get("received", "")))
    noted += [one.address for one in named[:_MOST]]
    return tuple(dict.fromkeys(one for one in noted if "@" in one and len(one) <= 320))[:_MOST]


def list_id(fields: Fields) -> str | None:
    """The list's name (RFC 2919), without its description."""
    value = plain(fields.get("list-id", ""))
    found = _ANGLED.search(value)
    return (found[1].strip() if found else value) or None
