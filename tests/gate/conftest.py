"""A small studio with one mailbox that can send, and Ana at its desk."""

import pytest
from tests.signing_in import sign_in

from byhand.channels.envelope import Envelope, Recipient
from byhand.channels.models import Inbox
from byhand.gate.context import Context
from byhand.gate.dispatch import Dispatch
from byhand.team.models import House, User


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana@kilnlane.example", "Ana Moreau", "a long enough phrase")


@pytest.fixture
def inbox(db):
    House.objects.get_or_create(pk=1, defaults={"name": "Kiln Lane Pottery", "phone": "+44 20 7946 0101"})
    return Inbox.objects.create(kind="practice", name="Studio", address="studio@kilnlane.example")


@pytest.fixture
def envelope(inbox):
    return Envelope(
        inbox=inbox, to=(Recipient("ruth@harrow.example", "Ruth Okafor"),), cc=(Recipient("mei@harrow.example"),),
        subject="The lid", body="Ruth, there is one more lid on my shelf.",
    )  # fmt: skip


@pytest.fixture
def release(ana, envelope):
    """Releases the envelope, by default as Ana does at her desk."""

    def release(envelope=envelope, *, by=None, seen=0, newest=0):
        context = Context(about="c", answers_them=True, seen=seen, newest=newest)
        return Dispatch.objects.release(envelope, kind="personal", context=context, by=by or sign_in(ana))

    return release
