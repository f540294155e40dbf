"""Consents brought along from elsewhere: a table of addresses, with the source a colleague declares and a date.

Mailchimp's and listmonk's exports of subscribers say of each line when it was confirmed, and who left; other tables are
taken at the declared date. Whoever withdrew here, and whoever was erased, is left out, with the reason.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from byhand.kit.card import NotCards
from byhand.kit.mime import Mailbox
from byhand.kit.tables import Table, open_table
from byhand.people.address import Address, normal_email
from byhand.people.consent import Channel, Consent
from byhand.people.doors import Door
from byhand.people.recognising import is_usable, recognise
from byhand.people.suppression import Suppression
from byhand.people.topic import Topic
from byhand.team.user import User

PORTION, MOST = 500, 20_000
# Columns in lower case: when they confirmed, and when they left or their mail came back.
CONFIRMED = ("confirm_time", "optin_time", "created_at")
LEFT = ("unsub_time", "clean_time")
# listmonk's `status`, Mailchimp's `member rating` beside; whatever else stands there agrees.
GONE = {"blocklisted", "unsubscribed", "cleaned"}
NOT_YET = {"disabled", "unconfirmed", "pending"}


class NoImport(Exception):
    """It cannot be imported; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a colleague says of the whole table: about what, whence it comes, and of which day it is."""

    topic: Topic
    source: str
    on: date
    by: User


@dataclass(frozen=True, slots=True)
class Taken:
    """How many agreed now, withdrew by this table, and were left out, by the reason."""

    agreed: int
    withdrew: int
    left_out: dict[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    email: str
    name: str
    said_at: datetime
    has_left: bool
    problem: str = ""


def take_consents(pieces: Iterable[bytes], declared: Declared) -> Taken:
    """Reads an uploaded table, five hundred lines a transaction. The same table twice is once. Raises NoImport."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        with path.open("wb") as file:
            file.writelines(pieces)
        table = _opened(path)
        lines = _lines(table, declared)
        counts: Counter[str] = Counter()
        left_out: Counter[str] = Counter()
        while portion := list(islice(lines, PORTION)):
            _take(portion, declared, counts, left_out)
    return Taken(counts["agreed"], counts["withdrew"], dict(left_out))


def _opened(path: Path) -> Table:
    try:
        table = open_table(path)
    except (NotCards, OSError):
        raise NoImport(_("This is no table: its first line must name the columns.")) from None
    if "email" not in table.guess().values():
        raise NoImport(_("No column is named like an e-mail address."))
    if sum(1 for _row in islice(table.rows(), MOST + 1)) > MOST:
        raise NoImport(_("That is more than 20,000 lines. Bring it in parts."))
    return table


def _lines(table: Table, declared: Declared) -> Iterable[Line]:
    meanings, named = table.guess(), {name.lower(): n for n, name in enumerate(table.columns)}
    for number, cells in table.rows():
        yield _line(table, number, cells, meanings, named, declared)


def _line(
    table: Table, number: int, cells: Sequence[str], meanings: Mapping[int, str], named: Mapping[str, int],
    declared: Declared,
) -> Line:  # fmt: skip
    read = table.read(number, cells, meanings)

    def cell(name: str) -> str:
        n = named.get(name, -1)
        return cells[n].strip() if 0 <= n < len(cells) else ""

    at = next((found for one in CONFIRMED if (found := _moment(cell(one)))), None) or _midday(declared.on)
    status = cell("status").lower()
    email = normal_email(read.card.emails[0]) if read.card and read.card.emails else ""
    problem = "" if is_usable(email) else _("no usable address")
    problem = problem or (_("not confirmed there") if status in NOT_YET else "")
    has_left = status in GONE or any(cell(one) for one in LEFT)
    return Line(email, read.card.name if read.card else "", at, has_left, problem)


@transaction.atomic
def _take(portion: Sequence[Line], declared: Declared, counts: Counter[str], left_out: Counter[str]) -> None:
    good = {one.email: one for one in portion if not one.problem}
    left_out.update(one.problem for one in portion if one.problem)
    erased = Suppression.objects.among(good)
    left_out.update(_("was erased here") for _one in erased)
    known = recognise(Mailbox(one.name, email) for email, one in good.items() if email not in erased)
    pks = [one.pk for one in known.values()]
    list(Address.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk"))
    held = Consent.objects.filter(address__in=pks)
    withdrew = set(
        held.filter(kind=Consent.Kind.WITHDRAWN, topic__in=[declared.topic]).values_list("address", flat=True)
    ) | set(held.filter(kind=Consent.Kind.WITHDRAWN, topic__isnull=True).values_list("address", flat=True))
    standing = Consent.objects.may_write(pks, channel=Channel.EMAIL, purpose=declared.topic)
    rows: list[Consent] = []
    for email, address in known.items():
        line = good[email]
        if address.pk in withdrew:
            left_out[_("withdrew here")] += 1
        elif line.has_left:
            rows.append(_row(address, Consent.Kind.WITHDRAWN, line, declared))
            counts["withdrew"] += 1
        elif address.pk in standing:
            left_out[_("agreed already")] += 1
        else:
            rows.append(_row(address, Consent.Kind.GIVEN, line, declared))
            counts["agreed"] += 1
    Consent.objects.bulk_create(rows)


def _row(address: Address, kind: str, line: Line, declared: Declared) -> Consent:
    return Consent(
        kind=kind, address=address, channel=Channel.EMAIL, topic=declared.topic, door=Door.IMPORT,
        source=declared.source[:300], said_at=line.said_at, by=declared.by,
    )  # fmt: skip


def _moment(text: str) -> datetime | None:
    """A time as these programs write it, in UTC; None for anything else and for what has not come yet."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    if found is None:
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return aware if aware <= timezone.now() else None


def _midday(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))
