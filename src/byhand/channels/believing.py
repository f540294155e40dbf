"""Believing: whether others can tell that a mailbox's letters are ours. A sentence a finding, with what to do."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from byhand.channels.adapter import Check
from byhand.channels.authenticity import LookUp, NoName
from byhand.channels.email.addresses import domain_of
from byhand.channels.email.believed import came_back, dmarc, own_keys, pointers, spf, tls
from byhand.channels.email.believed.asking import THE_DNS, Names
from byhand.channels.email.believed.sender import sender_of
from byhand.channels.email.providers import BY_DOMAIN
from byhand.channels.inbox import RETURN_PATHS, Inbox
from byhand.channels.sending_key import OPTION, OURS, SendingKey
from byhand.team.user import User


def how_believed(inbox: Inbox, names: Names = THE_DNS) -> list[Check]:
    """Every finding about a mailbox, asked of the DNS and its outgoing server. Raises nothing; may take seconds."""
    encrypted, calls_itself = tls.look(inbox)
    domain = domain_of(inbox.address)
    if domain in BY_DOMAIN:
        said = _(
            "%(domain)s is the domain of %(provider)s, who sees to its records and signs what is sent there."
        )
        told = said % {"domain": domain, "provider": BY_DOMAIN[domain].name}
        return [Check("DNS", True, told), encrypted]
    return [*_unless_silent(_of_domain(inbox, names, calls_itself)), encrypted]


def show_our_keys(inbox: Inbox, names: Names = THE_DNS) -> list[Check]:
    """Whether the DNS shows our keys, so that we may begin to sign. Raises nothing."""
    return list(_unless_silent(_of_our_keys(inbox, names)))


def keys_of(inbox: Inbox) -> list[SendingKey]:
    """The newest of its domain; several mailboxes may share them."""
    return SendingKey.objects.of(domain_of(inbox.address))


def make_keys(inbox: Inbox, *, by: User) -> None:
    """New ones for its domain. While we sign there, the old ones go on until the DNS was seen to show these."""
    SendingKey.objects.make(domain_of(inbox.address), by=by)


@transaction.atomic
def choose(inbox: Inbox, *, signed_here: bool, return_paths: bool) -> None:
    """Who signs its letters, and whether each comes back to a return path of its own (`gate/verp.py`)."""
    kept = Inbox.objects.select_for_update().get(pk=inbox.pk)
    kept.options |= {OPTION: OURS if signed_here else "", RETURN_PATHS: return_paths}
    kept.save(update_fields=["options"])


def _of_domain(inbox: Inbox, names: Names, calls_itself: str) -> Iterator[Check]:
    """Raises NoName."""
    sender, signed_by = sender_of(inbox, names, calls_itself=calls_itself), ""
    yield spf.look(sender, names)
    if inbox.options.get(OPTION) == OURS:
        yield from _of_our_keys(inbox, names)
    else:
        finding, signed_by = came_back.look(inbox, _as_look_up(names))
        yield finding
    yield dmarc.look(sender.domain, names, signed_by=signed_by)
    yield from pointers.look(sender, names)


def _of_our_keys(inbox: Inbox, names: Names) -> Iterator[Check]:
    yield from own_keys.look(domain_of(inbox.address), names)


def _unless_silent(findings: Iterator[Check]) -> Iterator[Check]:
    """Where one question is not answered, the others would only be waited for."""
    try:
        yield from findings
    except NoName:
        yield Check(
            "DNS", False, _("The DNS does not answer just now, so the rest is not known. Try again later.")
        )


def _as_look_up(names: Names) -> LookUp:
    def look_up(name: bytes, timeout: int) -> bytes | None:
        found = names.txt(name.decode("ascii", "replace").rstrip("."))
        return found[0].encode() if found else None

    return look_up
