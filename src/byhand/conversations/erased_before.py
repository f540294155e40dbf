"""Erased before: old letters of somebody who was erased come again, from an archive or a mailbox numbered anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from django.db import transaction
from django.utils import timezone

from byhand.channels.arrival import Arrival
from byhand.channels.folder import Folder
from byhand.conversations.facts_of_mail import said_at
from byhand.files import store
from byhand.kit.mime import ParsedMail
from byhand.people.address import normal_email
from byhand.people.suppression import Suppression

Read = Sequence[tuple[Arrival, ParsedMail]]


def people_of(arrival: Arrival, mail: ParsedMail) -> set[str]:
    """Whose a letter is: theirs who wrote it, or theirs whom we wrote to."""
    if arrival.role == Folder.Role.SENT:
        return {normal_email(one.address) for one in (*mail.to, *mail.cc)}
    return {normal_email(mail.sender.address)}


def without_erased(read: Read, people_of: Callable[[Arrival, ParsedMail], set[str]] = people_of) -> Read:
    """What they wrote, or was written to them alone, before they were erased is let go of again. One query."""
    people = {id(mail): people_of(arrival, mail) for arrival, mail in read}
    erased = Suppression.objects.among({one for many in people.values() for one in many})
    if not erased:
        return read
    old = [
        arrival for arrival, mail in read
        if people[id(mail)] and all(one in erased and said_at(arrival, mail) < erased[one] for one in people[id(mail)])
    ]  # fmt: skip
    files = [one.sha256 for one in old]
    gone = {one.pk for one in old}
    Arrival.objects.filter(pk__in=gone).update(
        sha256="", message_id="", size=0, state=Arrival.State.READ, read_at=timezone.now()
    )
    transaction.on_commit(partial(_discard, files))
    return [(arrival, mail) for arrival, mail in read if arrival.pk not in gone]


def _discard(files: Sequence[str]) -> None:
    still = set(Arrival.objects.filter(sha256__in=files).values_list("sha256", flat=True))
    for one in files:
        if one not in still:
            store.discard(one, unless_touched_since=timezone.now())
