"""Taking records: what a source tells becomes rows, and what they do to somebody's budget, in one transaction.

The same id again changes nothing: what was told first stays. Nothing here makes anybody hear more of us: a touch only
adds, and a sign of life that another system reports ends the count, gives no step back, and shortens no window.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.gate.records.kinds import EFFECTS, Kind
from byhand.gate.records.not_taken import NotTaken
from byhand.gate.records.record import Record
from byhand.gate.records.source import Source
from byhand.gate.records.told import Told
from byhand.gate.room import Room
from byhand.gate.touch import Life, Touch
from byhand.kit.mime import Mailbox
from byhand.people.address import Address
from byhand.people.recognising import recognise
from byhand.people.suppression import Suppression
from byhand.team.user import User

# What happened longer ago than this when we are told is history: it stands in their time and counts for nothing.
HISTORY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Refused:
    """`place`: the line, from 1, of whatever it came in; `key`: their own id, as far as it could be read."""

    place: int
    key: str
    because: str


@dataclass(slots=True)
class Account:
    """How many are new, how many were here already as they are told, and what was not taken."""

    new: int = 0
    known: int = 0
    refused: list[Refused] = field(default_factory=list[Refused])


@transaction.atomic
def take(source: Source, told: Sequence[tuple[int, Told]], *, way: str) -> Account:
    """Takes what is in order of these, each with its place, and accounts for all of them."""
    Source.objects.select_for_update(no_key=True).get(pk=source.pk)  # two that tell the same wait in turn
    account = Account()
    new = without_known(source, told, account.refused)
    addresses = recognise(Mailbox(one.name, one.reach) for _place, one in new)
    rows = [record_of(source, one, addresses[one.reach], way=way) for _place, one in new]
    Record.objects.bulk_create(rows)
    count(rows)
    account.new, account.known = len(rows), len(told) - len(rows) - len(account.refused)
    account.refused.sort(key=lambda one: one.place)
    NotTaken.objects.note(source, account.refused, way=way)
    return account


def record_of(source: Source, told: Told, address: Address, *, way: str) -> Record:
    """As it is to be written."""
    lasts = EFFECTS[Kind(told.kind)].open_for
    return Record(
        source=source, key=told.key, digest=told.digest(), address=address, kind=told.kind, way=way, at=told.at,
        number=told.number, title=told.title, amount=told.amount,
        open_until=told.at + lasts if lasts and not told.is_done else None,
    )  # fmt: skip


def count(records: Collection[Record]) -> None:
    """What those that are believed do: signs of life first, then touches; then what is open. Needs a transaction.

    In that order, an order and its receipt told together are one sign of life and one touch, however they were sorted.
    """
    believed = [one for one in records if one.trust == Record.Trust.BELIEVED]
    fresh = [one for one in believed if one.at >= one.told_at - HISTORY]
    by = {one.address_id: one.address.person_id for one in fresh}
    lives: dict[int, datetime] = {}
    for one in fresh:
        if one.effect.they_did:
            at: datetime = one.at
            lives[one.address_id] = max(at, lives.get(one.address_id, at))
    if lives:
        Room.objects.alive(by, lives, kind=Life.Kind.REPORTED)
    touches = [one for one in fresh if one.effect.was_sent]
    if touches:
        Room.objects.lock({by[one.address_id] for one in touches})
        Touch.objects.bulk_create(Touch(address_id=one.address_id, record=one, at=one.at) for one in touches)
        Room.objects.tell_anew({by[one.address_id] for one in touches})
    _close(believed)


def without_known(
    source: Source, told: Sequence[tuple[int, Told]], refused: list[Refused]
) -> list[tuple[int, Told]]:
    """Those that are not here yet and may be; of the same id the first. What was never here is told to `refused`."""
    here = dict(
        Record.objects.filter(source=source, key__in=[one.key for _place, one in told]).values_list(
            "key", "digest"
        )
    )
    reaches = {one.reach for _place, one in told}
    erased, ours = Suppression.objects.among(reaches), _of_the_house(reaches)
    new: list[tuple[int, Told]] = []
    for place, one in told:
        because = ""
        if one.key in here:
            if here[one.key] != one.digest():
                because = _("This id was told before, otherwise; the first stays.")
        elif one.reach in erased:
            because = _("Whoever this is was erased here.")
        elif one.reach in ours:
            because = _("This is an address of the house.")
        else:
            new.append((place, one))
            here[one.key] = one.digest()
        if because:
            refused.append(Refused(place, one.key, because))
    return new


def _of_the_house(reaches: Collection[str]) -> set[str]:
    """Mail that a shop sends to ourselves is nothing anybody was sent."""
    ours = Inbox.objects.exclude(address="").values_list("address", flat=True)
    colleagues = User.objects.values_list("email", flat=True)
    return {one.lower() for one in (*ours, *colleagues)} & set(reaches)


def _close(records: Iterable[Record]) -> None:
    """An order ends with what fulfils or cancels it, under the same number of the same source, whichever came first."""
    numbered = {(one.source_id, one.number) for one in records if one.number}
    for source in {one for one, _number in numbered}:
        numbers = [number for one, number in numbered if one == source]
        rows = Record.objects.filter(source=source, number__in=numbers, trust=Record.Trust.BELIEVED)
        every = list(rows.filter(Q(kind__in=_CLOSING) | Q(open_until__isnull=False, closed_at__isnull=True)))
        ended = {(one.number, kind): one.at for one in every for kind in one.effect.closes}
        for one in every:
            if one.open_until and (at := ended.get((one.number, Kind(one.kind)))):
                one.closed_at = at
        Record.objects.bulk_update([one for one in every if one.closed_at], ["closed_at"])


_CLOSING = [kind for kind, effect in EFFECTS.items() if effect.closes]
