"""Whoever is here at this moment stands first among those who wait, and not a moment longer."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests import cast
from tests.conversations.visiting.talking import Guest, a_chat

from byhand.channels.models import Visitor
from byhand.conversations.listing import Urgency
from byhand.conversations.models import Conversation, Promise
from byhand.conversations.visiting.here_now import who_is_here_due
from byhand.conversations.visiting.standing import visit_of
from byhand.conversations.waking import promises_fall_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio():
    return cast.studio()


def test_who_is_here_jumps_first_and_goes_back_in_line(studio):
    ruth = cast.conversation_with(studio.inbox)
    guest = Guest(a_chat(studio))
    guest.desk.here([])
    guest.says("Hello?")
    here = guest.conversation()
    assert list(Conversation.objects.waiting()) == [ruth, here]
    guest.desk.here([guest.row().pk])
    assert list(Conversation.objects.waiting()) == [here, ruth]
    assert visit_of(here).is_here and visit_of(here).page_shown() == "shop.example/bowls"
    guest.desk.gone([guest.row().pk])
    assert list(Conversation.objects.waiting()) == [ruth, here]
    assert not visit_of(here).is_here and visit_of(here).seen_at
    assert visit_of(ruth) is None


def test_a_conversation_that_begins_while_they_are_here_jumps_first_too(studio):
    guest = Guest(a_chat(studio))
    guest.says("Hello?")
    Visitor.objects.update(here_at=timezone.now())
    assert who_is_here_due()
    assert guest.conversation().urgency == Urgency.HERE_NOW
    assert who_is_here_due() == ""


def test_a_page_that_fell_silent_is_gone(studio):
    guest = Guest(a_chat(studio))
    guest.says("Hello?")
    guest.desk.here([guest.row().pk])
    Visitor.objects.update(here_at=cast.ago(seconds=60))
    who_is_here_due()
    assert guest.conversation().urgency == 5


def test_a_promise_that_is_due_is_due_when_they_have_left(studio):
    guest = Guest(a_chat(studio))
    guest.says("Hello?")
    guest.desk.here([guest.row().pk])
    Promise.objects.make(guest.conversation(), "Call", due_on=timezone.localdate(), by=studio.ana)
    promises_fall_due()
    assert guest.conversation().urgency == Urgency.HERE_NOW
    guest.desk.gone([guest.row().pk])
    assert guest.conversation().urgency == 2
