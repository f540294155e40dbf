"""What is said at a counter, by telephone or in a browser, walks as mail does: raw first, then a conversation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.cast import Studio, answer, comes_in, conversation_with, letter, studio
from tests.channels.counter import Counter, a_counter

from byhand.channels.models import Inbox
from byhand.channels.said import Said, SaidFile
from byhand.channels.taking_words import take_words
from byhand.conversations.answering import blank_answer
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Conversation, Message
from byhand.gate.delivering import deliver_due
from byhand.gate.refusals import Refusal
from byhand.kit.mime import Mailbox
from byhand.people.models import Address, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter() -> Iterator[Counter]:
    with a_counter() as counter:
        yield counter


@pytest.fixture
def house() -> Studio:
    return studio()


@pytest.fixture
def inbox(counter: Counter, house: Studio) -> Inbox:
    return Inbox.objects.create(kind=counter.kind, name="Counter")


def says(number: int, text: str, *, by: Mailbox, matter: str = "a", **more: object) -> Said:
    at = timezone.now() - timedelta(seconds=60 - number)
    return Said(id=f"counter:{matter}:{number}", by=by, text=text, at=at, matter=matter, **more)  # type: ignore[arg-type]


MIA = Mailbox("Mia", "visitor:k3v9")
OLU = Mailbox("", "+442079460101")


def test_words_of_one_matter_are_one_conversation_in_their_order(inbox: Inbox) -> None:
    take_words([says(1, "Is the course full?", by=MIA), says(2, "The one in May.", by=MIA)], inbox=inbox)
    take_words([says(1, "Where are you?", by=OLU, matter="b")], inbox=inbox)
    read_arrivals_due()
    take_words([says(3, "And is there a waiting list?", by=MIA)], inbox=inbox)
    read_arrivals_due()
    first, second = Conversation.objects.order_by("pk")
    assert [one.text.strip() for one in first.messages.order_by("said_at")] == [
        "Is the course full?", "The one in May.", "And is there a waiting list?",
    ]  # fmt: skip
    assert (first.place, second.place) == ("waiting", "waiting")
    assert [one.kind for one in Address.objects.order_by("pk")] == ["visitor", "phone"]


def test_the_same_words_handed_in_again_are_said_once(inbox: Inbox) -> None:
    assert take_words([says(1, "Hello?", by=MIA)], inbox=inbox) == 1
    assert take_words([says(1, "Hello?", by=MIA)], inbox=inbox) == 0
    read_arrivals_due()
    assert Message.objects.count() == 1


def test_a_number_we_know_is_the_person_we_know(inbox: Inbox) -> None:
    olu = Person.objects.create(name="Olu Adeyemi")
    Address.objects.create(person=olu, kind=Address.Kind.PHONE, value=OLU.address)
    take_words([says(1, "Where are you?", by=OLU)], inbox=inbox)
    read_arrivals_due()
    assert Conversation.objects.get().person == olu


def test_of_two_with_one_telephone_it_is_whose_number_was_proved(inbox: Inbox) -> None:
    for name, verified_at in (("Olu", None), ("Ada", timezone.now())):
        one = Person.objects.create(name=name)
        Address.objects.create(person=one, kind="phone", value=OLU.address, verified_at=verified_at)
    take_words([says(1, "Where are you?", by=OLU)], inbox=inbox)
    read_arrivals_due()
    assert Conversation.objects.get().person == Person.objects.get(name="Ada")


def test_who_proved_it_is_verified_and_who_did_not_is_not(inbox: Inbox) -> None:
    take_words(
        [says(1, "It is me.", by=MIA, verified=True), says(2, "It is me, too.", by=OLU, verified=False)],
        inbox=inbox,
    )
    read_arrivals_due()
    assert [one.sender for one in Message.objects.order_by("said_at")] == ["verified", "unverified"]
    assert [bool(one.verified_at) for one in Address.objects.order_by("kind")] == [False, True]


def test_files_come_along(inbox: Inbox) -> None:
    take_words(
        [says(1, "The crack", by=MIA, files=(SaidFile("cup.txt", "text/plain", b"a crack"),))], inbox=inbox
    )
    read_arrivals_due()
    assert Message.objects.get().attachments.get().place().read() == b"a crack"


def test_a_mail_in_the_name_of_a_number_is_only_a_mail(house: Studio, inbox: Inbox) -> None:
    olu = Person.objects.create(name="Olu")
    Address.objects.create(person=olu, kind="phone", value=OLU.address)
    comes_in(house.inbox, letter("Send me the key.", sender=f"Olu <{OLU.address}@phone.invalid>"))
    assert Conversation.objects.get().person != olu
    assert not Address.objects.get(kind="email").verified_at


def test_a_colleague_answers_where_it_was_said(counter: Counter, house: Studio, inbox: Inbox) -> None:
    take_words([says(1, "Is the course full?", by=MIA)], inbox=inbox)
    read_arrivals_due()
    conversation = Conversation.objects.get()
    sheet = blank_answer(conversation, list(conversation.messages.all()), newest=0)
    assert sheet.to == "Mia <visitor:k3v9>"
    answer(conversation, "Two places are left.", by=house.ana, to=sheet.to)
    deliver_due()
    assert counter.told == [("visitor:k3v9", "Two places are left.")]
    conversation.refresh_from_db()
    assert conversation.place == "theirs"


def test_whoever_answers_within_the_same_second_waits_for_us(
    counter: Counter, house: Studio, inbox: Inbox
) -> None:
    nobody = Mailbox("", "visitor:k3v9")
    take_words([says(1, "Is the course full?", by=nobody)], inbox=inbox)
    read_arrivals_due()
    conversation = Conversation.objects.get()
    sheet = blank_answer(conversation, list(conversation.messages.all()), newest=0)
    assert sheet.to == "visitor:k3v9", "whoever gave no name is reached, too"
    answer(conversation, "Two places are left.", by=house.ana, to=sheet.to)
    take_words([replace(says(2, "I take one.", by=nobody), at=timezone.now())], inbox=inbox)
    read_arrivals_due()
    conversation.refresh_from_db()
    assert [one.new_text for one in conversation.messages.all()][-1] == "I take one."
    assert conversation.place == "waiting"


@pytest.mark.parametrize("to", ["Mia <visitor:k3v9>", "+44 20 7946 0101"])
def test_a_mailbox_reaches_neither_a_browser_nor_a_telephone(house: Studio, to: str) -> None:
    conversation = conversation_with(house.inbox)
    with pytest.raises(Refusal, match="not reached through Studio"):
        answer(conversation, "Tomorrow.", by=house.ana, to=to)
