"""Reading ahead: the next batch is read while one is written, and nothing changes its place or is lost by it."""

import pytest
from django.db import connection
from tests.letters import answer, letter

from byhand.channels.models import Arrival
from byhand.conversations import intake, taking_in
from byhand.conversations.models import Conversation, Message
from byhand.conversations.reading_ahead import read_all
from byhand.files.store import path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def seven(inbox, monkeypatch):
    """A letter and six answers to it, read three at a time."""
    monkeypatch.setattr(intake, "BATCH", 3)
    Arrival.objects.store(letter("Word 0", message_id="0@harrow.example"), inbox=inbox)
    for number in range(1, 7):
        text = answer(
            f"Word {number}", to=f"{number - 1}@harrow.example", message_id=f"{number}@harrow.example"
        )
        Arrival.objects.store(text, inbox=inbox)


def words():
    return list(Message.objects.order_by("pk").values_list("new_text", flat=True))


def test_batches_are_taken_in_in_the_order_in_which_they_came(seven):
    intake.read_arrivals_due()
    assert words() == [f"Word {number}" for number in range(7)]
    assert Conversation.objects.get().message_count == 7


def test_one_whose_bytes_are_gone_is_left_to_a_person_and_holds_up_nobody(seven):
    lost = Arrival.objects.order_by("pk")[4]
    path_of(lost.sha256).unlink()
    intake.read_arrivals_due()
    assert Arrival.objects.needing_a_look().get() == lost
    assert words() == [f"Word {number}" for number in (0, 1, 2, 3, 5, 6)]


def test_a_batch_that_breaks_off_loses_nothing_that_was_read_beside_it(seven, monkeypatch):
    written, real = [], taking_in.take_in

    def the_power_goes(read):
        if written:
            raise KeyboardInterrupt
        written.append(read)
        return real(read)

    monkeypatch.setattr(intake, "take_in", the_power_goes)
    with pytest.raises(KeyboardInterrupt):
        intake.read_arrivals_due()
    assert words() == ["Word 0", "Word 1", "Word 2"] and Arrival.objects.unread().count() == 4
    monkeypatch.setattr(intake, "take_in", real)
    intake.read_arrivals_due()
    assert words() == [f"Word {number}" for number in range(7)]


def test_what_reads_beside_asks_the_database_nothing(seven):
    """A thread of its own has a connection of its own: nobody would close it, and it sees other rows."""
    arrivals = list(Arrival.objects.unread().select_related("inbox"))

    def refuse(*_asked):
        raise AssertionError("it asked")

    with connection.execute_wrapper(refuse):
        assert len(read_all(arrivals)) == 7
