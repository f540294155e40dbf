"""Consents brought along from elsewhere: subscribers of another program, with the source a colleague declares.

What the other program says of each is taken as it says it: who confirmed agreed then, who left has withdrawn, where
mail came back the address is marked, and who never confirmed is left out. Whoever withdrew here, and whoever was
erased, stays so, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.kit.mime import Mailbox
from byhand.kit.subscribers import State, Subscriber
from byhand.people.address import Address, normal_email
from byhand.people.consent import Channel, Consent
from byhand.people.doors import Door
from byhand.people.recognising import is_usable, recognise
from byhand.people.standing import Standing
from byhand.people.suppression import Suppression
from byhand.people.taking_cards import PROBLEMS
from byhand.people.topic import Topic
from byhand.team.user import User


@dataclass(frozen=True, slots=True)
class Declared:
    """What a colleague says of the whole list: about what, whence it comes, and of which day it is."""

    topic: Topic
    source: str
    on: date
    by: User


@dataclass(slots=True)
class Taken:
    """What a portion did, and of each line that was not taken why, and how it begins.

    `whose` address each line was that may go on a list: of whoever has not left there or here.
    """

    agreed: int = 0
    withdrew: int = 0
    marked: int = 0
    left_out: int = 0
    account: list[tuple[int, str, str]] = field(default_factory=list[tuple[int, str, str]])
    whose: dict[int, Address] = field(default_factory=dict[int, Address])

    def leave_out(self, one: Subscriber, because: str) -> None:
        self.left_out += 1
        self.account.append((one.line, because[:300], one.raw.replace("\0", "")[:300]))


@transaction.atomic
def take_subscribers(portion: Sequence[Subscriber], declared: Declared | None) -> Taken:
    """A portion of them; without a declared source nobody's consent is touched. Twice is once. Ten queries."""
    taken = Taken()
    lines = _usable(portion, taken)
    _mark({email: one for email, one in lines.items() if one.state is State.CLEANED}, taken)
    lines = {email: one for email, one in lines.items() if one.state in (State.AGREED, State.LEFT)}
    if declared is None:
        lines = _without_those_who_left(lines, taken)
    known = recognise(Mailbox(one.name, email) for email, one in lines.items())
    if declared is None:
        taken.whose = {lines[email].line: address for email, address in known.items()}
    else:
        _note(known, lines, declared, taken)
    return taken


def _usable(portion: Sequence[Subscriber], taken: Taken) -> dict[str, Subscriber]:
    """Each address once: who left in one line has not agreed in another."""
    found: dict[str, Subscriber] = {}
    for one in portion:
        email = normal_email(one.email)
        if one.problem or not is_usable(email) or "\0" in email:
            taken.leave_out(
                one, PROBLEMS[one.problem]() if one.problem in PROBLEMS else _("no usable address")
            )
        elif one.state is State.NOT_YET:
            taken.leave_out(one, _("not confirmed there"))
        elif one.state is State.NEVER:
            taken.leave_out(one, _("subscribed to nothing there"))
        elif email not in found or one.state is State.LEFT:
            found[email] = one
    erased = Suppression.objects.among(found)
    taken.left_out += len(erased)
    if erased:  # told once, and not of whom
        taken.account.append((0, _("was erased here"), ""))
    return {email: one for email, one in found.items() if email not in erased}


def _mark(lines: dict[str, Subscriber], taken: Taken) -> None:
    """Mail to these came back for good. Nobody is made for the sake of an address that does not work."""
    here = Address.objects.filter(kind=Address.Kind.EMAIL, value__in=lines)
    known = set(here.values_list("value", flat=True))
    marking = here.filter(failing_since__isnull=True)
    taken.marked += marking.update(
        failing_since=timezone.now(), failing_because=_("Mail to it came back elsewhere.")
    )
    for email, one in lines.items():
        if email not in known:
            taken.leave_out(one, _("mail to it came back there"))


def _without_those_who_left(lines: dict[str, Subscriber], taken: Taken) -> dict[str, Subscriber]:
    for one in lines.values():
        if one.state is State.LEFT:
            taken.leave_out(one, _("left there"))
    return {email: one for email, one in lines.items() if one.state is not State.LEFT}


def _note(known: dict[str, Address], lines: dict[str, Subscriber], declared: Declared, taken: Taken) -> None:
    pks = [one.pk for one in known.values()]
    list(Address.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk"))
    about = Q(topic=declared.topic) | Q(topic__isnull=True)
    # Who took it back at another address of theirs is not written to at this one because a list says so.
    whose = {one.person_id for one in known.values()}
    back = Consent.objects.filter(about, address__person__in=whose, kind=Consent.Kind.WITHDRAWN)
    here, theirs = set[int](), set[int]()
    for at, person in back.values_list("address", "address__person"):
        here.add(at)
        theirs.add(person)
    standing = Consent.objects.standing().filter(topic=declared.topic, channel=Channel.EMAIL, address__in=pks)
    agreed = set(standing.values_list("address", flat=True))
    rows: list[Consent] = []
    for email, address in known.items():
        one = lines[email]
        if address.pk in here or (address.person_id in theirs and one.state is not State.LEFT):
            taken.leave_out(one, _("withdrew here"))
        elif one.state is State.LEFT:
            rows.append(_row(address, Consent.Kind.WITHDRAWN, one, declared))
            taken.withdrew += 1
        else:
            taken.whose[one.line] = address
            if address.pk in agreed:
                taken.leave_out(one, _("agreed already"))
            else:
                rows.append(_row(address, Consent.Kind.GIVEN, one, declared))
                taken.agreed += 1
    Consent.objects.bulk_create(rows)
    Standing.objects.tell_anew_at([one.address_id for one in rows])


def _row(address: Address, kind: str, one: Subscriber, declared: Declared) -> Consent:
    at = one.at if one.at and one.at <= timezone.now() else _midday(declared.on)
    return Consent(
        kind=kind, address=address, channel=Channel.EMAIL, topic=declared.topic, door=Door.IMPORT,
        source=declared.source[:300], said_at=at, by=declared.by,
    )  # fmt: skip


def _midday(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))
