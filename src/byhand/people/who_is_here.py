"""Who is here: for a portion of cards, everyone they may be about, read at once and kept up while it is worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from byhand.kit.addresses import spellings
from byhand.kit.card import BIRTHDAY, Card, Dated, Read, Related
from byhand.kit.names import words_of
from byhand.kit.roles import is_role
from byhand.people.address import Address, AddressQuerySet
from byhand.people.memory import Memory
from byhand.people.occasion import Occasion
from byhand.people.organisation import Organisation
from byhand.people.person import Person, PersonQuerySet
from byhand.people.stay import Stay
from byhand.people.tie import TieEnd
from byhand.people.tie_kinds import inverse_of

Value = tuple[str, str]  # the kind of an address, and its normal value
Same = tuple[str, str, str]  # name, line and organisation of somebody without an address


@dataclass(slots=True)
class Here:
    """People by what is theirs. `new` are those who are to be written."""

    owners: dict[Value, Person] = field(default_factory=dict[Value, Person])
    of_several: dict[Value, bool] = field(default_factory=dict[Value, bool])  # whether, of addresses here
    sharing: defaultdict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    without: dict[Same, Person] = field(default_factory=dict[Same, Person])
    held: defaultdict[int, set[Value]] = field(default_factory=lambda: defaultdict(set))
    notes: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    days: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    ties: defaultdict[int, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    called: defaultdict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    left: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])  # where somebody belongs no more
    filled: list[Person] = field(default_factory=list[Person])  # whose organisation is new
    firms: dict[str, Organisation] = field(default_factory=dict[str, Organisation])
    new: list[Person] = field(default_factory=list[Person])

    @classmethod
    def about(cls, cards: Sequence[tuple[Read, Card, list[Value]]]) -> Here:
        """Six queries, and two where somebody is said to know somebody."""
        here = cls()
        values = {value for _read, _card, theirs in cards for value in theirs}
        _hold(
            _rows_of(values).values_list("person", flat=True),
            _without({card.name for _read, card, _values in cards}).values_list("pk", flat=True),
        )
        people = here._read_owners(values)
        unproven = [card for _read, card, theirs in cards if all(map(here._is_of_several, theirs))]
        here._read_those_without(unproven, people)
        here._read_notes_days_and_firms(
            people, {card.organisation for _read, card, _values in cards if card.organisation}
        )
        names = {one.name for _read, card, _values in cards for one in card.ties}
        here._read_ties(people, names)
        return here

    def find(self, card: Card, values: Sequence[Value]) -> Person | None:
        """Whose card it is. A mailbox of several people (info@) says so only beside an equal name, or none."""
        own = [value for value in values if not self._is_of_several(value)]
        for value in own:
            if value in self.owners:
                return self.owners[value]
        name = words_of(card.name)
        numbers = [number for kind, number in own if kind == Address.Kind.PHONE]
        at_that_number = [person for number in numbers for person in self.sharing[number]]
        for person in at_that_number:
            if name and words_of(person.name) == name:
                return person
        if len(numbers) < len(own):
            return None  # an address of their own that nobody has
        for value in values:
            owner = self.owners.get(value)
            if owner is not None and (not name or words_of(owner.name) in ((), name)):
                return owner
        return self._same_without_name(card, at_that_number) if numbers else self._same_without_address(card)

    def _same_without_name(self, card: Card, people: Sequence[Person]) -> Person | None:
        """Of those with that number whoever has no name either, and belongs where the card says."""
        nameless = (one for one in people if not (card.name or one.name) and _firm(one) == _same(card)[2])
        return next(nameless, None)

    def _same_without_address(self, card: Card) -> Person | None:
        """Whoever is here with an equal card, and was given no address meanwhile."""
        one = self.without.get(_same(card))
        return one if one is not None and not self.held[id(one)] else None

    def _is_of_several(self, value: Value) -> bool:
        """As colleagues and letters say of an address that is here, else as its name says."""
        kind, written = value
        return self.of_several.get(value, kind == Address.Kind.EMAIL and is_role(written))

    def add(self, person: Person, card: Card) -> None:
        """Somebody new."""
        self.new.append(person)
        self.called[person.name].append(person)
        if self._same_without_address(card) is None:
            self.without[_same(card)] = person

    def owner(self, kind: str, value: str) -> Person | None:
        """Whose it is alone; None if it is nobody's, or a number that several may share."""
        return self.owners.get((kind, value))

    def has(self, person: Person, value: Value) -> bool:
        return value in self.held[id(person)]

    def give(self, person: Person, value: Value) -> None:
        kind, given = value
        self.held[id(person)] |= {(kind, written) for written in spellings(given)}
        if kind == Address.Kind.EMAIL:
            self.owners |= {(kind, written): person for written in spellings(given)}
        else:
            self.sharing[value[1]].append(person)

    def is_new_note(self, person: Person, text: str) -> bool:
        """Whether it is nowhere noted, not even among what was forgotten; from now on it is."""
        is_new = text not in self.notes[id(person)]
        self.notes[id(person)].add(text)
        return is_new

    def is_new_day(self, person: Person, one: Dated) -> bool:
        """Whether it is nowhere marked, not even among what was taken away; from now on it is.

        One has one birthday: another that comes from elsewhere is not taken.
        """
        what = one.what.casefold()
        key = what if what == BIRTHDAY else f"{what} {one.on.month}-{one.on.day}"
        is_new = key not in self.days[id(person)]
        self.days[id(person)].add(key)
        return is_new

    def is_new_tie(self, person: Person, one: Related) -> bool:
        """Whether that tie is nowhere noted, not even among what was taken away; from now on it is."""
        key = one.name.casefold(), one.what.casefold()
        is_new = key not in self.ties[id(person)]
        self.ties[id(person)].add(key)
        if is_new and (other := self.named(one.name, beside=person)):
            self.ties[id(other)].add((person.name.casefold(), inverse_of(one.what)))
        return is_new

    def named(self, name: str, *, beside: Person) -> Person | None:
        """Whoever alone bears that name, if it is somebody else."""
        bearing = [one for one in self.called[name] if one is not beside]
        return bearing[0] if len(bearing) == 1 else None

    def fill(self, person: Person, card: Card) -> bool:
        """What their card leaves empty; whether that changed anything."""
        before = (person.name, person.line, person.organisation, person.known_since)
        person.name, person.line = person.name or card.name, person.line or card.line
        key = card.organisation.casefold()
        if key and person.organisation is None and (id(person), key) not in self.left:
            self.filled.append(person)
            person.organisation = self.firms.setdefault(key, Organisation(name=card.organisation))
        person.known_since = person.known_since or timezone.now()
        return before != (person.name, person.line, person.organisation, person.known_since)

    def write_organisations(self) -> None:
        """Those nobody had; before the people who belong to them."""
        Organisation.objects.bulk_create([one for one in self.firms.values() if one.pk is None])
        for person in self.new:
            person.organisation = person.organisation  # its id is known only now

    def _read_owners(self, values: Iterable[Value]) -> dict[int, Person]:
        people: dict[int, Person] = {}
        for row in _rows_of(values).order_by("pk").select_related("person__organisation"):
            person = people.setdefault(row.person_id, row.person)
            for value in ((row.kind, written) for written in spellings(row.value)):
                self.held[id(person)].add(value)
                self.of_several[value] = row.is_shared()
                if row.kind == Address.Kind.EMAIL or row.verified_at:
                    self.owners[value] = person
                else:
                    self.sharing[row.value].append(person)
        return people

    def _read_those_without(self, cards: Sequence[Card], people: dict[int, Person]) -> None:
        for person in _without({card.name for card in cards}).order_by("pk").select_related("organisation"):
            people[person.pk] = person
            self.without.setdefault((person.name, person.line, _firm(person)), person)

    def _read_ties(self, people: dict[int, Person], names: set[str]) -> None:
        if not names:
            return
        for person in Person.objects.standing().filter(name__in=names):
            self.called[person.name].append(people.setdefault(person.pk, person))
        theirs = TieEnd.objects.filter(person__in=people).values("tie")
        ends: defaultdict[int, list[TieEnd]] = defaultdict(list)
        for end in TieEnd.objects.filter(tie__in=theirs).select_related("person"):
            ends[end.tie_id].append(end)
        for one, other in (pair for two in ends.values() if len(two) == 2 for pair in (two, two[::-1])):
            if one.person_id in people:
                self.ties[id(people[one.person_id])].add(
                    (other.called().casefold(), other.is_what.casefold())
                )

    def _read_notes_days_and_firms(self, people: dict[int, Person], firms: set[str]) -> None:
        for person, text in (
            Memory.objects.open_to_all().filter(person__in=people).values_list("person", "text")
        ):
            self.notes[id(people[person])].add(text)
        gone = Stay.objects.filter(person__in=people).exclude(pk__in=Stay.objects.now())
        for person, firm in gone.values_list("person", "organisation__name"):
            self.left.add((id(people[person]), firm.casefold()))
        for one in Occasion.objects.filter(person__in=people):
            self.is_new_day(people[one.person_id], one.told())
        for firm in Organisation.objects.filter(name__in=firms):
            self.firms[firm.name.casefold()] = firm


def _rows_of(values: Iterable[Value]) -> AddressQuerySet:
    mine = Q()
    for kind in Address.Kind:  # the index begins with it
        written = {each for one, value in values if one == kind for each in spellings(value)}
        mine |= Q(kind=kind, value__in=written)
    return Address.objects.filter(mine).order_by()


def _without(names: Collection[str]) -> PersonQuerySet:
    """Who is called so, and has no address."""
    return Person.objects.standing().filter(name__in=names, addresses=None).order_by()


def _hold(*asked: QuerySet[Any, int]) -> None:
    """Nobody renames, merges or erases them until the portion is written: their rows are written whole.

    All at once, by their ids: two who lock some first and others later block each other. Asked again until nobody new
    is found, for a merge that was waited for has moved their addresses.
    """
    held = set[int]()
    while new := {one for rows in asked for one in rows.all()} - held:
        rows = Person.objects.select_for_update(no_key=True).filter(pk__in=new).order_by("pk")
        held |= new | set(rows.values_list("pk", flat=True))


def _same(card: Card) -> Same:
    return card.name, card.line, card.organisation.casefold()


def _firm(person: Person) -> str:
    return person.organisation.name.casefold() if person.organisation else ""
