"""Subscribers of a newsletter as other programs export them: listmonk (CSV, its API's JSON), Mailchimp, any table.

- listmonk, `GET /api/subscribers/export`: uuid, email, name, attributes, status, times.
- listmonk, `GET /api/subscribers`: `{"data": {"results": [...]}}`, with each list and its `subscription_status`.
- Mailchimp, “Export audience”: a file each for subscribed, unsubscribed, cleaned and nonsubscribed, of which the name
  says which; times of confirming, leaving and cleaning; `TAGS` as quoted words with commas between them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path

from byhand.kit.card import NotCards
from byhand.kit.exports.matter import Entry
from byhand.kit.exports.reading_json import first, objects, part, parts
from byhand.kit.tables import RAW, Table, open_table

LARGEST = 512 << 20  # bytes of JSON, which is read as a whole
MOST_LISTS, LONGEST_LIST = 40, 80
# Columns in lower case: when they confirmed, when they left, when their mail came back for good.
CONFIRMED, LEFT, CLEANED = ("confirm_time", "optin_time", "created_at"), ("unsub_time",), ("clean_time",)
LISTS = ("tags", "lists", "list", "tag")
MAILCHIMP = {"leid", "euid", "member_rating"}


class State(StrEnum):
    """What the other program says of them."""

    AGREED = "agreed"
    LEFT = "left"
    CLEANED = "cleaned"  # mail to them came back for good
    NOT_YET = "not yet"  # they never confirmed
    NEVER = "never"  # they are known there, and subscribed to nothing


_SAID = {
    "blocklisted": State.LEFT, "unsubscribed": State.LEFT, "cleaned": State.CLEANED, "disabled": State.NOT_YET,
    "unconfirmed": State.NOT_YET, "pending": State.NOT_YET, "nonsubscribed": State.NEVER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One of them; `at`: when they said so, in UTC, if it is told; `lists`: lists and tags they were on there.

    `email` is as written, empty where there is none; `problem` is one of `kit/card.py`'s words, or empty.
    """

    line: int
    raw: str
    email: str = ""
    name: str = ""
    state: State = State.AGREED
    at: datetime | None = None
    lists: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Subscribers:
    """An export that was looked at: a table, or else JSON. `state` holds for all of it where its name says so."""

    path: Path
    table: Table | None
    state: State | None = None

    def rows(self, *, after: int = 0) -> Iterator[Subscriber]:
        """Those behind so many. Raises NotCards."""
        yield from _of_table(self.table, self.state, after) if self.table else _of_json(self.path, after)


def open_subscribers(path: Path, *, called: str = "") -> Subscribers:
    """Looks at a file that was called so. Raises NotCards if it is no such export."""
    with path.open("rb") as file:
        start = file.read(512).lstrip(b"\xef\xbb\xbf \r\n\t")
    if start[:1] in (b"{", b"["):
        next(_of_json(path, 0), None)
        return Subscribers(path, None)
    table = open_table(path)
    if "email" not in table.guess().values():
        raise NotCards("No column is named like an e-mail address.")
    return Subscribers(path, table, _state_of_file(called, table))


def _state_of_file(called: str, table: Table) -> State | None:
    if not MAILCHIMP & {one.lower() for one in table.columns}:
        return None
    return next((state for word, state in _SAID.items() if called.lower().startswith(f"{word}_")), None)


def _of_table(table: Table, state: State | None, after: int) -> Iterator[Subscriber]:
    meanings, named = table.guess(), {name.lower(): n for n, name in enumerate(table.columns)}
    for number, cells in table.rows(after=after):
        read = table.read(number, cells, meanings)
        if read.problem or read.card is None:
            yield Subscriber(number, read.raw, problem=read.problem or "empty")
            continue
        told = _Cells(cells, named)
        email = read.card.emails[0] if read.card.emails else ""
        yield Subscriber(
            number,
            read.raw,
            email,
            read.card.name,
            state or told.state(),
            told.moment(*CONFIRMED),
            told.lists(),
        )


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row of a table, by the headings."""

    cells: Sequence[str]
    named: dict[str, int]

    def said(self, *names: str) -> str:
        found = (
            self.cells[n].strip() for one in names if -1 < (n := self.named.get(one, -1)) < len(self.cells)
        )
        return next(filter(None, found), "")

    def moment(self, *names: str) -> datetime | None:
        return next((at for one in names if (at := moment(self.said(one)))), None)

    def state(self) -> State:
        if self.said(*LEFT):
            return State.LEFT
        if self.said(*CLEANED):
            return State.CLEANED
        return _SAID.get(self.said("status", "state").lower(), State.AGREED)

    def lists(self) -> tuple[str, ...]:
        cell = self.said(*LISTS)
        try:
            words = next(csv.reader([cell.replace(";", ",")], skipinitialspace=True), [])
        except csv.Error:
            words = cell.split(",")
        return _names(words)


def _of_json(path: Path, after: int) -> Iterator[Subscriber]:
    for number, one in enumerate(islice(_results(path), after, None), after + 1):
        yield _of_listmonk(number, one)


def _results(path: Path) -> Iterator[Entry]:
    try:
        if path.stat().st_size > LARGEST:
            raise NotCards("It is larger than any list.")
        whole = json.loads(path.read_bytes().decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise NotCards("It is no JSON that can be read.") from None
    pages = objects(whole if isinstance(whole, list) else [whole])
    found = [one for page in pages for one in parts(part(page, "data") or page, "results") or [page]]
    found = [one for one in found if "email" in one]
    if not found:
        raise NotCards("It holds no subscribers.")
    yield from found


def _of_listmonk(number: int, one: Entry) -> Subscriber:
    email, lists = first(one, "email"), parts(one, "lists")
    held = [each for each in lists if first(each, "subscription_status") != "unsubscribed"]
    agreed = [each for each in held if _is_agreed(each)]
    state = _SAID.get(first(one, "status"), State.AGREED)
    if state is State.AGREED and "lists" in one and not agreed:
        state = State.NOT_YET if held else State.LEFT if lists else State.NEVER
    moments = (moment(first(each, "subscription_created_at")) for each in agreed)
    at = min(filter(None, moments), default=None) or moment(first(one, "created_at"))
    raw = f"{email}, {first(one, 'name')}"[:RAW]
    return Subscriber(
        number, raw, email, first(one, "name"), state, at, _names([first(each, "name") for each in agreed])
    )


def _is_agreed(one: Entry) -> bool:
    """On a list with a single opt-in nobody is ever asked to confirm, and listmonk says “unconfirmed” for good."""
    said = first(one, "subscription_status")
    return said == "confirmed" or (said == "unconfirmed" and first(one, "optin") == "single")


def _names(words: Sequence[str]) -> tuple[str, ...]:
    found = (" ".join(one.replace("\0", "").split()).strip('"').strip()[:LONGEST_LIST] for one in words)
    return tuple(dict.fromkeys(filter(None, found)))[:MOST_LISTS]


def moment(text: str) -> datetime | None:
    """A time as these programs write it, in UTC where they say nothing else; None for anything else."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None
