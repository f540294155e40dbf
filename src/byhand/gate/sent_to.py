"""Everything we sent to one address, for whoever holds its link: when, what it was, by whom, and our words in it;
and what other systems of the house sent, as far as they told us.

Only what went to this address, only our own words: neither who else had it nor what others wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Lower

from byhand.gate.delivery import Delivery
from byhand.gate.dispatch import Dispatch
from byhand.gate.leaving import LeavingQuerySet, Stage
from byhand.gate.many.copy import Copy, CopyQuerySet
from byhand.gate.many.rendering import filled
from byhand.gate.notice import Notice
from byhand.gate.records.record import Record
from byhand.people.address import Address

# What left, or may have: not what waits, was taken back or refused.
LEFT = (Stage.ACCEPTED, Stage.PERHAPS, Stage.SPEAKING)
MOST = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """`dispatch`: by which its words are opened; None for a notice, which has none but its fixed ones, and for what
    another system sent, whose words are not here."""

    at: datetime
    kind: str
    subject: str
    author: str
    dispatch: int | None


def sent_to(address: Address) -> list[Sent]:
    """The newest first, two hundred at most. Four queries."""
    every = [*_letters(address), *_copies(address), *_notices(address), *_records(address)]
    return sorted(every, key=lambda one: one.at, reverse=True)[:MOST]


def words_to(address: Address, dispatch: int) -> Dispatch | None:
    """One letter that went to this address; None for any other."""
    theirs = _delivered(address).filter(dispatch=dispatch).select_related("dispatch").first()
    if theirs:
        return theirs.dispatch
    copy = _left(address).filter(dispatch=dispatch).select_related("dispatch__inbox").first()
    return _as_it_was_said(copy) if copy else None


def _letters(address: Address) -> list[Sent]:
    rows = _delivered(address).select_related("dispatch").order_by("-pk")[:MOST]
    return [
        Sent(one.dispatch.leaves_at or one.dispatch.released_at, str(Dispatch.Kind(one.dispatch.kind).label),
             one.dispatch.subject, one.dispatch.author_name, one.dispatch_id)
        for one in rows
    ]  # fmt: skip


def _copies(address: Address) -> list[Sent]:
    rows = _left(address).select_related("dispatch__terms").order_by("-pk")[:MOST]
    return [
        Sent(one.settled_at or one.dispatch.released_at, str(Dispatch.Kind(one.dispatch.kind).label),
             _words_of(one)[0], one.dispatch.author_name, one.dispatch_id)
        for one in rows
    ]  # fmt: skip


def _left(address: Address) -> CopyQuerySet:
    return Copy.objects.filter(address=address, stage__in=LEFT)


def _as_it_was_said(copy: Copy) -> Dispatch:
    """With the words of their language and version and their own facts in place of what is the same for everybody."""
    copy.dispatch.subject, copy.dispatch.body = _words_of(copy)
    return copy.dispatch


def _words_of(copy: Copy) -> tuple[str, str]:
    words = copy.dispatch.terms.words_in(copy.language, copy.version)
    return filled(words.subject, copy.fields), filled(words.body, copy.fields)


def _notices(address: Address) -> list[Sent]:
    every = Notice.objects.filter(kind__in=Notice.Kind.values, recipient=address.value, stage__in=LEFT)
    rows = every.select_related("contact").order_by("-pk")[:MOST]
    return [Sent(one.made_at, one.get_kind_display(), "", one.contact.name, None) for one in rows]


def _records(address: Address) -> list[Sent]:
    rows = Record.objects.sent_to(address)[:MOST]
    return [
        Sent(one.at, one.get_kind_display(), one.number or one.title, one.source.name, None) for one in rows
    ]


def _delivered(address: Address) -> LeavingQuerySet[Delivery]:
    theirs = Delivery.objects.annotate(to=Lower("recipient")).filter(to=address.value)
    return theirs.filter(stage__in=LEFT)
