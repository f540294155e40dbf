"""Send later, send and done: released now, held when the conversation moves, taken back until it leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Conversation, Draft, Event, Message
from byhand.conversations.returning import return_failed_due
from byhand.gate.delivering import deliver_due
from byhand.gate.models import Delivery, Dispatch, JournalEntry, Notice


def write(desk, conversation, words="Twelve is fine.", **more):
    newest = conversation.messages.order_by("pk").last().pk
    form = {"to": cast.RUTH, "subject": "Re: The lid", "body": words, "seen_message": newest, **more}
    return desk.post(f"/conversations/{conversation.public_id}/write/", form)


def page_of(desk, conversation) -> str:
    return desk.get(f"/conversations/{conversation.public_id}/").content.decode()


def press(desk, conversation, what):
    sent = Message.objects.filter(origin="sent").latest("pk")
    return desk.post(f"/conversations/{conversation.public_id}/messages/{sent.pk}/{what}/")


def they_write_again(studio, ruth):
    first = ruth.messages.first().message_id
    cast.comes_in(studio.inbox, cast.letter("Wait!", subject="Re: The lid", answers=first, ago=timedelta()))


@pytest.fixture
def scheduled(studio, ruth, desk):
    """Ana's answer, which leaves tomorrow."""
    assert write(desk, ruth, leave="tomorrow").status_code == 302
    return ruth


def test_send_and_done_answers_and_closes_and_is_taken_back_whole(ruth, desk):
    write(desk, ruth, then="done")
    assert Conversation.objects.get().place == "done" and Delivery.objects.get().stage == "waiting"
    press(desk, ruth, "undo")
    row = Conversation.objects.get()
    assert row.place == "waiting" and Draft.objects.get().body == "Twelve is fine."


def test_a_refused_letter_closes_nothing(ruth, desk):
    assert write(desk, ruth, to="nobody", then="done").status_code == 422
    assert Conversation.objects.get().place == "waiting" and not Event.objects.filter(kind="closed")


def test_it_is_sealed_now_and_leaves_at_its_moment(scheduled, desk):
    sent, delivery = Dispatch.objects.get(), Delivery.objects.get()
    assert timezone.localtime(delivery.next_attempt_at).hour == 9 and sent.has_whole_seal()
    assert sent.outgoing().written_at == delivery.next_attempt_at
    assert deliver_due() == "" and "Leaves " in page_of(desk, scheduled)
    Delivery.objects.update(next_attempt_at=timezone.now())
    deliver_due()
    assert Delivery.objects.get().stage == "accepted"


def test_it_is_taken_back_until_it_leaves(scheduled, desk):
    assert "Take it back" in page_of(desk, scheduled)
    press(desk, scheduled, "undo")
    assert Delivery.objects.get().stage == "recalled" and Draft.objects.get().body == "Twelve is fine."


@pytest.mark.parametrize(
    "form",
    [
        {"leave": "on", "leave_on": "2020-01-01"},
        {"leave": "on"},
        {"leave": "someday"},
        {"leave": "on", "leave_on": "x"},
    ],
)
def test_a_moment_that_is_none_sends_nothing_and_keeps_the_words(ruth, desk, form):
    answer = write(desk, ruth, **form)
    assert answer.status_code == 422 and "Twelve is fine." in answer.content.decode()
    assert not Dispatch.objects.exists()


def test_a_day_left_in_the_field_does_not_put_off_what_is_sent_now(ruth, desk):
    write(desk, ruth, leave_on="2090-01-01")
    assert Dispatch.objects.get().leaves_at is None


