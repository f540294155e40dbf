"""Whatever is merged, written, edited and taken apart, in whichever order: everyone has what is theirs.

Beside the house stands a small account of it: who hangs below whom, and whose each thing is by right. After every step
the house must agree with the account; in the end everything is taken apart, and everyone must be who they were.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import pytest
from tests import cast
from tests.conversations.between.checking import stands_as_told

from byhand.conversations.models import Conversation, Message
from byhand.kit.days import YearDay
from byhand.people.homes import root_of
from byhand.people.link import Link
from byhand.people.merging import NotTogether
from byhand.people.models import Address, Memory, Occasion, Person, Stay, TieEnd
from byhand.people.tie import Tie

PEOPLE = 5
STEPS = 30


def a_step(chance: Random) -> tuple[str, int, object]:
    """One of the things that happen, merging and taking apart more often than the rest."""
    what = chance.choice(
        ["merge"] * 4
        + ["apart"] * 3
        + ["writes"] * 3
        + ["remember", "line", "block", "address", "marks", "knows", "belongs"]
    )
    more = {
        "merge": chance.randrange(PEOPLE), "knows": chance.randrange(PEOPLE),
        "line": chance.choice(["", "Potter", "Teacher"]), "block": chance.random() < 0.5,
    }.get(what, chance.randrange(10))  # fmt: skip
    return what, chance.randrange(PEOPLE), more


@dataclass
class Account:
    """One person: their own card, their things by right, and below whom they hang."""

    name: str
    line: str
    blocked: str
    below: int | None = None
    link: int | None = None
    said: set[str] = field(default_factory=set)
    conversations: set[int] = field(default_factory=set)
    memories: set[int] = field(default_factory=set)
    addresses: set[int] = field(default_factory=set)
    occasions: set[int] = field(default_factory=set)
    ties: set[int] = field(default_factory=set)
    stays: set[int] = field(default_factory=set)


class Houses:
    """The house, and the account of it."""

    def __init__(self) -> None:
        self.here = cast.studio()
        self.pks: list[int] = []
        self.accounts: list[Account] = []
        for n in range(PEOPLE):
            message = cast.comes_in(
                self.here.inbox, cast.letter(f"Hello {n}", sender=f"Pat{n} Doe{n} <p{n}@d{n}.example>")
            )
            person = message.writer.person
            line = "" if n % 2 else f"Line {n}"
            person.describe(name=person.name, line=line)
            if n == 3:
                person.block(because="threatens", by=self.here.ana)
            self.pks.append(person.pk)
            self.accounts.append(
                Account(person.name, line, person.blocked_because, conversations={message.conversation_id},
                        addresses={message.writer_id})
            )  # fmt: skip

    def root(self, n: int) -> int:
        while (up := self.accounts[n].below) is not None:
            n = up
        return n

    def branch(self, n: int) -> list[int]:
        return [one for one in range(PEOPLE) if n in self._way_up(one)]

    def _way_up(self, n: int) -> list[int]:
        way = [n]
        while (up := self.accounts[way[-1]].below) is not None:
            way.append(up)
        return way

    def person(self, n: int) -> Person:
        return Person.objects.get(pk=self.pks[n])

    def merge(self, one: int, other: int) -> None:
        source, target = self.root(one), self.root(other)
        if source == target:
            with pytest.raises(NotTogether):
                Link.objects.merge(self.person(one), into=self.person(other), by=self.here.ana)
            return
        link = Link.objects.merge(self.person(one), into=self.person(other), by=self.here.ana)
        self.accounts[source].below, self.accounts[source].link = target, link.pk

    def apart(self, n: int, _more: int) -> None:
        account = self.accounts[n]
        if account.below is None:
            return
        link = Link.objects.get(pk=account.link)
        assert link.take_apart(by=self.here.tomas) is not None
        assert Link.objects.get(pk=link.pk).take_apart(by=self.here.tomas) is None, "once is enough"
        account.below = account.link = None

    def writes(self, n: int, more: int) -> None:
        """A new letter from an address that was theirs before any merge."""
        message = cast.comes_in(
            self.here.inbox,
            cast.letter(f"More {more}", subject=f"Matter {n} {more}", sender=f"p{n}@d{n}.example"),
        )
        assert message.conversation.person_id == self.pks[self.root(n)]
        self.accounts[n].conversations.add(message.conversation_id)

    def remember(self, n: int, more: int) -> None:
        root = self.root(n)
        memory = Memory.objects.remember(self.person(root), f"Likes {more}", by=self.here.ana)
        self.accounts[root].memories.add(memory.pk)

    def marks(self, n: int, more: int) -> None:
        """A date that the newest letter of one of them said; it is theirs from whose address that came."""
        root = self.root(n)
        said = Message.objects.filter(conversation__in=self.accounts[n].conversations).order_by("pk").last()
        occasion = Occasion.objects.mark(
            self.person(root), YearDay(5, more + 1), label="Fair", message=said.pk, by=self.here.ana
        )
        self.accounts[n].occasions.add(occasion.pk)

    def knows(self, n: int, other: int) -> None:
        root, friend = self.root(n), self.root(other)
        if root != friend:
            tie = Tie.objects.tie(self.person(root), self.person(friend), is_what="pupil", by=self.here.ana)
            for side, one in enumerate((root, friend)):
                self.accounts[one].ties.add(tie.ends.get(side=side).pk)

    def belongs(self, n: int, more: int) -> None:
        root = self.root(n)
        stay = Stay.objects.belong(self.person(root), f"Firm {more}", by=self.here.ana)
        self.accounts[root].stays.add(stay.pk)

    def line(self, n: int, text: str) -> None:
        root = self.root(n)
        person = self.person(root)
        if person.line != text:
            person.describe(name=person.name, line=text)
            self.accounts[root].line = text

    def block(self, n: int, on: bool) -> None:
        root = self.root(n)
        person = self.person(root)
        if on and not person.is_blocked():
            person.block(because="rude", by=self.here.ana)
            self.accounts[root].blocked = "rude"
        elif not on and person.is_blocked():
            person.unblock()
            self.accounts[root].blocked = ""

    def address(self, n: int, more: int) -> None:
        root = self.root(n)
        value = f"extra{more}@d{root}.example"
        made, is_new = Address.objects.get_or_create(
            kind="email", value=value, defaults={"person": self.person(root)}
        )
        if is_new:
            self.accounts[root].addresses.add(made.pk)

    def check(self) -> None:
        assert stands_as_told() == [], "what is between us follows whose the letters are"
        for n, account in enumerate(self.accounts):
            person, root = self.person(n), self.root(n)
            assert root_of(person.pk) == self.pks[root]
            if n != root:
                assert (person.name, person.line) == (account.name, account.line), (
                    "a merged one's card is kept"
                )
                assert not any(self.held(n))
                continue
            below = [self.accounts[one] for one in self.branch(n)]
            assert self.held(n) == tuple(
                set().union(*(getattr(one, what) for one in below))
                for what in ("conversations", "memories", "addresses", "occasions", "ties", "stays")
            )
            assert person.name == account.name
            here = set().union(*(one.stays for one in below))
            firm = person.organisation_id
            assert Stay.objects.filter(pk__in=here, organisation=firm).exists() if here else firm is None
            if account.line or len(below) == 1:
                assert person.line == account.line
            if account.blocked or len(below) == 1:
                assert person.blocked_because == account.blocked
            self.is_found(n, below)

    def is_found(self, n: int, below: list[Account]) -> None:
        for account in below:
            found = Person.objects.named(account.name, most=9)
            assert [one.pk for one in found] == [self.pks[n]], "found by every name they had"

    def held(self, n: int) -> tuple[set[int], ...]:
        nouns = (Conversation, Memory, Address, Occasion, TieEnd, Stay)
        return tuple(
            set(one.objects.filter(person=self.pks[n]).values_list("pk", flat=True)) for one in nouns
        )

    def all_apart(self, order: list[int]) -> None:
        for n in order:
            self.apart(n, 0)


@pytest.mark.parametrize("seed", range(12))
def test_everyone_gets_back_what_was_theirs(db, seed):
    chance, houses = Random(seed), Houses()
    for name, one, other in [a_step(chance) for _ in range(STEPS)]:
        getattr(houses, name)(one, other)
        houses.check()
    houses.all_apart(chance.sample(range(PEOPLE), PEOPLE))
    houses.check()
    assert not Person.objects.filter(merged_into__isnull=False).exists()
    assert not Person.objects.filter(own_card__isnull=False).exists()
