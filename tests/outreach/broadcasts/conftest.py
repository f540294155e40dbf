"""Kiln Lane Pottery, whose Ana writes to many about workshops, and people who agreed to that or did not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from tests import cast
from tests.people.agreeing import agreed, somebody, topic
from tests.signing_in import sign_in

from byhand.outreach.capacity import allow_copies_due
from byhand.outreach.gathering import gather_readers_due
from byhand.outreach.models import Asked, Audience, Broadcast
from byhand.outreach.releasing import let_go
from byhand.outreach.rules.writable import Writable
from byhand.outreach.standing import standing_of
from byhand.people.models import Address, Topic
from byhand.team.models import House

WORDS = (
    "Dear {first|friend},\n\nthe **kiln** is free in March. [Come by](https://kilnlane.example/march), all of you, "
    "or write to me.\n\nAna"
)


@dataclass(frozen=True)
class Press:
    """The pottery, what it writes about, and to whom."""

    studio: cast.Studio
    workshops: Topic
    audience: Audience

    def reader(self, value: str, name: str = "Ruth Okafor", *, agrees: bool = True) -> Address:
        address = somebody(value, name)
        if agrees:
            agreed(address, self.workshops)
        return address

    def told(self, **change: object) -> dict[str, object]:
        whole = {"inbox": self.studio.inbox, "topic": self.workshops, "audience": self.audience, "leaves_at": None,
                 "latest_at": None, "answers_a_day": 30, "is_public": False}  # fmt: skip
        return {**whole, **change}

    def written(self, body: str = WORDS, subject: str = "The kiln is free", **told: object) -> Broadcast:
        """Ana has written it and said whom it is for."""
        one = Broadcast.objects.begin(by=self.studio.ana, language="en")
        one.write("en", subject=subject, body=body)
        one.describe(**self.told(**told))  # type: ignore[arg-type]
        return fresh(one)

    def read(self, one: Broadcast) -> Broadcast:
        """Ana asks, and Tomas agrees."""
        Asked.objects.ask(one, by=sign_in(self.studio.ana))
        Asked.objects.agree(one, standing_of(one).digest, by=sign_in(self.studio.tomas))
        return fresh(one)

    def released(self, one: Broadcast | None = None) -> Broadcast:
        """Let go, everyone gathered, and as many allowed as Ana can answer."""
        one = self.read(one or self.written())
        let_go(one, standing_of(one).digest, by=sign_in(self.studio.ana))
        gather_readers_due()
        allow_copies_due()
        return fresh(one)


def fresh(one: Broadcast) -> Broadcast:
    return Broadcast.objects.get(pk=one.pk)


def never_at_night() -> None:
    """Whenever a test runs, it is day for everybody."""
    House.objects.update(hours=[["00:00", "00:00"]] * 7)


def a_press() -> Press:
    studio = cast.studio()
    about = topic("Workshops", by=studio.ana)
    rules = [Writable(topic=about.pk)]
    return Press(studio, about, Audience.objects.begin("Everyone of the workshops", rules, by=studio.ana))


@pytest.fixture
def press(db) -> Press:
    press = a_press()
    never_at_night()
    return press
