"""A profile: what of a person can be compared with another's, read for many people at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from byhand.kit.mail_hosts import is_open_to_all
from byhand.kit.names import words_of
from byhand.people.address import Address
from byhand.people.clue import LONGEST, Clue
from byhand.people.person import Person, PersonQuerySet

# Shorter ones, and those without a mark of their own, are anybody's: anna@, mail2@.
_LONG_LOCAL = 8
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Profile:
    """Names as words, the person's own first, then those of whoever was merged into them."""

    person: int
    called: str
    names: tuple[tuple[str, ...], ...]
    emails: tuple[str, ...]
    phones: frozenset[str]
    signed: frozenset[str]
    organisation: str
    is_mailbox: bool

    @property
    def domains(self) -> frozenset[str]:
        """Of firms, not of providers."""
        found = (one.rpartition("@")[2] for one in self.emails)
        return frozenset(one for one in found if not is_open_to_all(one))

    @property
    def locals(self) -> frozenset[str]:
        """What stands before the @ and says something about who it is."""
        return frozenset(filter(tells_something, (local_of(one) for one in self.emails)))

    def clues(self) -> set[Key]:
        """By what they may be recognised. None for a mailbox of several people: it is nobody."""
        if self.is_mailbox:
            return set()
        keys = {(Clue.Kind.PHONE.value, one) for one in self.phones}
        keys |= {(Clue.Kind.LOCAL.value, one) for one in self.locals}
        for words in self.names:
            keys |= set(_keys_of_name(words, self.domains))
        return {(kind, value[:LONGEST]) for kind, value in keys}


def profiles_of(people: PersonQuerySet) -> dict[int, Profile]:
    """The profiles of these people, by id. Four queries."""
    rows = list(people.select_related("organisation").only("name", "organisation__name"))
    ids = [one.pk for one in rows]
    addresses, merged, signed = _addresses(ids), _merged_names(ids), _signed(ids)
    return {one.pk: _profile(one, addresses[one.pk], merged[one.pk], signed[one.pk]) for one in rows}


def local_of(email: str) -> str:
    """Before the @, without what follows a plus."""
    return email.rpartition("@")[0].partition("+")[0]


def tells_something(local: str) -> bool:
    return len(local) >= _LONG_LOCAL or (len(local) > 4 and not local.isalpha())


def _profile(
    one: Person, addresses: list[Address], merged: list[str], signed: frozenset[str]
) -> Profile:  # fmt: skip
    own = [each for each in addresses if not each.is_shared()]
    return Profile(
        one.pk, one.name, tuple(filter(None, map(words_of, (one.name, *merged)))),
        tuple(each.value for each in own if each.kind == Address.Kind.EMAIL),
        frozenset(each.value for each in own if each.kind == Address.Kind.PHONE), signed,
        one.organisation.name if one.organisation else "", bool(addresses) and not own,
    )  # fmt: skip


def _keys_of_name(words: tuple[str, ...], domains: Iterable[str]) -> Iterable[Key]:
    yield from ((Clue.Kind.CALLED.value, f"{words[0]}@{domain}") for domain in domains if len(words[0]) > 2)
    if len(words) < 2:
        return
    yield Clue.Kind.NAME.value, " ".join(sorted(words))
    kind = Clue.Kind.SHORT if len(words[0]) == 1 else Clue.Kind.FULL
    yield kind.value, f"{words[0][0]} {words[-1]}"


def _addresses(ids: list[int]) -> defaultdict[int, list[Address]]:
    found: defaultdict[int, list[Address]] = defaultdict(list)
    for one in Address.objects.filter(person__in=ids).only(
        "person", "kind", "value", "shared_since", "own_since"
    ):
        found[one.person_id].append(one)
    return found


def _merged_names(ids: list[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for into, name in Person.objects.filter(merged_into__in=ids).values_list("merged_into", "name"):
        found[into or 0].append(name)
    return found


def _signed(ids: list[int]) -> defaultdict[int, frozenset[str]]:
    found: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    rows = Clue.objects.filter(person__in=ids, kind=Clue.Kind.SIGNED)
    for person, number in rows.values_list("person", "value"):
        found[person] |= {number}
    return found
