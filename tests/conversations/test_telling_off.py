"""Whoever tells us off reaches a person before everyone else. Here one tries to filter it, by every way there is."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests import cast

from byhand.channels.form.form import telling_off
from byhand.channels.models import Inbox
from byhand.channels.said import Said
from byhand.channels.taking_words import take_words
from byhand.channels.telling_off import matter_of
from byhand.conversations.handful import Handful
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.listing import Urgency
from byhand.conversations.merging import NotTogether
from byhand.conversations.models import Conversation, SortingRule, Telling
from byhand.conversations.sorting.rule import Said as Rule
from byhand.conversations.tell import tell_due
from byhand.conversations.telling_due import due_now
from byhand.conversations.together import Chosen, done, later, not_for_us
from byhand.gate.delivering import deliver_due
from byhand.gate.models import Delivery
from byhand.kit.hours import hours_of
from byhand.kit.mime import Mailbox
from byhand.pocket.wishes import Wishes
from byhand.team.away import Absence
from byhand.team.models import House, User
from byhand.team.told_off import who_is_told_off

pytestmark = pytest.mark.django_db
RUTH = "ruth@harrow.example"
ANGRY = "Three weeks, and nobody called. I am done with you."


@pytest.fixture
def studio(db):
    return cast.studio()


@pytest.fixture
def say(studio):
    def say(words=ANGRY, *, token="t1", by=RUTH) -> Conversation:
        took = take_words(
            [
                Said(
                    id=f"form:{token}",
                    by=Mailbox("Ruth", by),
                    text=words,
                    at=timezone.now(),
                    matter=matter_of(token),
                )
            ],
            inbox=telling_off(),
        )
        assert took == 1
        read_arrivals_due()
        return Conversation.objects.get(
            told_off_at__isnull=False, messages__message_id__startswith=f"form:{token}"
        )

    return say


def still_first(one: Conversation) -> bool:
    one.refresh_from_db()
    in_sight = (one.place, one.urgency) == ("waiting", Urgency.TOLD_US_OFF)
    return in_sight and Conversation.objects.waiting().first() == one


def test_it_stands_before_the_longest_wait_and_is_a_persons(studio, say):
    House.objects.get().be_told_off_by(studio.tomas)
    old = cast.conversation_with(studio.inbox, sender=cast.JONAS)
    Conversation.objects.filter(pk=old.pk).update(
        waiting_since=timezone.now() - timedelta(days=30), urgency=1
    )
    one = say()
    assert still_first(one) and one.assigned_to == studio.tomas
    assert [(told.colleague, told.kind) for told in Telling.objects.filter(conversation=one)] == [
        (studio.tomas, "off")
    ]
    assert "told off" in one.events.values_list("kind", flat=True)


def test_no_sorting_rule_touches_it(studio, say):
    for number, does in enumerate(
        ({"not_for_us": True}, {"later_at": timezone.now().time()}, {"give": "turn"}, {"tag": "x"})
    ):
        SortingRule.objects.begin(Rule(name=f"r{number}", words=["nobody", "done"], **does), by=studio.ana)
    one = say()
    assert still_first(one) and not one.taggings.exists() and one.assigned_to == studio.ana


def test_neither_a_block_nor_having_been_called_not_for_us_keeps_it_out(studio, say):
    ruth = cast.conversation_with(studio.inbox)
    ruth.fold(because="noise", by=studio.ana)
    ruth.person.block(because="rude", by=studio.ana)
    assert still_first(say())
    say(by="noreply@machine.example", token="t2")
    assert all(one.place == "waiting" for one in Conversation.objects.filter(told_off_at__isnull=False))


def test_no_colleague_puts_it_off_folds_it_away_hides_it_or_does_it_in_a_handful(studio, say):
    one, other = say(), cast.conversation_with(studio.inbox, sender=cast.JONAS)
    until = timezone.now() + timedelta(days=3)
    assert not one.fold(because="noise", by=studio.ana)
    assert not one.snooze(until=until, by=studio.ana)
    assert not one.make_private(among=[], by=studio.ana)
    seen = Conversation.objects.visible_to(studio.ana)
    for deed in (done(by=studio.ana), later(until, by=studio.ana), not_for_us(by=studio.ana)):
        Handful.objects.move([Chosen(one.public_id, one.last_at)], deed, seen=seen, by=studio.ana)
        assert still_first(one)
    for pair in ((one, other), (other, one)):
        with pytest.raises(NotTogether, match="tells us off"):
            pair[0].merge_into(pair[1], by=studio.ana)
    assert still_first(one)


@pytest.mark.parametrize("filtered", ["folded_at", "snoozed_until", "private_at"])
def test_the_database_itself_refuses_to_hide_it(say, filtered):
    one = say()
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=one.pk).update(**{filtered: timezone.now()})
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=one.pk).update(merged_into=one)


def test_said_again_in_a_conversation_that_was_done_it_is_there_again(studio, say):
    one = say()
    one.close(by=studio.ana)
    take_words(
        [
            Said(
                id="form:t1b",
                by=Mailbox("Ruth", RUTH),
                text="And now?",
                at=timezone.now(),
                matter=matter_of("t1"),
            )
        ],
        inbox=telling_off(),
    )
    read_arrivals_due()
    assert still_first(one) and one.messages.count() == 2


def test_a_mail_cannot_jump_the_list_by_calling_itself_so(studio):
    cast.comes_in(studio.inbox, cast.letter("off:t1", subject="off:t1", sender="spam@x.example"))
    assert not Conversation.objects.filter(urgency=Urgency.TOLD_US_OFF).exists()


def test_an_answer_by_hand_goes_by_mail_and_ends_it(studio, say):
    one = say()
    cast.answer(one, "You are right. I call you at four.", by=studio.ana)
    one.refresh_from_db()
    assert (one.place, one.urgency) == ("theirs", Urgency.ORDINARY) and one.told_off_at
    Delivery.objects.update(next_attempt_at=timezone.now())
    assert deliver_due()
    delivery = Delivery.objects.get()
    assert (delivery.recipient, delivery.stage) == (RUTH, "accepted")
    box = Path(settings.DATA_FOLDER) / "practice-outbox"
    letter = max(box.glob("*.eml"), key=lambda file: file.stat().st_mtime).read_bytes()
    assert b"From: Ana Moreau <studio@kilnlane.example>" in letter
    assert one.snooze(until=timezone.now() + timedelta(days=1), by=studio.ana)


def test_its_person_is_told_at_once_and_not_while_away_or_in_quiet_hours(studio, say):
    always, never = hours_of([(time(0), time(0))] * 7), hours_of([None] * 7)
    Wishes.objects.choose(
        studio.ana, names_people=False, what="mine", mail="at once", mail_hour=8, awake=always
    )
    Inbox.objects.create(kind="email", name="Post", address="post@kilnlane.example")
    cast.conversation_with(studio.inbox, sender=cast.JONAS).assign(to=studio.ana, by=studio.tomas)
    assert list(due_now(timezone.now())) == []  # gathered for a minute
    say()
    assert [one.wishes.colleague for one in due_now(timezone.now())] == [studio.ana]
    assert tell_due() == "1 colleague told."
    say("And the next one.", token="t2", by="jo@x.example")
    assert tell_due() == "1 colleague told."  # within the quarter of an hour
    say("And one more.", token="t3", by="ka@x.example")
    studio.ana.go_away()
    assert tell_due() == ""
    studio.ana.come_back()
    Wishes.objects.filter(colleague=studio.ana).update(awake=never)
    assert tell_due() == ""


def test_a_call_or_a_chat_that_stands_becomes_one(studio):
    one = cast.conversation_with(studio.inbox)
    one.snooze(until=timezone.now() + timedelta(days=1), by=studio.ana)
    one.refresh_from_db()
    one.told_off_now(timezone.now())
    assert still_first(one)


def test_it_goes_to_whom_the_team_chose_or_an_owner_who_is_not_away(studio):
    olu = User.objects.create_user("olu@kilnlane.example", "Olu Ade", role="owner")
    house = House.objects.get()
    assert who_is_told_off() == studio.ana
    house.be_told_off_by(studio.tomas)
    assert who_is_told_off() == studio.tomas
    studio.tomas.go_away()
    assert who_is_told_off() == studio.ana
    today = timezone.localdate()
    studio.ana.be_absent(Absence(today, today))
    assert who_is_told_off() == olu
    olu.go_away()
    assert who_is_told_off() == studio.tomas
    studio.tomas.leave()
    assert who_is_told_off() == studio.ana
