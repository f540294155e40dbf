"""A small studio whose mail is read."""

import pytest

from byhand.channels.models import Arrival, Inbox
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Message
from byhand.team.models import House, User


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana@kilnlane.example", "Ana Moreau", "a long enough phrase")


@pytest.fixture
def inbox(db):
    House.objects.get_or_create(pk=1, defaults={"name": "Kiln Lane Pottery", "phone": "+44 20 7946 0101"})
    return Inbox.objects.create(kind="practice", name="Studio", address="studio@kilnlane.example")


@pytest.fixture
def comes_in(inbox):
    """Stores raw mail as the channel does, reads it as the chore does, gives the newest message."""

    def comes_in(*letters: bytes, into=None, role="incoming") -> Message | None:
        for raw in letters:
            Arrival.objects.store(raw, inbox=into or inbox, role=role)
        read_arrivals_due()
        return Message.objects.order_by("pk").last()

    return comes_in
