"""What is promised in letters is asked about; a colleague says whether it is one, and what became of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests import cast
from tests.signing_in import sign_in

from byhand.conversations.drafting import Words
from byhand.conversations.models import Draft, Move, Promise, PromiseWishes, Proposal
from byhand.gate.models import Delivery, Dispatch, Notice


@pytest.fixture
def studio(db):
    return cast.studio()


@pytest.fixture
def ruth(studio):
    return cast.conversation_with(studio.inbox)


def today():
    return timezone.localdate()


def fresh(one):
    return type(one).objects.get(pk=one.pk)


def test_what_comes_in_and_what_we_write_is_asked_about(studio, ruth):
    cast.comes_in(studio.inbox, cast.letter("I'll send the deposit tomorrow.", subject="Deposit"))
    cast.answer(
        ruth, "Ruth, we will send you the lid tomorrow.\n\nI will be on holiday next week.", by=studio.ana
    )
    theirs, ours = Proposal.objects.order_by("pk")
    assert (theirs.side, theirs.text, theirs.is_firm) == ("theirs", "Send the deposit tomorrow", True)
    assert (ours.side, ours.text) == ("ours", "Send you the lid tomorrow")
    assert ours.due_on == timezone.localdate(ours.message.said_at) + timedelta(days=1)
    assert not Promise.objects.exists(), "nothing is noted before somebody says yes"


@pytest.mark.parametrize(("words", "more"), [
    ("I will send it tomorrow.", {"Precedence": "bulk", "List_Id": "<x.example>"}),
    ("I will send it tomorrow.", {"Auto_Submitted": "auto-replied"}),
    ("Fine.\n\nOn Monday, Ana wrote:\n> I will send it tomorrow.", {}),
    ("Fine.\n\n-- \nRuth\nI will call you tomorrow.", {}),
    ("> I will send it tomorrow.\n> Ana", {}),
    ("Will you send it tomorrow?", {}),
])  # fmt: skip
def test_machines_lists_quotes_and_signatures_propose_nothing(studio, words, more):
    cast.comes_in(studio.inbox, cast.letter(words, **more))
    assert not Proposal.objects.exists()


def test_history_and_what_is_not_for_us_propose_nothing(studio):
    cast.comes_in(studio.inbox, cast.letter("I will send it tomorrow.", ago=timedelta(days=40)))
    spam = cast.letter("I will send it tomorrow.", subject="Spam", X_Spam_Flag="YES")
    assert cast.comes_in(studio.inbox, spam).conversation.folded_at
    assert not Proposal.objects.exists()


def test_facts_that_a_letter_quotes_are_not_its_writer_s_promise(studio, ruth):
    cast.answer(ruth, "Here you are:\n\n| We will send it within three days.\n| Always.", by=studio.ana)
    assert not Proposal.objects.exists()


def test_whoever_wishes_is_not_asked(studio, ruth):
    PromiseWishes.objects.choose(studio.ana, when_i_write=False, when_they_write=True)
    cast.answer(ruth, "I will call you tomorrow.", by=studio.ana)
    assert not Proposal.objects.exists()
    cast.answer(fresh(ruth), "I will call you tomorrow.", by=studio.tomas)
    assert Proposal.objects.count() == 1


def test_accepted_it_is_a_promise_of_whoever_wrote_it_and_remembers_who_said_yes(studio, ruth):
    message = cast.answer(ruth, "I will call you tomorrow.", by=studio.ana)
    proposal = Proposal.objects.get()
    promise = proposal.accept(by=studio.tomas)
    proposal = fresh(proposal)
    assert (promise.by, promise.message, promise.side, promise.conversation) == (
        studio.ana,
        message,
        "ours",
        ruth,
    )
    assert (proposal.accepted_by, proposal.promise) == (studio.tomas, promise) and proposal.accepted_at
    assert ruth.events.get(kind="promised").by == studio.ana
    assert proposal.accept(by=studio.ana) is None and not proposal.dismiss(by=studio.ana)
    assert Promise.objects.count() == 1


def test_theirs_is_never_due_of_us(studio, ruth):
    cast.comes_in(studio.inbox, cast.letter("I will send the deposit today.", subject="Deposit"))
    proposal = Proposal.objects.get()
    promise = proposal.accept(by=studio.tomas)
    row = proposal.message.conversation
    assert (promise.side, promise.by) == ("theirs", studio.tomas)
    assert fresh(row).urgency == 5 and row.events.get(kind="they promise").by == studio.tomas
    assert promise.keep(by=studio.ana) and row.events.filter(kind="they kept").exists()


def test_dismissed_it_is_gone_and_remembers_who_said_no(studio, ruth):
    cast.answer(ruth, "I will call you tomorrow.", by=studio.ana)
    proposal = Proposal.objects.get()
    assert proposal.dismiss(by=studio.tomas) and not proposal.dismiss(by=studio.ana)
    proposal = fresh(proposal)
    assert proposal.dismissed_by == studio.tomas and proposal.accept(by=studio.ana) is None
    assert not Promise.objects.exists() and not Proposal.objects.undecided().exists()


def test_one_that_is_due_puts_its_conversation_first_until_it_is_settled(studio, ruth):
    cast.answer(ruth, "I will call you today.", by=studio.ana)
    promise = Proposal.objects.get().accept(by=studio.ana)
    assert fresh(ruth).urgency == 2
    assert promise.move(today() + timedelta(days=3), word="the kiln is hot", by=studio.ana)
    promise = fresh(promise)
    assert (promise.first_due_on, promise.moved_by, promise.moved_because) == (
        today(),
        studio.ana,
        "the kiln is hot",
    )
    assert fresh(ruth).urgency == 5
    assert promise.move(today(), by=studio.tomas) and fresh(promise).first_due_on == today()
    assert fresh(ruth).urgency == 2
    assert promise.break_off(word="it cracked", by=studio.tomas)
    promise = fresh(promise)
    assert (promise.broken_by, promise.broken_because) == (studio.tomas, "it cracked") and fresh(
        ruth
    ).urgency == 5
    assert (
        not promise.keep(by=studio.ana) and not promise.move(today(), by=studio.ana) and not promise.is_due()
    )
    assert [one.kind for one in ruth.events.filter(kind__in=("moved", "broken", "kept"))] == [
        "moved",
        "moved",
        "broken",
    ]


def test_a_letter_keeps_what_its_writer_ticked_and_taken_back_it_does_not(studio, ruth):
    promise = Promise.objects.make(ruth, "Tell her about March", due_on=today(), by=studio.ana)
    draft = _draft(ruth, "Twelve is fine. I will call you tomorrow.", studio.ana)
    message = ruth.reply(draft, by=sign_in(studio.ana), keeps=[promise])
    promise = fresh(promise)
    assert (promise.kept_in, promise.kept_by) == (message, studio.ana) and fresh(ruth).urgency == 5
    made = Proposal.objects.get().accept(by=studio.ana)
    assert ruth.take_back(message, by=sign_in(studio.ana))
    promise = fresh(promise)
    assert promise.is_open() and promise.kept_by is None and fresh(ruth).urgency == 2
    assert not Promise.objects.filter(pk=made.pk).exists() and not Proposal.objects.exists()


def test_merged_split_and_taken_apart_promises_stay_with_their_words(studio, ruth):
    message = cast.answer(ruth, "I will call you today.", by=studio.ana)
    promise = Proposal.objects.get().accept(by=studio.ana)
    by_hand = Promise.objects.make(ruth, "Said on the phone", due_on=None, by=studio.ana)
    new = fresh(ruth).split_from(message, by=studio.ana)
    assert set(new.promises.all()) == {promise} and set(ruth.promises.all()) == {by_hand}
    assert (fresh(new).urgency, fresh(ruth).urgency) == (2, 5)
    assert Proposal.objects.get(message__conversation=new).promise == promise
    Move.objects.get().take_back(by=studio.ana)
    assert ruth.promises.count() == 2 and fresh(ruth).urgency == 2
    other = cast.conversation_with(studio.inbox, "And another thing.", subject="Else")
    fresh(ruth).merge_into(other, by=studio.ana)
    assert other.promises.count() == 2 and fresh(other).urgency == 2
    Move.objects.latest("pk").take_back(by=studio.ana)
    assert (ruth.promises.count(), other.promises.count()) == (2, 0)
    assert (fresh(ruth).urgency, fresh(other).urgency) == (2, 5)


def test_those_without_a_day_come_last_and_are_never_due(studio, ruth):
    for text, day in (("c", None), ("b", today()), ("a", today() - timedelta(days=1))):
        Promise.objects.make(ruth, text, due_on=day, by=studio.ana)
    assert [one.text for one in Promise.objects.soonest_first()] == ["a", "b", "c"]
    assert Promise.objects.due(today()).count() == 2 and not Promise.objects.get(text="c").is_due()


def test_the_database_itself_holds_who_decided_and_that_it_was_once(studio, ruth):
    cast.answer(ruth, "I will call you tomorrow.", by=studio.ana)
    rows, now = Proposal.objects.all(), timezone.now()
    said = {"accepted_at": now, "accepted_by": studio.ana}
    for wrong in (
        {"accepted_at": now},
        {"dismissed_by": studio.ana},
        {**said, "dismissed_at": now, "dismissed_by": studio.ana},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    promises = Promise.objects.filter(pk=Promise.objects.make(ruth, "x", due_on=None, by=studio.ana).pk)
    for wrong in ({"broken_at": now}, {"broken_at": now, "broken_by": studio.ana, "kept_at": now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            promises.update(**wrong)


def test_no_proposal_and_nothing_done_with_it_writes_to_anybody(studio, ruth):
    cast.answer(ruth, "I will call you today. We'll send the lid tomorrow.", by=studio.ana)
    before = (Dispatch.objects.count(), Delivery.objects.count(), Notice.objects.count())
    first, second = Proposal.objects.all()
    promise = first.accept(by=studio.tomas)
    second.dismiss(by=studio.tomas)
    promise.move(today(), by=studio.tomas)
    promise.break_off(by=studio.tomas)
    assert (Dispatch.objects.count(), Delivery.objects.count(), Notice.objects.count()) == before


def test_precision_is_of_the_whole_house_and_by_side(studio, ruth):
    cast.answer(ruth, "I will call you today. We'll send the lid tomorrow. I'll let you know.", by=studio.ana)
    first, second, third = Proposal.objects.all()
    first.accept(by=studio.ana)
    second.accept(by=studio.tomas)
    third.dismiss(by=studio.tomas)
    ours, theirs = Proposal.objects.decided("ours"), Proposal.objects.decided("theirs")
    assert (ours.accepted, ours.of, theirs.accepted, theirs.of) == (2, 3, 0, 0)


def _draft(conversation, words, by):
    newest = conversation.messages.order_by("pk").last()
    kept = Words(to=cast.RUTH, subject="Re: The lid", body=words, seen_message=newest.pk)
    return Draft.objects.keep(kept, conversation=conversation, by=by)
