"""What another system tells of one thing, read and checked, before it is a record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from byhand.gate.records.kinds import Kind
from byhand.kit.phone import e164
from byhand.people.address import normal_email
from byhand.people.recognising import is_usable

# Letters of each field.
LONGEST = {
    "id": 120, "kind": 12, "email": 320, "phone": 40, "name": 200, "at": 40, "number": 80, "title": 200, "amount": 40,
    "done": 20,
}  # fmt: skip
CLOCKS_DIFFER, OLDEST = timedelta(minutes=10), timedelta(days=60 * 365)
_DONE = (
    "true",
    "yes",
    "1",
    "done",
    "closed",
    "paid",
    "fulfilled",
    "shipped",
    "complete",
    "completed",
    "cancelled",
)
_NOT_DONE = ("", "false", "no", "0", "open", "unpaid", "unfulfilled", "pending", "processing")


class NotSo(Exception):
    """It cannot be taken so; the text is a sentence for whoever sends it."""


@dataclass(frozen=True, slots=True)
class Told:
    """`reach`: an e-mail address or a telephone number in its normal form. `is_done`: nothing of it is open."""

    key: str
    kind: str
    reach: str
    at: datetime
    name: str = ""
    number: str = ""
    title: str = ""
    amount: str = ""
    is_done: bool = False

    def digest(self) -> str:
        said = asdict(self) | {"at": self.at.isoformat()}
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def read(said: Mapping[str, object], *, region: str = "", now: datetime | None = None) -> Told:
    """One record as a program or a table writes it. Raises NotSo.

    `region` (ISO 3166) is where a number without its country code is dialled.
    """
    if unknown := sorted(said.keys() - LONGEST.keys()):
        raise NotSo(_("There is no field “%(name)s”.") % {"name": str(unknown[0])[:40]})
    given = {name: _line(name, said.get(name)) for name in LONGEST}
    return Told(
        key=given["id"] or _missing("id"), kind=_kind(given["kind"]), at=_moment(given["at"], now or timezone.now()),
        reach=_reach(given["email"], given["phone"], region), name=given["name"], number=given["number"],
        title=given["title"], amount=given["amount"], is_done=_is_done(given["done"]),
    )  # fmt: skip


def _line(name: str, value: object) -> str:
    """On one line, without what no screen shows."""
    if value is None:
        return ""
    if isinstance(value, bool):
        value = "true" if value else "false"
    if not isinstance(value, str | int | float):
        raise NotSo(_("“%(name)s” must be text.") % {"name": name})
    line = "".join(one for one in " ".join(str(value).split()) if one.isprintable())
    if len(line) > LONGEST[name]:
        raise NotSo(_("“%(name)s” is longer than %(most)s letters.") % {"name": name, "most": LONGEST[name]})
    return line


def _missing(name: str) -> str:
    raise NotSo(_("“%(name)s” is missing.") % {"name": name})


def _kind(written: str) -> str:
    kind = (written or _missing("kind")).lower().replace("_", " ")
    if kind not in Kind.values:
        raise NotSo(
            _("“%(kind)s” is no kind of record. There are: %(kinds)s.")
            % {"kind": kind, "kinds": ", ".join(Kind.values)}
        )
    return kind


def _reach(email: str, phone: str, region: str) -> str:
    if email:
        if not is_usable(email):
            raise NotSo(_("This is no e-mail address."))
        return normal_email(email)
    if not phone:
        raise NotSo(_("It says neither “email” nor “phone”."))
    number = e164(phone, region)
    if not number:
        raise NotSo(_("This is no telephone number. Write it with its country: +44 20 7946 0101."))
    return number


def _moment(written: str, now: datetime) -> datetime:
    """ISO 8601; without an offset it is the house's time, a day alone is its noon."""
    found = _parsed(written or _missing("at"))
    if found is None:
        raise NotSo(_("“at” must be a time like 2026-11-26T14:05:00+01:00."))
    if found > now + CLOCKS_DIFFER:
        raise NotSo(_("“at” has not come yet."))
    if found < now - OLDEST:
        raise NotSo(_("“at” is more than sixty years ago."))
    return min(found, now)


def _parsed(written: str) -> datetime | None:
    try:
        found = parse_datetime(written)
        day: date | None = None if found else parse_date(written)
        if day:
            midday = timezone.make_aware(datetime.combine(day, time(12)))
            return min(midday, timezone.now()) if day == timezone.localdate() else midday
        if found is None:
            return None
        return found if found.tzinfo else timezone.make_aware(found)
    except (ValueError, OverflowError):
        return None


def _is_done(written: str) -> bool:
    word = written.lower()
    if word not in (*_DONE, *_NOT_DONE):
        raise NotSo(_("“done” must be yes or no."))
    return word in _DONE
