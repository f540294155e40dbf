"""Records by mail: a source sends blind copies of its mail to an address of ours, or to a mailbox of its own.

Such a mail is no letter to us. Whether it is believed is asked of our own mail server (RFC 8601), else of its DKIM
signature (RFC 6376, `checking.py`): until then, and for good where nothing vouches for it, it counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.arrival import Arrival
from byhand.channels.authenticity import told_by_our_server
from byhand.channels.folder import Folder
from byhand.gate.records.not_taken import NotTaken
from byhand.gate.records.record import Record
from byhand.gate.records.source import Source
from byhand.gate.records.taking import Refused, count, record_of, without_known
from byhand.gate.records.told import LONGEST, Told
from byhand.kit.mime import Mailbox, ParsedMail
from byhand.people.address import normal_email
from byhand.people.recognising import is_usable, recognise

# One mail is told of so many people; a copy that names hundreds is a list, and says nothing about any of them.
MOST_PEOPLE = 20
_NUMBER = re.compile(r"#\s?([A-Za-z]{0,5}-?\d[\d-]*)|\b([A-Z]{1,5}-?\d{3,}|\d{5,})\b")


@dataclass(frozen=True, slots=True)
class CopyOfMail:
    """A mail that a source sent somebody, or that somebody else sent where its copies come."""

    source: Source
    arrival: Arrival
    mail: ParsedMail

    def at(self) -> datetime:
        """No mail was written after it came."""
        came = self.arrival.received_at or self.arrival.stored_at
        return min(self.mail.date, came) if self.mail.date else came

    def recipients(self, ours: Collection[str]) -> list[Mailbox]:
        """Whom it went to, ourselves aside."""
        every = {normal_email(one.address): one for one in reversed((*self.mail.to, *self.mail.cc))}
        copies = self.source.copy_address()
        return [
            one for value, one in reversed(every.items()) if is_usable(value) and value not in ours and value != copies
        ]  # fmt: skip


def copies_among(read: Iterable[tuple[Arrival, ParsedMail]]) -> list[CopyOfMail]:
    """Which of these came to where copies of a source's mail come. One query, one more for a mail that seems to."""
    came = [(arrival, mail) for arrival, mail in read if arrival.role != Folder.Role.SENT]
    inboxes = {arrival.inbox_id for arrival, _mail in came}
    own = {
        one.inbox_id: one for one in Source.objects.standing().filter(inbox__in=inboxes, has_own_mailbox=True)
    }
    found = ((own.get(arrival.inbox_id) or _behind(arrival, mail), arrival, mail) for arrival, mail in came)
    return [CopyOfMail(source, arrival, mail) for source, arrival, mail in found if source]


@transaction.atomic
def take_copies(copies: Sequence[CopyOfMail], ours: Collection[str]) -> None:
    """Each becomes a grey line of whom it went to, or is left for a person to look at."""
    for one in copies:
        trust = _trust(one)
        people = one.recipients(ours)
        if trust == Record.Trust.DOUBTED and (not people or _seems_to_be_a_letter(one.mail)):
            _needs_a_look(one)
        else:
            _take(one, people, trust)


def _behind(arrival: Arrival, mail: ParsedMail) -> Source | None:
    named = (one.address for one in (*mail.to, *mail.cc, *mail.bcc))
    return Source.objects.behind([*mail.reached_at, *named], arrival.inbox)


def _trust(one: CopyOfMail) -> Record.Trust:
    if not one.source.is_sent_by(one.mail.sender.address):
        return Record.Trust.DOUBTED
    verdict = told_by_our_server(one.mail, one.arrival.inbox)
    if verdict is None:
        return Record.Trust.ASKED
    return Record.Trust.BELIEVED if verdict else Record.Trust.DOUBTED


def _take(one: CopyOfMail, people: Sequence[Mailbox], trust: Record.Trust) -> None:
    refused: list[Refused] = []
    told = list(_told(one, people, refused))
    new = without_known(one.source, told, refused)
    addresses = recognise(Mailbox(each.name, each.reach) for _place, each in new)
    rows = [record_of(one.source, each, addresses[each.reach], way=Record.Way.MAIL) for _place, each in new]
    for row in rows:
        row.trust, row.arrival = trust, one.arrival
    Record.objects.bulk_create(rows)
    count(rows)
    NotTaken.objects.note(one.source, refused, way=Record.Way.MAIL)
    _settle(one, Arrival.State.READ)


def _told(one: CopyOfMail, people: Sequence[Mailbox], refused: list[Refused]) -> Iterator[tuple[int, Told]]:
    subject = one.mail.subject[: LONGEST["title"]]
    if not people:
        refused.append(Refused(1, "", _("A copy of a mail that names nobody but us.")))
    elif len(people) > MOST_PEOPLE:
        refused.append(Refused(1, "", _("A copy of a mail to more than twenty people.")))
    else:
        found = _NUMBER.search(subject)
        for place, to in enumerate(people, 1):
            reach = normal_email(to.address)
            yield place, Told(
                key=sha256(f"{one.mail.message_id} {reach}".encode()).hexdigest()[:40], reach=reach, title=subject,
                kind=one.source.kind_of_mail(subject), at=one.at(), name=to.name[: LONGEST["name"]],
                number=(found[1] or found[2])[: LONGEST["number"]] if found else "",
            )  # fmt: skip


def _seems_to_be_a_letter(mail: ParsedMail) -> bool:
    """Somebody answered what they got and the copies went along: a person waits for a person."""
    return mail.automatic is None and bool(mail.in_reply_to or mail.references)


def _needs_a_look(one: CopyOfMail) -> None:
    because = _("It came where copies of the mail of %(source)s come, and was not sent by it.")
    _settle(one, Arrival.State.NEEDS_A_LOOK, because % {"source": one.source.name})


def _settle(one: CopyOfMail, state: Arrival.State, reason: str = "") -> None:
    unread = Arrival.objects.filter(pk=one.arrival.pk, state=Arrival.State.UNREAD)
    unread.update(state=state, reason=reason, read_at=timezone.now())
