"""Recognising: whose address is this? Equal addresses are one person; names are no identity.

A household has one telephone: a number that several have is whose it was proved to be, else who had it first.
"""

from __future__ import annotations

from collections.abc import Iterable

from byhand.kit.addresses import spellings
from byhand.kit.mime import Mailbox
from byhand.kit.reach import is_email, kind_of
from byhand.people.address import Address, normal_email
from byhand.people.person import Person


def recognise(mailboxes: Iterable[Mailbox]) -> dict[str, Address]:
    """The addresses of these mailboxes by normal value, with people made for those who are new.

    Three queries at most for those already known; two inserts more for all who are not.
    """
    wanted = {normal_email(one.address): one.name for one in mailboxes if kind_of(one.address)}
    known = _known(wanted)
    _fill_in_names(known, wanted)
    missing = {value: name for value, name in wanted.items() if value not in known}
    return known | _welcome(missing)


def is_usable(address: str) -> bool:
    """Has the form of a mail address and fits the column."""
    return is_email(address)


def _known(values: Iterable[str]) -> dict[str, Address]:
    wanted = dict.fromkeys(values)
    meant = {other: one for one in wanted for other in spellings(one)} | {one: one for one in wanted}
    kinds = sorted({kind_of(one) for one in wanted})
    rows = Address.objects.filter(kind__in=kinds, value__in=list(meant)).select_related("person")
    found = sorted(rows, key=lambda row: (row.value in wanted, *_is_least_sure(row)))
    return {meant[row.value]: row for row in found}


def _is_least_sure(row: Address) -> tuple[bool, int]:
    """Of several with one number, whoever comes last is taken."""
    return row.verified_at is not None, -row.pk


def _welcome(missing: dict[str, str]) -> dict[str, Address]:
    if not missing:
        return {}
    people = Person.objects.bulk_create([Person(name=name.strip()[:200]) for name in missing.values()])
    pairs = zip(missing, people, strict=True)
    made = Address.objects.bulk_create(
        [Address(person=person, kind=kind_of(value), value=value) for value, person in pairs]
    )
    return {address.value: address for address in made}


def _fill_in_names(known: dict[str, Address], names: dict[str, str]) -> None:
    """An address seen without a name before may bring one now; a name that is there is a colleague's to change."""
    for value, address in known.items():
        if names[value] and not address.person.name:
            address.person.rename(names[value])
