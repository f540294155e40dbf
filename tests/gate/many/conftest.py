"""Kiln Lane Pottery, its colleagues at the desk, and people who agreed to hear about workshops."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from tests.people.agreeing import agreed, somebody, topic
from tests.signing_in import sign_in

from byhand.channels.models import Inbox
from byhand.gate.many.gathering import Reader
from byhand.gate.many.plan import Author, Plan, Words
from byhand.gate.models import Copy, Dispatch, Reading
from byhand.people.models import Address, Topic
from byhand.team.models import House, User
from byhand.team.signin import SignIn

BODY = "Dear {name},\n\n**the kiln** is free in *March*. [Come by](https://kilnlane.example/march).\n\nWarmly, Ana"


@dataclass
class Press:
    """Ana writes, Tomas reads it; then it goes."""

    inbox: Inbox
    ana: SignIn
    tomas: SignIn
    workshops: Topic
    plan: Plan = field(init=False)

    def __post_init__(self) -> None:
        self.plan = Plan(
            self.inbox, (Words("en", "The kiln is free", BODY),), self.workshops, '{"all":[]}', "Everybody",
            author=Author(self.ana.user.pk, self.ana.user.name),
        )  # fmt: skip

    def release(self, plan: Plan | None = None, **changed: object) -> Dispatch:
        """As Tomas has read it."""
        plan = replace(plan or self.plan, **changed)
        Reading.objects.agree(plan, by=self.tomas)
        return Dispatch.objects.release_broadcast(plan, by=self.ana)

    def reader(self, number: int, *, agrees: bool = True, name: str = "") -> Address:
        address = somebody(f"r{number}@harrow.example", name or f"Reader {number}")
        if agrees:
            agreed(address, self.workshops)
        return address

    def gather(self, dispatch: Dispatch, *addresses: Address, language: str = "en") -> list[Copy]:
        readers = [Reader(one.person_id, language, {"name": one.person.name}) for one in addresses]
        Copy.objects.gather(dispatch, readers)
        dispatch.gathered()
        return list(dispatch.copies.order_by("pk"))


def a_press(inbox: Inbox) -> Press:
    ana = User.objects.create_user("ana@kilnlane.example", "Ana Moreau", "a long enough phrase")
    tomas = User.objects.create_user("tomas@kilnlane.example", "Tomas Brandt", "another long phrase")
    return Press(inbox, sign_in(ana), sign_in(tomas), topic("Workshops", by=ana))


@pytest.fixture
def press(db) -> Press:
    House.objects.get_or_create(pk=1, defaults={"name": "Kiln Lane Pottery", "phone": "+44 20 7946 0101"})
    return a_press(Inbox.objects.create(kind="practice", name="Studio", address="studio@kilnlane.example"))
