"""Kept up with every letter: whatever comes in whichever order, the figures stand as if all were counted at once."""

from datetime import timedelta
from random import Random

import pytest
from tests import cast
from tests.conversations.between.checking import stands_as_told
from tests.signing_in import sign_in

from byhand.channels.models import Inbox
from byhand.conversations.between.filling import fill_between_due, is_filled
from byhand.conversations.models import Between, BetweenFilling, Conversation, Move
from byhand.kit.between import week_of
from byhand.people.models import Address

DAY = timedelta(days=1)


@pytest.fixture
def studio(db):
    return cast.studio()


def of(value="ruth@harrow.example", colleague=None):
    person = Address.objects.get(value=value).person
    return Between.objects.get(person=person, colleague=colleague, is_whole=True)


def test_a_letter_counts_for_the_house_and_an_answer_for_its_colleague(studio):
    ruth = cast.conversation_with(studio.inbox, ago=3 * DAY)
    house = of()
    assert (house.came_count, house.went_count, house.came) == (1, 0, 1)
    assert house.last_at == ruth.messages.get().said_at and house.weeks == [week_of(house.last_at)]
    assert not Between.objects.filter(colleague__isnull=False).exists(), "they wrote to the house"
    cast.answer(ruth, "Twelve is fine.", by=studio.ana)
    cast.comes_in(
        studio.inbox, cast.letter("Thanks", answers=ruth.messages.last().message_id, ago=-DAY / 999)
    )
    assert (of().came_count, of().went_count) == (2, 1)
    ana = of(colleague=studio.ana)
    assert (ana.came_count, ana.went_count) == (1, 1), "what they wrote after Ana had written"
    assert of().came == pytest.approx(1 + 2 ** (-3 / 60), abs=0.01)
    assert stands_as_told() == []


def test_automatic_mail_and_mail_to_very_many_count_nothing(studio):
    crowd = ", ".join(f"p{n}@crowd.example" for n in range(60))
    cast.comes_in(
        studio.inbox,
        cast.letter("Ball clay is up.", sender=cast.NEWS, Precedence="bulk", List_Id="<n.example>"),
        cast.letter("I am away.", Auto_Submitted="auto-replied"),
        cast.letter("To everybody", sender=cast.JONAS, to=crowd),
    )
    assert not Between.objects.exists() and stands_as_told() == []


def test_a_letter_to_several_counts_less_and_to_many_is_no_word_between_two(studio):
    others = ", ".join(f"p{n}@crowd.example" for n in range(7))
    cast.comes_in(studio.inbox, cast.letter("All", to=f"{cast.STUDIO}, {others}"))
    assert of().came == pytest.approx(1 / 8) and of().last_at is None
    cast.comes_in(studio.inbox, cast.letter("Two", subject="Two", to=f"{cast.STUDIO}, mei@harrow.example"))
    assert of().came_count == 2 and of().last_at is not None
    assert stands_as_told() == []


@pytest.mark.parametrize("seed", range(4))
def test_history_in_any_order_stands_as_if_it_were_counted_at_once(studio, seed):
    """Letters that came and that went from elsewhere, to several, in two inboxes, shuffled."""
    chance = Random(seed)
    books = Inbox.objects.create(kind="practice", name="Books", address="books@kilnlane.example")
    mails, before = [], ""
    for n in range(14):
        ours, who = chance.random() < 0.4, chance.choice([cast.RUTH, cast.MEI])
        to = chance.choice([who, f"{cast.RUTH}, {cast.MEI}"]) if ours else cast.STUDIO
        sender = chance.choice([studio.ana.email, studio.tomas.email]) if ours else who
        mail = cast.letter("x", sender=sender, to=to, ago=(300 - 20 * n) * DAY, subject=f"Matter {n // 4}",
                           answers=before if n % 4 else "")  # fmt: skip
        before = mail["Message-ID"].strip("<>")
        mails.append((mail, "sent" if ours else "incoming"))
    chance.shuffle(mails)
    for mail, role in mails:
        cast.comes_in(chance.choice([studio.inbox, studio.inbox, books]), mail, role=role)
    again = chance.choice(mails)
    cast.comes_in(books, again[0], role=again[1])
    assert Between.objects.filter(colleague__isnull=False).exists()
    assert stands_as_told() == []


def test_conversations_merged_split_and_taken_apart_tell_it_anew(studio):
    one = cast.conversation_with(studio.inbox, "one", ago=40 * DAY)
    cast.answer(one, "Yes.", by=studio.tomas)
    other = cast.conversation_with(studio.inbox, "two", subject="Other")
    other.merge_into(one, by=studio.ana)
    assert stands_as_told() == []
    assert of(colleague=studio.tomas).came_count == 0, "it was said before Tomas wrote"
    Move.objects.get().take_back(by=studio.ana)
    assert stands_as_told() == []
    one.refresh_from_db()
    one.split_from(one.messages.order_by("said_at").last(), by=studio.ana)
    assert stands_as_told() == []


def test_what_is_private_or_taken_back_counts_elsewhere_or_not_at_all(studio):
    ruth = cast.conversation_with(studio.inbox)
    message = cast.answer(ruth, "No.", by=studio.ana)
    ruth.make_private(among=[], by=studio.ana)
    assert of().conversation == ruth and stands_as_told() == []
    cast.conversation_with(studio.inbox, subject="Open")
    assert of().place == (None, None) and Between.objects.filter(person=ruth.person).count() == 4
    assert stands_as_told() == []
    ruth.open_up(by=studio.ana)
    assert of().inbox == studio.inbox and stands_as_told() == []
    Conversation.objects.get(pk=ruth.pk).take_back(message, by=sign_in(studio.ana))
    assert of().went_count == 0 and stands_as_told() == []


def test_a_house_that_had_messages_before_is_filled_by_a_chore(studio, monkeypatch):
    monkeypatch.setattr("byhand.conversations.between.filling.PER_RUN", 2)
    cast.a_busy_week(studio)
    Between.objects.all().delete()
    BetweenFilling.objects.update(below=10**9, ended_at=None)
    ruth = Conversation.objects.get(subject__startswith="Workshop")
    cast.answer(ruth, "And this came meanwhile.", by=studio.tomas)
    runs = 0
    while not is_filled():
        fill_between_due()
        runs += 1
    assert runs > 2 and stands_as_told() == [] and Between.objects.exists()
    assert fill_between_due() == ""
