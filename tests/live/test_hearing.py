"""What changes is heard at once by whoever may see it, and by nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.live.sitting import page_of
from tests.signing_in import sign_in

from byhand.channels.adapter import Handover
from byhand.channels.models import Inbox
from byhand.conversations.models import Note, Promise

CHANGES = {
    "a note": lambda here, ruth: Note.objects.write(ruth, "Fourteen fit.", by=here.tomas),
    "assigning": lambda here, ruth: ruth.assign(to=here.tomas, by=here.tomas),
    "done": lambda here, ruth: ruth.close(by=here.tomas),
    "put off": lambda here, ruth: ruth.snooze(until=timezone.now() + timedelta(days=1), by=here.tomas),
    "not for us": lambda here, ruth: ruth.fold(because="spam", by=here.tomas),
    "a promise": lambda here, ruth: Promise.objects.make(
        ruth, "Call", due_on=timezone.localdate(), by=here.tomas
    ),
    "an answer": lambda here, ruth: cast.answer(ruth, "Twelve is fine.", by=here.tomas),
    "new mail": lambda here, ruth: cast.comes_in(
        here.inbox, cast.letter("Ten!", subject="Re: The lid", answers=ruth.messages.get().message_id)
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_heard_within_a_second(studio, ruth, address, change):
    with page_of(studio.ana, address) as page:
        CHANGES[change](studio, ruth)
        page.hears_of(ruth, 1.0)


def test_how_far_a_letter_is_is_heard(studio, ruth, address):
    message = cast.answer(ruth, "Twelve is fine.", by=studio.tomas)
    delivery = message.dispatch.deliveries.get()
    with page_of(studio.ana, address) as page:
        assert delivery.claim("here:1:a")
        page.hears_of(ruth)
        delivery.begin_speaking()
        delivery.accepted(Handover("250 taken"))
        page.hears_of(ruth)
        delivery.bounce("550")
        page.hears_of(ruth)


def test_words_taken_back_are_heard(studio, ruth, address):
    message = cast.answer(ruth, "Twelve is fine.", by=studio.tomas)
    with page_of(studio.ana, address) as page:
        assert ruth.take_back(message, by=sign_in(studio.tomas))
        page.hears_of(ruth)


def test_what_was_rolled_back_is_not_heard(studio, ruth, address):
    from django.db import transaction

    with page_of(studio.ana, address) as page:
        with transaction.atomic():
            Note.objects.write(ruth, "Never said.", by=studio.tomas)
            transaction.set_rollback(True)
        assert page.hears_nothing_of(ruth)


def test_nobody_hears_of_an_inbox_they_may_not_see(studio, address):
    private = Inbox.objects.create(
        kind="practice", name="Ana's", address="ana@kiln.example", is_team_wide=False
    )
    private.members.add(studio.ana)
    with page_of(studio.ana, address) as ana, page_of(studio.tomas, address) as tomas:
        secret = cast.conversation_with(private)
        ana.hears_of(secret)
        assert tomas.hears_nothing_of(secret)
        tomas.say(at=secret.public_id, writes="answer")
        ana.say(at=secret.public_id)
        assert [one["name"] for one in ana.readers(secret, bool)] == ["Ana"]
        Note.objects.write(secret, "Between us.", by=studio.ana)
        ana.hears_of(secret)
        assert tomas.hears_nothing_of(secret)


def test_what_goes_over_the_line_is_never_words(studio, ruth, address):
    with page_of(studio.ana, address) as page:
        Note.objects.write(ruth, "Fourteen fit.", by=studio.tomas)
        line = page.hears_of(ruth)
    assert set(line) == {"changed", "spread"}


def test_many_changes_at_once_are_one_line(studio, address):
    with page_of(studio.ana, address) as page:
        cast.comes_in(studio.inbox, *(cast.letter("x", subject=f"No {n}") for n in range(50)))
        assert page.hears(lambda line: "changed" in line)["changed"] is None, "look at everything"
