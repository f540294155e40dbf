"""Who a visitor is: proven, they are that person; otherwise nobody is taken for anybody."""

from __future__ import annotations

import time

import pytest
from tests import cast
from tests.conversations.visiting.talking import Guest, a_chat, answers

from byhand.channels.chat.settings import renew_identity_key
from byhand.channels.models import Line, Visitor
from byhand.conversations.erasing.erase import erase
from byhand.conversations.models import Message
from byhand.kit.signed_tokens import write
from byhand.people.models import Address, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio():
    return cast.studio()


@pytest.fixture
def chat(studio):
    return a_chat(studio)


def vouched(chat, **claims: object) -> Guest:
    """A visitor for whom the site vouches; the key is made once."""
    if "identity" not in chat.secrets:
        renew_identity_key(chat)
    said = {
        "sub": "7",
        "email": "Ruth@harrow.example",
        "name": "Ruth Okafor",
        "exp": time.time() + 600,
        **claims,
    }
    return Guest(chat, write(said, key=chat.secrets["identity"]))


def test_a_proven_address_is_that_person(studio, chat):
    ruth = cast.conversation_with(studio.inbox).person
    guest = vouched(chat)
    guest.says("It is me, Ruth.")
    assert guest.conversation().person == ruth
    assert Message.objects.latest("pk").sender == Message.Sender.VERIFIED
    again = vouched(chat)
    again.says("And from my telephone.")
    assert again.conversation().person == ruth


def test_an_address_that_is_only_typed_is_merged_with_nobody(studio, chat):
    ruth = cast.conversation_with(studio.inbox).person
    guest = Guest(chat, identity="eyJhbGciOiJub25lIn0.eyJzdWIiOiI3In0.")
    guest.says("I am Ruth, send me her order.")
    assert guest.leaves("ruth@harrow.example", "Ruth Okafor") == ""
    person = guest.conversation().person
    assert person != ruth and person.name == "Ruth Okafor"
    assert ruth.addresses.count() == 1 and person.addresses.count() == 1
    assert Message.objects.latest("pk").sender == Message.Sender.UNVERIFIED
    other = Guest(chat)
    other.says("I am nobody's Ruth.")
    assert other.leaves("mine@nobody.example") == ""
    assert other.conversation().person.addresses.get(kind="email").verified_at is None


def test_a_token_without_a_key_of_the_house_proves_nobody(chat):
    said = {"sub": "7", "email": "ruth@harrow.example", "exp": time.time() + 600}
    guest = Guest(chat, write(said, key=""))
    assert "no key yet" in guest.desk.welcome([guest.hello()])[0].doubt
    guest.says("It is me.")
    assert (guest.row().known_as, guest.row().vouched_email) == ("", "")


def test_after_thirty_days_it_is_another_matter(studio, chat):
    guest = Guest(chat)
    guest.says("Is the bowl there?")
    first = guest.conversation()
    guest.says("The blue one.")
    assert guest.conversation() == first
    Visitor.objects.update(spoken_at=cast.ago(days=31))
    guest.says("I have another question.")
    assert guest.conversation() != first and guest.conversation().person == first.person


def test_erasing_somebody_erases_their_chat(studio, chat):
    guest = Guest(chat)
    guest.says("Forget me.")
    answers(guest, "We will.", by=studio.ana)
    erase(guest.conversation().person, by=studio.ana)
    assert not Visitor.objects.exists() and not Line.objects.exists()
    assert not Address.objects.filter(kind="visitor").exists() and not Person.objects.exists()
    guest.says("Hello again.")
    assert Line.objects.count() == 1
