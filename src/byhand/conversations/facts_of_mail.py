"""Facts of a mail that intake decides by: when it was said, who takes part, whether it is history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from byhand.channels.arrival import Arrival
from byhand.channels.registry import holds_mail
from byhand.kit.mime import Mailbox, ParsedMail
from byhand.kit.parsed import Automatic
from byhand.kit.reach import kind_of
from byhand.people.address import normal_email

# One mail may make this many people known to us; a list of hundreds in Cc makes no friends.
MOST_PEOPLE = 50
# Mail older than this when its inbox was connected is history: nobody waits for an answer to it.
HISTORY = timedelta(days=14)


def is_history(arrival: Arrival | None, at: datetime) -> bool:
    """Whether it was said so long before its inbox was connected that nobody waits for an answer.

    What another desk kept is history, too: who still waits is said with it (`taking_over.py`).
    """
    if arrival is None:
        return False
    is_from_elsewhere = arrival.thread is not None and holds_mail(arrival.inbox.kind)
    return is_from_elsewhere or at < arrival.inbox.made_at - HISTORY


def automatic_of(mail: ParsedMail, arrival: Arrival) -> Automatic | None:
    """Which machine wrote it, if one did. A group that is our own address marks people's letters as a list's."""
    if mail.automatic == "bulk" and _is_our_own_list(mail.list_id or "", arrival.inbox.address):
        return None
    return mail.automatic


def _is_our_own_list(list_id: str, address: str) -> bool:
    """RFC 2919: the id of the list at support@desk.example reads support.desk.example."""
    named = list_id.rpartition("<")[2].strip(" <>").lower()
    return bool(address) and named == address.replace("@", ".").lower()


def said_at(arrival: Arrival, mail: ParsedMail) -> datetime:
    """When it was said, as far as can be believed: no mail was written after it came.

    A letter names whole seconds. Of words that came another way we know the moment: rounded down, the answer to what a
    colleague said half a second ago would stand before it, and nobody would see that they wait.
    """
    came = arrival.received_at or arrival.stored_at
    return min(mail.date, came) if mail.date and holds_mail(arrival.inbox.kind) else came


def people_in(mail: ParsedMail, ours: set[str]) -> list[Mailbox]:
    """Whoever takes part and is not one of our own inboxes: who wrote it first, a sane number of others."""
    every: Iterable[Mailbox] = (mail.writer, mail.sender, *mail.to, *mail.cc)
    unique = {normal_email(one.address): one for one in reversed(tuple(every)) if kind_of(one.address)}
    return [one for value, one in reversed(unique.items()) if value not in ours][:MOST_PEOPLE]
