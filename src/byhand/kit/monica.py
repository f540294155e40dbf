"""Monica's export (Settings, Export, as JSON): its contacts, their notes, dates and what they are to each other.

Its form is that of version 4: lists of what is of one type (`{"type": "contact", "values": […]}`) within an account and
within each contact. What else it holds (debts, gifts, tasks, calls) is not taken.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from byhand.kit.card import BIRTHDAY, Card, Dated, NotCards, Read, Related
from byhand.kit.days import YearDay, read_day
from byhand.kit.exports.matter import Entry
from byhand.kit.exports.reading_json import first, objects, part, texts

LARGEST = 256 << 20
_YEARLY = "year"
_YEARLESS_BEFORE = 1900


def is_monica(path: Path) -> bool:
    """Whether it looks like one, by its beginning."""
    with path.open("rb") as file:
        start = file.read(4096).lstrip(b"\xef\xbb\xbf \r\n\t")
    return start.startswith(b"{") and b'"account"' in start


def read_monica(path: Path, *, after: int = 0) -> Iterator[Read]:
    """Each contact behind so many, as a card. Raises NotCards."""
    whole = _whole(path)
    account = part(whole, "account")
    contacts = _of_type(account, "contact")
    names = {first(one, "uuid"): _name(part(one, "properties")) for one in contacts}
    ties, activities = _ties(account, names), _activities(account)
    for number, one in enumerate(contacts, 1):
        if number > after:
            yield _card(one, number, ties[first(one, "uuid")], activities[first(one, "uuid")])


def _whole(path: Path) -> Entry:
    try:
        if path.stat().st_size > LARGEST:
            raise NotCards("It is larger than any export of Monica.")
        found = json.loads(path.read_bytes().decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise NotCards("It is no JSON that can be read.") from None
    if not isinstance(found, dict) or not isinstance(found.get("account"), dict):
        raise NotCards("It is no export of Monica.")
    return found


def _of_type(one: Entry, kind: str) -> list[Entry]:
    """What of that type stands in it."""
    lists = (each for each in objects(one.get("data")) if first(each, "type") == kind)
    return [value for each in lists for value in objects(each.get("values"))]


def _card(one: Entry, number: int, ties: list[Related], activities: list[str]) -> Read:
    told = part(one, "properties")
    emails: list[str] = []
    phones: list[str] = []
    for field in _of_type(one, "contact_field"):
        value = first(part(field, "properties"), "data", "content")
        if "@" in value:
            emails.append(value.removeprefix("mailto:"))
        elif value[:1] in "+0123456789(" and value:
            phones.append(value)
    notes = [first(told, "description"), first(told, "food_preferences"), *activities]
    notes += [first(part(each, "properties"), "body") for each in _of_type(one, "note")]
    days, once = _days(one, told)
    card = Card(
        name=_name(told), line=first(told, "job"), organisation=first(told, "company"), emails=tuple(emails),
        phones=tuple(phones), notes=tuple(filter(None, (*notes, *once))), occasions=tuple(days), ties=tuple(ties),
    )  # fmt: skip
    return Read(number, card.name[:300], card, "empty" if card.is_empty() else "")


def _name(told: Entry) -> str:
    parts = (first(told, name) for name in ("first_name", "middle_name", "last_name"))
    return " ".join(" ".join(filter(None, parts)).split()) or first(told, "nickname")


def _days(one: Entry, told: Entry) -> tuple[list[Dated], list[str]]:
    """The birthday and yearly reminders as days; other reminders as something worth remembering."""
    days: list[Dated] = []
    once: list[str] = []
    born = part(told, "birthdate", "birthday")
    special = part(born, "properties") or born
    on = read_day(first(special, "date"))
    if on and not special.get("is_age_based"):
        days.append(Dated(BIRTHDAY, YearDay(on.month, on.day) if _is_yearless(special, on) else on))
    for each in _of_type(one, "reminder"):
        properties = part(each, "properties")
        title, at = first(properties, "title"), read_day(first(properties, "initial_date"))
        if title and at and first(properties, "frequency_type") == _YEARLY:
            is_birthday = days and (at.month, at.day) == (days[0].on.month, days[0].on.day)
            if not is_birthday:  # of which Monica reminds, too
                days.append(Dated.called(title[:80], YearDay(at.month, at.day)))
        elif title:
            once.append(f"{title} ({at.written()})" if at else title)
    return days, once


def _is_yearless(special: Entry, on: YearDay) -> bool:
    return bool(special.get("is_year_unknown")) or (on.year or 0) < _YEARLESS_BEFORE


def _ties(account: Entry, names: dict[str, str]) -> defaultdict[str, list[Related]]:
    """“contact_is” is that to “of_contact”."""
    found: defaultdict[str, list[Related]] = defaultdict(list)
    for each in _of_type(account, "relationship"):
        told = part(each, "properties")
        kind = first(told, "type").replace("_", " ")
        who, whose = first(told, "contact_is"), first(told, "of_contact")
        if kind and names.get(who) and whose in names:
            found[whose].append(Related(name=names[who], what=kind))
    return found


def _activities(account: Entry) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in _of_type(account, "activity"):
        told = part(each, "properties")
        words = ": ".join(
            filter(None, (first(told, "happened_at")[:10], first(told, "summary", "description")))
        )
        for contact in texts(told.get("contacts"), "uuid"):
            found[contact].append(words)
    return found
