"""Hands: a conversation says by itself that they asked twice, or got the same answer twice."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.signing_in import sign_in

from byhand.conversations.again.hands import settle_hands
from byhand.conversations.models import Conversation

pytestmark = pytest.mark.django_db
ASKED = "Is the replacement lid on its way? It was promised for Thursday."
ANSWER = (
    "Thank you for writing. The lids are fired every second week, and yours goes out with the very next parcel that "
    "leaves the studio. Warmly, Ana"
)
HOUR = timedelta(hours=1)


@pytest.fixture
def studio():
    return cast.studio()


def begun(studio, words=ASKED, hours=72) -> Conversation:
    return cast.conversation_with(studio.inbox, words, ago=hours * HOUR)


def writes_again(studio, ruth, words, hours):
    last = ruth.messages.order_by("pk").last()
    cast.comes_in(studio.inbox, cast.letter(words, ago=hours * HOUR, answers=last.message_id))
    return read(ruth)


def read(ruth):
    return Conversation.objects.get(pk=ruth.pk)


def test_who_asks_again_and_still_waits_is_unheard(studio):
    ruth = begun(studio)
    assert not ruth.is_unheard()
    again = writes_again(studio, ruth, "Any news of the lid? It was promised.", hours=30)
    assert again.is_unheard()
    newest = ruth.messages.order_by("pk").last()
    assert again.unheard_at == newest.said_at


def test_who_was_answered_is_not_unheard(studio):
    ruth = begun(studio)
    writes_again(studio, ruth, "Any news of the lid?", hours=30)
    said = cast.answer(ruth, "It left this morning.", by=studio.ana)
    assert not read(ruth).is_unheard()
    assert read(ruth).take_back(said, by=sign_in(studio.ana))
    assert read(ruth).is_unheard()


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("I forgot: is the lid blue?", 71.5),  # within the hour: they go on, they do not ask again
        ("And could we bring twelve to the workshop?", 69),  # another matter on the same day
        ("No hurry at all, I only wanted to say hello.", 20),  # nothing is asked
    ],
)
def test_who_only_adds_something_is_not_unheard(studio, words, hours):
    assert not writes_again(studio, begun(studio), words, hours=hours).is_unheard()


def test_an_automatic_answer_asks_nothing(studio):
    ruth = begun(studio)
    last = ruth.messages.last()
    away = cast.letter(
        "Is it urgent? I am away.", ago=HOUR, answers=last.message_id, Auto_Submitted="auto-replied"
    )
    cast.comes_in(studio.inbox, away)
    assert not read(ruth).is_unheard()


def test_the_same_answer_to_the_same_question_raises_a_hand(studio):
    ruth = begun(studio)
    cast.answer(ruth, f"Dear Ruth,\n\n{ANSWER}", by=studio.ana)
    assert not read(ruth).got_the_same_answer()
    writes_again(studio, ruth, "When does the lid come, please? It was promised for Thursday.", hours=-1)
    said = cast.answer(ruth, f"Hello Ruth,\n\n{ANSWER}", by=studio.tomas)
    assert read(ruth).same_answer_at == said.said_at
    assert read(ruth).take_back(said, by=sign_in(studio.tomas))
    assert not read(ruth).got_the_same_answer()


def test_the_same_answer_to_a_new_question_raises_none(studio):
    ruth = begun(studio)
    cast.answer(ruth, ANSWER, by=studio.ana)
    writes_again(studio, ruth, "And may we bring twelve children to your workshop in March?", hours=-1)
    cast.answer(ruth, ANSWER, by=studio.ana)
    assert not read(ruth).got_the_same_answer()


def test_another_answer_lowers_the_hand(studio):
    ruth = begun(studio)
    for _ in range(2):
        cast.answer(ruth, ANSWER, by=studio.ana)
    assert read(ruth).got_the_same_answer()
    cast.answer(
        ruth, "I looked myself: it stands on my shelf and goes out today, number 4711.", by=studio.ana
    )
    assert not read(ruth).got_the_same_answer()


def test_what_was_sent_outside_raises_it_too(studio):
    ruth = begun(studio)
    first = cast.answer(ruth, ANSWER, by=studio.ana)
    outside = cast.letter(
        ANSWER, sender=cast.STUDIO, to="ruth@harrow.example", answers=first.message_id, ago=-HOUR
    )
    cast.comes_in(studio.inbox, outside, role="sent")
    assert read(ruth).got_the_same_answer()


def test_a_merge_looks_anew_and_taking_it_apart_puts_back(studio):
    ruth = begun(studio)
    other = cast.conversation_with(studio.inbox, "Is the lid still coming?", subject="Lid", ago=10 * HOUR)
    target = other.merge_into(read(ruth), by=studio.ana)
    assert read(target).is_unheard()
    target.moves_here.get().take_back(by=studio.ana)
    assert not read(ruth).is_unheard()


def test_a_long_exchange_costs_what_a_short_one_does(studio, django_assert_max_num_queries):
    ruth = begun(studio)
    for _ in range(6):
        cast.answer(ruth, "A short word.", by=studio.ana)
    assert timezone.now() > read(ruth).last_at - HOUR

    row = read(ruth)
    with django_assert_max_num_queries(1):
        settle_hands([row])