def test_it_is_held_when_they_write_again_and_its_author_sends_it_anyway(studio, scheduled, desk):
    they_write_again(studio, scheduled)
    assert "Held: They wrote again before this left." in page_of(desk, scheduled)
    Delivery.objects.update(next_attempt_at=timezone.now())
    assert deliver_due() == "" and Delivery.objects.get().stage == "held"
    press(client_of(studio.tomas), scheduled, "anyway")
    assert Delivery.objects.get().stage == "held", "only its author can let it go"
    assert press(desk, scheduled, "anyway").status_code == 302
    they_write_again(studio, scheduled)
    Delivery.objects.update(next_attempt_at=timezone.now())
    deliver_due()
    assert Delivery.objects.get().stage == "accepted"
    assert press(desk, scheduled, "anyway").status_code == 422
    assert JournalEntry.objects.filter(kind="send anyway").count() == 1


def test_no_other_way_lets_a_held_letter_go(studio, scheduled, desk):
    """“Send again” is for what failed on its way; pressed by hand at this letter's address, it sends nothing."""
    they_write_again(studio, scheduled)
    one = Delivery.objects.get()
    for colleague in (client_of(studio.tomas), desk):
        assert press(colleague, scheduled, f"deliveries/{one.pk}/again").status_code == 422
    assert Delivery.objects.get().stage == "held"


def test_it_is_held_when_a_colleague_answers_and_its_author_drops_it(studio, scheduled, desk):
    cast.answer(scheduled, "It fits.", by=studio.tomas)
    first = Message.objects.filter(colleague=studio.ana).get()
    page = page_of(desk, scheduled)
    assert "Held: Tomas Brandt answered before this left." in page and "Send anyway" in page
    assert "Send anyway" not in page_of(client_of(studio.tomas), scheduled)
    desk.post(f"/conversations/{scheduled.public_id}/messages/{first.pk}/undo/")
    assert first.dispatch.deliveries.get().stage == "recalled"
    assert Draft.objects.get(author=studio.ana).body == "Twelve is fine."


def test_what_is_held_of_someone_who_left_is_taken_over_and_sent_by_nobody_else(studio, scheduled, desk):
    they_write_again(studio, scheduled)
    tomas = client_of(studio.tomas)
    assert press(tomas, scheduled, "undo").status_code == 422, "Ana is still here"
    studio.ana.leave()
    assert "Take its words over: Ana has left" in page_of(tomas, scheduled)
    assert press(tomas, scheduled, "anyway").status_code == 422
    assert press(tomas, scheduled, "undo").status_code == 302
    assert Delivery.objects.get().stage == "recalled"
    assert Draft.objects.get(author=studio.tomas).body == "Twelve is fine."


def test_one_s_own_next_answer_and_a_machine_hold_nothing(studio, scheduled, desk):
    write(desk, scheduled, "One thing more.")
    first = scheduled.messages.first().message_id
    cast.comes_in(
        studio.inbox,
        cast.letter("Away.", subject="Re: The lid", answers=first, Auto_Submitted="auto-replied"),
    )
    assert not Delivery.objects.filter(stage="held").exists()


def test_a_letter_that_leaves_at_once_is_not_held(studio, ruth, desk):
    write(desk, ruth)
    they_write_again(studio, ruth)
    assert Delivery.objects.get().stage == "waiting"


def test_what_is_held_comes_back_to_the_list_and_its_author_is_told_once(studio, scheduled, desk):
    cast.answer(scheduled, "It fits.", by=studio.tomas)
    return_failed_due()
    return_failed_due()
    assert Conversation.objects.get().place == "waiting"
    assert "A letter is held here: ruth@harrow.example" in page_of(desk, scheduled)
    assert Notice.objects.filter(kind="delivery failure").count() <= 1


def test_a_new_letter_leaves_later_too(studio, desk):
    form = {"inbox": studio.inbox.pk, "to": cast.RUTH, "subject": "Hello", "body": "x", "leave": "next-week"}
    assert desk.post("/write/", {**form, "leave": "someday"}).status_code == 422
    assert desk.post("/write/", form).status_code == 302
    assert timezone.localtime(Delivery.objects.get().next_attempt_at).weekday() == 0
