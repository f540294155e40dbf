"""Promises in the mirror: noted by a tick as the letter leaves, ticked as kept, and silent about both then."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.web.test_mirror import asked, kinds

from byhand.conversations.models import Message, Promise, Proposal

SAYS = "The kiln is warm. I will call you tomorrow about the glaze."
SENTENCE = "I will call you tomorrow about the glaze."


@pytest.fixture
def ruth(studio):
    return cast.conversation_with(studio.inbox, "Any news?")


def send(desk, conversation, body, **more):
    sheet = {"to": cast.RUTH, "subject": "Re", "body": body, "seen_message": conversation.messages.get().pk}
    return desk.post(f"/conversations/{conversation.public_id}/write/", {**sheet, **more})


def test_what_is_ticked_is_noted_with_the_letter_and_goes_back_with_it(studio, desk, ruth):
    page = asked(desk, ruth, SAYS).content.decode()
    assert 'data-kind="promised"' in page and f'value="{SENTENCE}"' in page and " checked" not in page
    assert send(desk, ruth, SAYS, promises=[SENTENCE, "never said"]).status_code in (200, 302)
    promise = Promise.objects.get()
    assert promise.due_on == timezone.localdate() + timedelta(days=1)
    assert promise.message == Message.objects.get(origin="sent") and promise.by == studio.ana
    assert Proposal.objects.get().promise == promise
    assert (
        desk.post(f"/conversations/{ruth.public_id}/messages/{promise.message.pk}/undo/").status_code == 302
    )
    assert not Promise.objects.exists()


def test_what_is_not_ticked_is_asked_below_the_letter(desk, ruth):
    send(desk, ruth, SAYS)
    assert not Promise.objects.exists() and Proposal.objects.undecided().count() == 1


def test_a_sentence_that_is_no_promise_cannot_be_ticked_into_one(desk, ruth):
    send(desk, ruth, "All is well.", promises=["All is well.", "", "x" * 5_000, "\0"])
    assert not Promise.objects.exists()


def test_a_tick_outlives_a_page_without_a_script(desk, ruth):
    page = send(desk, ruth, SAYS, add_files="1", promises=[SENTENCE]).content.decode()
    assert f'name="promises" value="{SENTENCE}" checked' in page


def test_an_open_promise_is_pointed_at_until_it_is_ticked(studio, desk, ruth):
    promise = Promise.objects.make(ruth, "Send the new lid for the jar", due_on=None, by=studio.ana)
    words = "The new lid for your jar is in the post since this morning."
    assert kinds(asked(desk, ruth, words)) == ["keeps"]
    ticked = {"body": words, "keeps": [promise.pk, "x", "9" * 30]}
    assert kinds(desk.post(f"/conversations/{ruth.public_id}/mirror/", ticked)) == []
    promise.keep(by=studio.ana)
    assert kinds(asked(desk, ruth, words)) == []
