"""Taking cards: a portion of read cards becomes people, or is added to those who are here. Twice is once.

An equal e-mail address is the same person, and so is an equal verified number; a number that is not verified, or a
mailbox of several people, only with the same name. A card without any address of its own is somebody's whose card is
equal in everything. What the card of somebody who is here leaves empty is filled; what stands there is a colleague's,
and stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.kit.card import Card, Dated, Read, Related
from byhand.kit.phone import e164
from byhand.people.address import Address, normal_email
from byhand.people.memory import Memory
from byhand.people.occasion import LONGEST as LONGEST_LABEL
from byhand.people.occasion import Occasion, dated
from byhand.people.person import Person
from byhand.people.recognising import is_usable
from byhand.people.stay import note_stays
from byhand.people.suppression import Suppression
from byhand.people.tie import Tie
from byhand.people.tie_kinds import LONGEST_KIND, usual
from byhand.people.who_is_here import Here, Value
from byhand.team.user import User

MOST_ADDRESSES = MOST_DAYS = MOST_TIES = 20
LONGEST_NOTE, LONGEST_NAME = 500, 200
PROBLEMS: dict[str, Callable[[], str]] = {
    "broken": lambda: _("It holds characters that cannot be read."),
    "too many": lambda: _("It has more cells than there are columns."),
    "empty": lambda: _("Nothing in it says who somebody is."),
    "not closed": lambda: _("A quotation mark in it is never closed."),
    "cut off": lambda: _("It has no end."),
}


@dataclass(slots=True)
class Taken:
    """What a portion did; `account` says of each line what was not taken, why, and how the line begins.

    `whose` card each line was that was taken.
    """

    new: int = 0
    known: int = 0
    left_out: int = 0
    account: list[tuple[int, str, str]] = field(default_factory=list[tuple[int, str, str]])
    whose: dict[int, Person] = field(default_factory=dict[int, Person])

    def tell(self, read: Read, because: str) -> None:
        self.account.append((read.line, because[:300], read.raw.replace("\0", "")[:300]))


def take(reads: Sequence[Read], *, region: str, by: User) -> Taken:
    """Writes these cards. Needs a transaction."""
    taken = Taken()
    cards = [checked for read in reads if (checked := _checked(read, region, taken))]
    cards = _without_erased(cards, taken)
    here = Here.about(cards)
    writing = _Writing(here, by)
    for read, card, values in cards:
        person = here.find(card, values)
        if person is None:
            person = Person(name=card.name, line=card.line, known_since=timezone.now())
            here.add(person, card)
            taken.new += 1
        else:
            taken.known += 1
        taken.whose[read.line] = person
        for value in writing.add(person, card, values):
            taken.tell(
                read, _("“%(address)s” is somebody else’s here, and stays theirs.") % {"address": value}
            )
    writing.write()
    return taken


def _without_erased(
    cards: list[tuple[Read, Card, list[Value]]], taken: Taken
) -> list[tuple[Read, Card, list[Value]]]:
    """Who was erased does not come back by a file; the account does not name them either. One query."""
    erased = Suppression.objects.among(value for _read, _card, values in cards for _kind, value in values)
    for read, _card, values in cards if erased else ():
        if any(value in erased for _kind, value in values):
            taken.left_out += 1
            taken.account.append(
                (read.line, _("This is somebody who was erased; they are not taken again."), "")
            )
    return [one for one in cards if not any(value in erased for _kind, value in one[2])]


def _checked(read: Read, region: str, taken: Taken) -> tuple[Read, Card, list[Value]] | None:
    """The card with what can be taken of it; the rest goes into the account."""
    for formula in read.left_out:
        taken.tell(read, _("A formula is not taken: %(cell)s") % {"cell": formula})
    for day in read.no_days:
        taken.tell(read, _("“%(day)s” is no day that can be read.") % {"day": day[:80]})
    if read.problem or read.card is None:
        taken.left_out += 1
        taken.tell(read, PROBLEMS[read.problem]())
        return None
    card, values = read.card, list(_values(read, read.card, region, taken))
    name = card.name.replace("\0", "").strip()[:LONGEST_NAME]
    if not name and not values:
        taken.left_out += 1
        taken.tell(read, PROBLEMS["empty"]())
        return None
    notes = tuple(note.replace("\0", "").strip()[:LONGEST_NOTE] for note in card.notes if note.strip())
    line, firm = (one.replace("\0", "").strip()[:LONGEST_NAME] for one in (card.line, card.organisation))
    days = tuple(
        Dated(what, one.on)
        for one in card.occasions[:MOST_DAYS]
        if (what := " ".join(one.what.replace("\0", "").split())[:LONGEST_LABEL])
    )
    ties = tuple(_tie(one) for one in card.ties[:MOST_TIES])
    return read, Card(name, line, firm, notes=notes, occasions=days, ties=tuple(filter(None, ties))), values


def _tie(one: Related) -> Related | None:
    name, what = (" ".join(text.replace("\0", "").split()) for text in (one.name, one.what))
    return Related(name[:LONGEST_NAME], usual(what[:LONGEST_KIND])) if name and what else None


def _values(read: Read, card: Card, region: str, taken: Taken) -> Iterable[Value]:
    """Its addresses as they are compared, each once."""
    found: dict[Value, None] = {}
    for email in card.emails[:MOST_ADDRESSES]:
        if is_usable(email) and "\0" not in email:
            found[Address.Kind.EMAIL.value, normal_email(email)] = None
        else:
            taken.tell(read, _("“%(address)s” is no e-mail address.") % {"address": email[:80]})
    for phone in card.phones[:MOST_ADDRESSES]:
        if number := e164(phone, region):
            found[Address.Kind.PHONE.value, number] = None
        else:
            taken.tell(read, _("“%(number)s” is no telephone number.") % {"number": phone[:80]})
    return found


class _Writing:
    """What the portion will write, gathered, then written with one query a table."""

    def __init__(self, here: Here, by: User) -> None:
        self._here, self._by = here, by
        self._changed: dict[int, Person] = {}
        self._addresses: list[Address] = []
        self._memories: list[Memory] = []
        self._occasions: list[Occasion] = []
        self._ties: list[tuple[Person, Related]] = []

    def add(self, person: Person, card: Card, values: Sequence[Value]) -> list[str]:
        """Puts the card to that person; gives the addresses that are somebody else's."""
        others: list[str] = []
        for kind, value in values:
            owner = self._here.owner(kind, value)
            if owner is not None and owner is not person:
                others.append(value)
            elif not self._here.has(person, (kind, value)):
                self._here.give(person, (kind, value))
                self._addresses.append(Address(person=person, kind=kind, value=value))
                self._change(person)
        self._memories += [
            Memory(person=person, text=text, by=self._by)
            for text in card.notes
            if self._here.is_new_note(person, text)
        ]
        self._occasions += [
            dated(one, person, by=self._by) for one in card.occasions if self._here.is_new_day(person, one)
        ]
        self._ties += [(person, one) for one in card.ties]
        if self._here.fill(person, card):
            self._change(person)
        return others

    def write(self) -> None:
        self._here.write_organisations()
        Person.objects.bulk_create(self._here.new)
        if self._changed:
            Person.objects.bulk_update(
                self._changed.values(),
                ["name", "line", "organisation", "known_since", "clues_at", "compared_at"],
            )
        note_stays(self._here.filled, by=self._by)
        Address.objects.bulk_create(self._addresses)
        Memory.objects.bulk_create(self._memories)
        Occasion.objects.bulk_create(self._occasions)
        self._write_ties()

    def _write_ties(self) -> None:
        """To whoever alone is called so, now that everyone of the portion is here; else to the name."""
        new = [(person, one) for person, one in self._ties if self._here.is_new_tie(person, one)]
        told = [
            (person, self._here.named(one.name, beside=person) or one.name, one.what) for person, one in new
        ]
        Tie.objects.bulk_tie(told, by=self._by)

    def _change(self, person: Person) -> None:
        if person.pk is not None:
            person.clues_at = person.compared_at = None
            self._changed[person.pk] = person
