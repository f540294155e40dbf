"""One budget a person: what we start draws on it, their word fills it, and nobody but they makes it larger."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cast import RUTH, Studio, answer, comes_in, conversation_with, letter, studio
from tests.conversations.calling import calls_us
from tests.gate.telling import shop
from tests.people.agreeing import agreed, at_their_door, may_write, somebody, topic
from tests.signing_in import sign_in

from byhand.channels.models import Arrival, Inbox
from byhand.conversations.drafting import Words
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Conversation, Draft, Promise, WhyNow
from byhand.gate.budget import Budget, budgets, having_room
from byhand.gate.models import JournalEntry, Life, Notice, Policy, Room, Source, StillWanted, Touch
from byhand.gate.records.checking import check_records_due
from byhand.gate.records.taking import take
from byhand.gate.records.told import read
from byhand.gate.refusals import Refusal
from byhand.kit.rhythm import RHYTHMS, SILENCE
from byhand.kit.subscribers import Subscriber
from byhand.people import own_page
from byhand.people.consent_importing import Declared, take_subscribers
from byhand.people.models import Address, Link, Person, Topic, Wish
from byhand.people.own_link import AtTheirDoor
from byhand.people.wish import OnlyThey, Wished
from byhand.team.models import House, User
from byhand.team.signin import SignIn

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@dataclass
class Desk:
    """Ana at her desk, and how she writes to somebody who has not spoken."""

    here: Studio
    ana: SignIn

    def writes(self, to: str = RUTH, *, reason: str = "") -> Conversation:
        words = Words(
            to=to, subject="The kiln is free", body="Would you like to come by?", inbox=self.here.inbox
        )
        draft = Draft.objects.keep_letter(words, draft=None, by=self.here.ana)
        assert draft
        return Conversation.objects.begin(draft, by=self.ana, reason=reason)


@pytest.fixture
def desk() -> Desk:
    here = studio()
    return Desk(here, sign_in(here.ana))


def ruth() -> Budget:
    [budget] = budgets(Person.objects.filter(addresses__value="ruth@harrow.example"))
    return budget


def days_pass(days: float) -> None:
    Touch.objects.update(at=timezone.now() - days * DAY)
    Room.objects.tell_anew(set(Room.objects.values_list("person", flat=True)))


def test_a_second_letter_that_answers_nobody_asks_once_for_a_reason(desk: Desk) -> None:
    first = desk.writes()
    with pytest.raises(Refusal, match=r"have not heard from them since.*once a fortnight.*cannot wait"):
        desk.writes()
    second = desk.writes(reason="Her kiln   is on fire.")
    assert second.why_now.words == "Her kiln is on fire."
    answer(second, "And bring water.", by=desk.here.ana)  # asked once in a conversation
    with pytest.raises(Refusal, match=r"We wrote to .* 3 times"):
        answer(first, "Are you there?", by=desk.here.ana)
    reasons = JournalEntry.objects.filter(kind="over budget")
    assert reasons.count() == 2
    assert not reasons.filter(record__contains="fire").exists()
    assert (ruth().unanswered, WhyNow.objects.count()) == (3, 1)


def test_when_the_window_is_over_there_is_room_again(desk: Desk) -> None:
    desk.writes()
    days_pass(13)
    with pytest.raises(Refusal):
        desk.writes()
    days_pass(14)
    assert desk.writes()


def test_answers_and_what_we_promised_never_ask(desk: Desk) -> None:
    conversation = conversation_with(desk.here.inbox)
    for _ in range(3):
        answer(conversation, "One more thing.", by=desk.here.ana)
    assert not Touch.objects.exists()
    desk.writes()
    Promise.objects.make(conversation, "I will send the dates", due_on=None, by=desk.here.ana)
    desk.writes()
    assert Touch.objects.count() == 1


def test_their_word_fills_it_and_a_machines_does_not(desk: Desk) -> None:
    desk.writes()
    comes_in(desk.here.inbox, letter("I am away.", ago=timedelta(), Auto_Submitted="auto-replied"))
    assert ruth().unanswered == 1
    days_pass(1)
    comes_in(desk.here.inbox, letter("Gladly, on Tuesday.", ago=timedelta()))
    assert (ruth().unanswered, ruth().last_at) == (0, None)
    desk.writes()


def test_whoever_calls_has_spoken(desk: Desk) -> None:
    conversation = desk.writes()
    calls_us(conversation)
    assert ruth().unanswered == 0
    desk.writes()


def test_an_old_letter_that_comes_late_is_no_sign_of_life(desk: Desk) -> None:
    desk.writes()
    comes_in(desk.here.inbox, letter("From last year", ago=300 * DAY))
    assert ruth().unanswered == 1


def test_a_letter_taken_back_gives_it_back(desk: Desk) -> None:
    message = desk.writes().messages.get()
    assert message.dispatch
    assert message.dispatch.recall(by=desk.ana)
    assert not Room.objects.exists()
    desk.writes()


def test_after_long_silence_only_they_can_end_it(desk: Desk) -> None:
    for _ in range(6 * SILENCE):
        desk.writes(reason="Because.")
    days_pass(4000)
    assert ruth().rhythm is None
    with pytest.raises(Refusal, match="After so long a silence"):
        desk.writes()
    Policy.objects.choose("weekly", by=desk.here.ana)
    assert ruth().rhythm is None
    days_pass(1)
    comes_in(desk.here.inbox, letter("I am back.", ago=timedelta()))
    assert ruth().has_room(timezone.now())


def test_what_another_system_reports_ends_the_count_and_gives_no_step_back(desk: Desk) -> None:
    for _ in range(6):
        desk.writes(reason="Because.")
    before = ruth()
    theirs = Address.objects.get(value="ruth@harrow.example")
    Room.objects.alive({theirs.pk: theirs.person_id}, {theirs.pk: timezone.now()}, kind=Life.Kind.REPORTED)
    assert (before.unanswered, ruth().unanswered) == (6, 0)
    assert ruth().step == before.step == 2


NEVER_TURNED_TO = datetime(1, 1, 1, tzinfo=UTC)
OURS = ["write", "report", "tell anew", "another address", "merge", "lower", "ask", "bring along", "check"]
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(OURS), st.just(0)),
        st.tuples(st.just("policy"), st.sampled_from(range(SILENCE))),
        # Whatever a program or a table tells, of whenever: what was sent, and what they did.
        st.tuples(st.sampled_from(["program", "table", "mail"]), st.integers(0, 5 * 45)),
    ),
    max_size=10,
)


@settings(deadline=None, max_examples=12)
@given(ACTS)
def test_no_sequence_of_acts_of_ours_makes_anybody_hear_more_of_us(acts: list[tuple[str, int]]) -> None:
    """Whatever colleagues, imports, programs, chores and other systems do. A word of theirs quickens it, and there is
    none here. Ruth agreed; Mei did, withdrew and stopped: nothing of all that writes to her or may."""
    desk, kilns = _desk_with_a_topic()
    theirs, hers = somebody(f"{uuid4()}@harrow.example", "Ruth"), somebody(f"{uuid4()}@harrow.example", "Mei")
    for one in (theirs, hers):
        agreed(one, kilns)
    own_page.stop(by=at_their_door(hers))
    people = Person.objects.filter(pk__in=[theirs.person_id, hers.person_id]).order_by("pk")
    step, room_from = budgets(people)[0].step, NEVER_TURNED_TO
    for act, which in acts:
        for one in (theirs, hers):
            _do(act, which, one, desk, kilns)
        now, stopped = budgets(people)
        assert now.step >= step, act
        assert now.step == SILENCE or (now.room_from() or NEVER_TURNED_TO) >= room_from, act
        step, room_from = now.step, now.room_from() or room_from
        assert having_room(people.filter(pk=now.person), timezone.now()).exists() == now.has_room(
            timezone.now()
        )
        assert (
            stopped.is_stopped and not having_room(people.filter(pk=stopped.person), timezone.now()).exists()
        ), act
        assert not may_write(Address.objects.filter(person=stopped.person), channel="email", purpose=kilns), (
            act
        )
    assert not Notice.objects.filter(recipient=hers.value).exists()


def _desk_with_a_topic() -> tuple[Desk, Topic]:
    """The same house for every example."""
    if House.current():
        here = Studio(
            Inbox.objects.get(), User.objects.get(name="Ana Moreau"), User.objects.get(name="Tomas Brandt")
        )
        return Desk(here, sign_in(here.ana)), Topic.objects.get()
    here = studio()
    return Desk(here, sign_in(here.ana)), topic("Kilns", by=here.ana)


def _do(act: str, which: int, theirs: Address, desk: Desk, kilns: Topic) -> None:
    if act == "write":
        desk.writes(theirs.value, reason="Because.")
    elif act == "report":
        moments = {theirs.pk: timezone.now()}
        Room.objects.alive({theirs.pk: theirs.person_id}, moments, kind=Life.Kind.REPORTED)
    elif act == "tell anew":
        Room.objects.tell_anew({theirs.person_id})
    elif act == "another address":
        Address.objects.create(person_id=theirs.person_id, value=f"{uuid4()}@harrow.example")
    elif act == "lower":
        with contextlib.suppress(OnlyThey):
            Wish.objects.lower(theirs.person, Wished("monthly"), because="So it seems.", by=desk.here.ana)
    elif act == "merge":
        Link.objects.merge(Person.objects.create(name="Ruth O."), into=theirs.person, by=desk.here.ana)
    elif act == "ask":
        StillWanted.objects.ask_due()
    elif act == "bring along":
        there = Subscriber(1, theirs.value, email=theirs.value, at=timezone.now() - 90 * DAY)
        take_subscribers([there], Declared(kilns, "Our old list", timezone.localdate(), desk.here.ana))
    elif act == "check":
        check_records_due()
    elif act == "policy":
        Policy.objects.choose(RHYTHMS[which], by=desk.here.ana)
    else:
        _tell(act, which, theirs, desk)


def _tell(way: str, which: int, theirs: Address, desk: Desk) -> None:
    """Six things at once, as old as it says; the same again, of whomever, once more: what was told first stays."""
    source = Source.objects.first() or shop(desk.here.ana)
    kind, ago = ("receipt", "order", "newsletter", "visit", "cancelled")[which % 5], DAY * (which // 5)
    if way == "mail":
        source.comes_by_mail(inbox=desk.here.inbox, own=False, sender="shop.example", mail_is=kind, rules=[])
        copy = letter(
            "x", sender="a@shop.example", to=theirs.value, ago=ago, Delivered_To=source.copy_address()
        )
        Arrival.objects.store(copy.as_bytes(), inbox=desk.here.inbox)
        read_arrivals_due()
        return
    at = (timezone.now() - ago).isoformat()
    told = [
        {"id": f"{which} {n} {way}", "kind": kind, "email": theirs.value, "at": at, "number": f"{n}"}
        for n in range(6)
    ]
    told += [one | {"id": f"{uuid4()}"} for one in told]
    take(source, [(n, read(one)) for n, one in enumerate(told)], way=way)


def test_people_of_every_kind_have_room_or_not_as_each_of_them_alone(desk: Desk) -> None:
    now = timezone.now()
    Policy.objects.choose("monthly", by=desk.here.ana)
    Policy.objects.choose("weekly", by=desk.here.ana)
    for known in (500, 0):
        for slowed in range(SILENCE + 1):
            for days in (None, 1, 8, 31, 92):
                one = Person.objects.create(name=f"{known} {slowed} {days}", made_at=now + DAY - known * DAY)
                last = None if days is None else now - days * DAY
                Room.objects.create(person=one, unanswered=int(bool(days)), slowed=slowed, last_at=last)
    everyone = Person.objects.all()
    alone = {one.person for one in budgets(everyone) if one.has_room(now)}
    assert set(having_room(everyone, now).values_list("pk", flat=True)) == alone
    assert 0 < len(alone) < everyone.count()


def test_who_is_merged_has_the_touches_of_both_and_apart_each_their_own(desk: Desk) -> None:
    desk.writes()
    desk.writes("Ruth <ruth@home.example>")
    work, home = (one.person for one in Address.objects.order_by("pk"))
    Link.objects.merge(home, into=work, by=desk.here.ana)
    assert ruth().unanswered == 2
    merged = Link.objects.open().get()
    merged.take_apart(by=desk.here.ana)
    assert [one.unanswered for one in budgets(Person.objects.order_by("pk"))] == [1, 1]


def test_whoever_is_merged_into_somebody_we_met_later_hears_no_more_of_us(desk: Desk) -> None:
    known = somebody("ruth@harrow.example")
    Policy.objects.choose("weekly", by=desk.here.ana)
    newer = somebody("ruth@home.example")
    kept = Person.objects.filter(pk=newer.person_id)
    assert (ruth().rhythm, budgets(kept)[0].rhythm) == ("fortnightly", "weekly")
    Link.objects.merge(known.person, into=newer.person, by=desk.here.ana)
    assert budgets(kept)[0].rhythm == "fortnightly"
    desk.writes("ruth@home.example")
    days_pass(8)
    with pytest.raises(Refusal, match="once a fortnight"):
        desk.writes("ruth@home.example")
    Link.objects.open().get().take_apart(by=desk.here.ana)
    assert (ruth().rhythm, budgets(kept)[0].rhythm) == ("fortnightly", "weekly")


def their_door() -> AtTheirDoor:
    return at_their_door(Address.objects.get(value="ruth@harrow.example"))


def test_a_slower_wish_holds_and_a_quicker_one_stands_only_where_it_is_their_own(desk: Desk) -> None:
    desk.writes()
    person = Person.objects.get(addresses__value="ruth@harrow.example")
    Wish.objects.lower(person, Wished("quarterly"), because="She said so by telephone.", by=desk.here.ana)
    assert ruth().rhythm == "quarterly"
    Wish.objects.choose(Wished("weekly", is_their_own=True), by=their_door())
    assert ruth().rhythm == "weekly"
    Policy.objects.choose("quarterly", by=desk.here.ana)
    assert ruth().rhythm == "weekly"


def test_a_word_on_their_own_page_is_a_sign_of_life_and_what_a_colleague_notes_is_none(desk: Desk) -> None:
    desk.writes()
    person = Person.objects.get(addresses__value="ruth@harrow.example")
    Wish.objects.lower(person, Wished("monthly"), because="She said so.", by=desk.here.ana)
    assert ruth().unanswered == 1
    Wish.objects.choose(Wished("monthly", is_their_own=True), by=their_door())
    assert ruth().unanswered == 0


def test_whoever_stopped_or_asked_for_a_pause_is_written_to_with_a_reason_alone(desk: Desk) -> None:
    desk.writes()
    days_pass(20)
    pause = timezone.localdate() + 10 * DAY
    Wish.objects.choose(Wished(paused_until=pause), by=their_door())
    assert not having_room(Person.objects.all(), timezone.now()).exists()
    assert having_room(Person.objects.all(), timezone.now() + 12 * DAY).exists()
    with pytest.raises(Refusal, match="asked for a pause"):
        desk.writes()
    Wish.objects.stop(by=their_door())
    assert not having_room(Person.objects.all(), timezone.now() + 4000 * DAY).exists()
    with pytest.raises(Refusal, match="wants nothing more"):
        desk.writes()
