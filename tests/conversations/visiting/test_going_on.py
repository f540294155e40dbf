"""Who has left gets the same words by mail, once; what they answer there stands in the chat when they come back."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from django.conf import settings
from tests import cast
from tests.conversations.visiting.talking import Guest, a_chat, answers, grow_old

from byhand.conversations.models import Conversation
from byhand.conversations.visiting.going_on import go_on_by_mail_due
from byhand.gate.delivering import deliver_due
from byhand.gate.models import Carried, GoingOn

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio():
    return cast.studio()


@pytest.fixture
def guest(studio):
    guest = Guest(a_chat(studio))
    guest.says("Is the blue bowl still there?")
    return guest


@pytest.fixture
def outbox(tmp_path, monkeypatch):
    """The letters that left the practice mailbox, oldest first."""
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)

    def letters() -> list:
        found = sorted((tmp_path / "practice-outbox").glob("*.eml"), key=lambda one: one.stat().st_mtime_ns)
        return [message_from_bytes(one.read_bytes(), policy=policy.default) for one in found]

    return letters


def test_what_was_said_to_whoever_left_goes_by_mail_in_one_letter_once(studio, guest, outbox):
    guest.leaves("ruth@harrow.example")
    guest.goes()
    answers(guest, "It is.", by=studio.ana)
    message = answers(guest, "Shall I put it aside?", by=studio.ana)
    go_on_by_mail_due()
    assert not GoingOn.objects.exists(), "whoever writes on is not cut in two"
    grow_old(1)
    for _ in range(3):
        go_on_by_mail_due()
        deliver_due()
    (letter,) = outbox()
    assert letter["To"] == "Ruth <ruth@harrow.example>" and "Ana Moreau" in letter["From"]
    assert letter["Message-ID"] == f"<{message.message_id}>"
    words = letter.get_body().get_content()
    assert words.index("It is.") < words.index("Shall I put it aside?")
    assert Carried.objects.count() == 2


def test_their_answer_by_mail_comes_into_the_same_conversation_and_the_chat(studio, guest, outbox):
    guest.leaves("ruth@harrow.example")
    guest.goes()
    answers(guest, "It is. Shall I put it aside?", by=studio.ana)
    grow_old(1)
    go_on_by_mail_due()
    deliver_due()
    (letter,) = outbox()
    reply = cast.letter(
        "Yes please!", sender="Ruth <ruth@harrow.example>", subject=f"Re: {letter['Subject']}", ago=cast.timedelta(),
        answers=str(letter["Message-ID"]).strip("<>"),
    )  # fmt: skip
    cast.comes_in(studio.inbox, reply)
    assert Conversation.objects.count() == 1
    assert guest.comes_back() == [
        "Is the blue bowl still there?",
        "It is. Shall I put it aside?",
        "Yes please!",
    ]
    assert guest.comes_back()[-2:] == ["It is. Shall I put it aside?", "Yes please!"], "once"


def test_who_is_here_and_looks_gets_no_mail(studio, guest, outbox):
    guest.leaves("ruth@harrow.example")
    guest.desk.here([guest.row().pk])
    answers(guest, "It is.", by=studio.ana)
    grow_old(1)
    go_on_by_mail_due()
    assert not GoingOn.objects.exists(), "they may still look"
    guest.desk.seen({guest.row().pk: 2})
    grow_old(10)
    go_on_by_mail_due()
    assert not GoingOn.objects.exists(), "they have seen it"


def test_who_is_here_and_does_not_look_for_two_minutes_gets_it_by_mail(studio, guest, outbox):
    guest.leaves("ruth@harrow.example")
    guest.desk.here([guest.row().pk])
    answers(guest, "It is.", by=studio.ana)
    grow_old(3)
    go_on_by_mail_due()
    assert GoingOn.objects.get().recipient == "ruth@harrow.example"


@pytest.mark.parametrize("why", ["no address", "no mailbox", "paused mailbox"])
def test_without_an_address_or_a_mailbox_it_waits_in_the_chat(studio, guest, outbox, why):
    if why != "no address":
        guest.leaves("ruth@harrow.example")
    if why == "no mailbox":
        guest.chat.options["goes_on_by"] = 0
        guest.chat.save()
    if why == "paused mailbox":
        studio.inbox.paused_at = cast.ago()
        studio.inbox.save()
    guest.goes()
    answers(guest, "It is.", by=studio.ana)
    grow_old(10)
    assert go_on_by_mail_due() == ""
    deliver_due()
    assert outbox() == [] and guest.comes_back()[-1] == "It is."
