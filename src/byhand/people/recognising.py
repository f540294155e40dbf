"""Recognising: whose address is this? Equal addresses are one person; names are no identity."""

from __future__ import annotations

from collections.abc import Iterable

from byhand.kit.mime import Mailbox
from byhand.people.address import MAX_LENGTH, Address, normal_email
from byhand.people.person import Person


def recognise(mailboxes: Iterable[Mailbox]) -> dict[str, Address]:
    """The addresses of these mailboxes by normal value, with people made for those who are new.

    Three queries at most for those already known; two inserts more for all who are not.
    """
    wanted = {normal_email(one.address): one.name for one in mailboxes if is_usable(one.address)}
    known = _known(wanted)
    _fill_in_names(known, wanted)
    missing = {value: name for value, name in wanted.items() if value not in known}
    return known | _welcome(missing)


def is_usable(address: str) -> bool:
    """Has the form of an address and fits the column."""
    local, at, domain = address.strip().rpartition("@")
    return (
        bool(local and at and domain)
        and len(address) <= MAX_LENGTH
        and not any(c.isspace() for c in address.strip())
    )


def _known(values: Iterable[str]) -> dict[str, Address]:
    rows = Address.objects.filter(kind=Address.Kind.EMAIL, value__in=list(values)).select_related("person")
    return {row.value: row for row in rows}


def _welcome(missing: dict[str, str]) -> dict[str, Address]:
    if not missing:
        return {}
    people = Person.objects.bulk_create([Person(name=name.strip()[:200]) for name in missing.values()])
    pairs = zip(missing, people, strict=True)
    made = Address.objects.bulk_create(
        [Address(person=person, kind=Address.Kind.EMAIL, value=value) for value, person in pairs]
    )
    return {address.value: address for address in made}


def _fill_in_names(known: dict[str, Address], names: dict[str, str]) -> None:
    """An address seen without a name before may bring one now; a name that is there is a colleague's to change."""
    for value, address in known.items():
        if names[value] and not address.person.name:
            address.person.rename(names[value])
