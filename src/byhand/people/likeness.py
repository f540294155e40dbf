"""Likeness: why two people may be one, in reasons that were truly found, and how much each weighs.

No reason is proof. What is rare weighs more: a name that five bear says less than one that two bear. Whatever two whole
names contradict (Anna and Peter Vogel share a telephone) weighs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from byhand.kit.names import contradict, is_short_for, nearly_same_name, same_name, shares_a_family
from byhand.people.clue import Clue
from byhand.people.profile import Key, Profile

ENOUGH = 4
# A name that more people bear is common here: by itself it suggests nothing.
COMMON = 5
Reason = tuple[str, str, int]


def reasons(one: Profile, other: Profile, counts: Mapping[Key, int]) -> list[Reason]:
    """What speaks for it: the kind, the words it is about, its weight. Empty if it is not worth asking."""
    found = what_speaks(one, other, counts)
    return found if weight(found) >= ENOUGH else []


def what_speaks(one: Profile, other: Profile, counts: Mapping[Key, int]) -> list[Reason]:
    """The same, be it enough or not. Empty if two whole names contradict it."""
    if any(contradict(a, b) for a in one.names[:1] for b in other.names[:1]):
        return []
    found = [*_by_name(one, other, counts), *_by_phone(one, other), *_by_local(one, other)]
    if found:
        found += _by_firm(one, other)
    return found


def weight(found: list[Reason]) -> int:
    return sum(points for _kind, _words, points in found)


def _by_name(one: Profile, other: Profile, counts: Mapping[Key, int]) -> Iterator[Reason]:
    """At most one: the same name, else initials, else nearly the same, else a first name."""
    pairs = [(a, b) for a in one.names for b in other.names]
    for a, b in pairs:
        if same_name(a, b):
            bearing = counts.get((Clue.Kind.NAME.value, " ".join(sorted(a))), 2)
            yield "name", one.called or other.called, 4 if bearing <= COMMON else 2
            return
    for a, b in pairs:
        if is_short_for(a, b) or is_short_for(b, a):
            bearing = counts.get((Clue.Kind.FULL.value, f"{a[0][0]} {a[-1]}"), 1)
            yield "initials", "", 4 if bearing == 1 else 2
            return
    for kind, alike in (("slip", nearly_same_name), ("one family name", shares_a_family)):
        if any(alike(a, b) for a, b in pairs):
            yield kind, "", 3
            return
    for a, b in pairs:
        if a and b and a[0] == b[0] and len(a[0]) > 2:
            # Two whole names with two family names: that somebody married is seldom the likelier tale.
            yield "first name", "", 2 if 1 in (len(a), len(b)) else 0
            return


def _by_phone(one: Profile, other: Profile) -> Iterator[Reason]:
    if both := one.phones & other.phones:
        yield "phone", min(both), 4
    elif both := one.signed & (other.phones | other.signed) | other.signed & one.phones:
        yield "signed", min(both), 4


def _by_local(one: Profile, other: Profile) -> Iterator[Reason]:
    if both := one.locals & other.locals:
        # Two words before the @, or a number in it, are hardly anybody else's.
        longest = max(both, key=len)
        yield "local", longest, 4 if not longest.isalpha() else 3


def _by_firm(one: Profile, other: Profile) -> Iterator[Reason]:
    if one.organisation and one.organisation == other.organisation:
        yield "organisation", one.organisation, 2
    elif both := one.domains & other.domains:
        yield "domain", min(both), 2
