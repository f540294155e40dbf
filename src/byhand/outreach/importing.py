"""Importing lists: an uploaded export, read a portion at a time by a chore, resumable, twice is once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.kit.subscribers import Subscriber, open_subscribers
from byhand.outreach.list_import import ListImport, NotListed
from byhand.outreach.people_list import PeopleList
from byhand.people.consent_importing import Taken, take_subscribers
from byhand.people.file_importing import keep_file, read_due, read_on
from byhand.people.topic import Topic
from byhand.team.user import User


@dataclass(frozen=True, slots=True)
class Asked:
    """What a colleague wants of a file: consents about a topic, with their source; lists; or both."""

    topic: Topic | None = None
    source: str = ""
    on: date | None = None
    to_list: str = ""
    takes_lists: bool = False


def keep(name: str, pieces: Iterable[bytes], asked: Asked, *, by: User) -> ListImport:
    """Keeps an uploaded file until the chore reads it. Raises NoImport."""
    refusal = _("This is no list: neither a table with a column of e-mail addresses, nor listmonk’s JSON.")
    kept = keep_file(
        name, pieces, usual="list", look=lambda path, called: open_subscribers(path, called=called), refusal=refusal
    )  # fmt: skip
    return ListImport.objects.create(
        name=kept.name, file=kept.file, topic=asked.topic, source=asked.source, on=asked.on, to_list=asked.to_list,
        takes_lists=asked.takes_lists, asked_by=by,
    )  # fmt: skip


def import_lists_due() -> str:
    """The chore: goes on with what was brought, a little each time. Says how many lines it read."""
    lines = read_due(ListImport.objects.going().select_related("topic", "asked_by"), run)
    return ngettext("%(n)s line read.", "%(n)s lines read.", lines) % {"n": lines} if lines else ""


def run(one: ListImport, *, until: float = float("inf")) -> int:
    """Reads on, to the end or until then; gives how many lines."""
    return read_on(one, lambda: _rows_of(one), lambda portion: _take(one, portion), until=until)


def _rows_of(one: ListImport) -> Iterator[Subscriber]:
    """Those that lie ahead; they are counted once. Raises NotCards."""
    held = open_subscribers(one.path, called=one.name)
    if not one.total:
        one.counts_to(sum(1 for _row in held.rows()))
    return held.rows(after=one.reached)


@transaction.atomic
def _take(one: ListImport, portion: list[Subscriber]) -> int:
    """These lines, what is not taken of them, and the place: in one transaction."""
    taken = take_subscribers(portion, one.declared())
    listed = _put_on_lists(one, portion, taken)
    NotListed.objects.bulk_create(
        NotListed(of=one, line=line, because=because, raw=raw) for line, because, raw in taken.account
    )
    counted = {name: getattr(taken, name) for name in one.COUNTED}
    one.advance(reached=one.reached + len(portion), listed=listed, **counted)
    return len(portion)


def _put_on_lists(one: ListImport, portion: list[Subscriber], taken: Taken) -> int:
    """Only those who have not left, there or here."""
    people: defaultdict[str, list[int]] = defaultdict(list)
    for each in portion:
        address = taken.whose.get(each.line)
        names = (one.to_list, *(each.lists if one.takes_lists else ()))
        for name in filter(None, names) if address else ():
            people[name].append(address.person_id)  # type: ignore[union-attr]
    return sum(
        PeopleList.objects.called(name, by=one.asked_by).add(whose, by=one.asked_by)
        for name, whose in people.items()
    )
