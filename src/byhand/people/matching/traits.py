"""Traits: what of a person is compared among very many, and under which keys those stand together who may be one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from byhand.people.profile import Profile


@dataclass(frozen=True, slots=True)
class Traits:
    """Empty where nothing is known. Only people who share one of the `near` keys are compared."""

    unique_id: int
    given: str | None
    family: str | None
    whole: str | None
    home: str | None
    phones: list[str] | None
    locals: list[str] | None
    near: list[str]


def traits_of(profiles: Iterable[Profile]) -> Iterator[Traits]:
    """Without mailboxes of several people: they are nobody."""
    return (_traits(one) for one in profiles if not one.is_mailbox)


def _traits(one: Profile) -> Traits:
    words = one.names[0] if one.names else ()
    given, family = (words[0], words[-1]) if len(words) > 1 else (next(iter(words), None), None)
    home = one.organisation.casefold() or next(iter(sorted(one.domains)), None)
    phones, locals_ = sorted(one.phones | one.signed), sorted(one.locals)
    near = {f"phone {each}" for each in phones} | {f"local {each}" for each in locals_}
    for each in one.names:
        near |= set(_near_by_name(each, home))
    return Traits(
        one.person, given, family, " ".join(sorted(words)) if len(words) > 1 else None, home,
        phones or None, locals_ or None, sorted(near),
    )  # fmt: skip


def _near_by_name(words: tuple[str, ...], home: str | None) -> Iterator[str]:
    """The same in spite of one slip, wherever it was made, or of another family name."""
    given, family = words[0], words[-1]
    if home:
        yield f"given {given} {home}"
    if len(words) < 2:
        return
    if home:
        yield f"family {family} {home}"
    yield f"whole {' '.join(sorted(words))}"
    yield f"short {given[0]} {family}"
    yield f"begins {given} {family[: len(family) // 2]}"
    yield f"ends {given} {family[-(len(family) // 2) :]}"
    yield from (f"part {given} {part}" for part in family.split("-"))
