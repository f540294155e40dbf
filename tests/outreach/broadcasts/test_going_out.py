"""Going out: readers are gathered wherever the power went; no more leave than can be answered, and none at night."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from tests.outreach.broadcasts.conftest import fresh
from tests.people.agreeing import agreed, topic
from tests.signing_in import sign_in
from tests.web.conftest import client_of

from byhand.conversations.models import AnswerToMany, Conversation
from byhand.gate.many.tally import progress
from byhand.gate.many.waking import USUAL
from byhand.gate.models import Copy, SignUp, Tally, Terms
from byhand.kit.days import YearDay
from byhand.outreach import gathering
from byhand.outreach.capacity import allow_copies_due, capacity_of
from byhand.outreach.gathering import gather_readers_due
from byhand.outreach.models import Allowance, Asked
from byhand.outreach.personal_fields import first_name, values_of
from byhand.outreach.planning import plan_of
from byhand.outreach.releasing import let_go
from byhand.outreach.rules.writable import Writable
from byhand.outreach.standing import standing_of
from byhand.people.models import Occasion, Organisation, Person, SignUpForm
from byhand.team.models import House, User


def allowed(one) -> int | None:
    return Terms.objects.get(dispatch=one.dispatch).allowed


def test_what_a_house_may_send_that_nobody_answers_is_a_number_its_database_holds(press):
    before, one = press.released(), press.released(press.written(subject="The kiln is free again"))
    Tally.objects.move(before.dispatch_id, {("accepted", ""): 1_000_000})
    Allowance.objects.create(broadcast=one, total=200_000, at=timezone.now() - timedelta(days=2))
    Terms.objects.filter(dispatch=one.dispatch).update(spoken=200_000)
    allow_copies_due()
    assert allowed(one) == 2**31 - 1


def test_everyone_is_gathered_once_wherever_it_was_cut_off(press, monkeypatch):
    for number in range(7):
        press.reader(f"r{number}@harrow.example", f"Reader {number}")
    press.reader("not@harrow.example", agrees=False)
    monkeypatch.setattr(gathering, "AT_ONCE", 3)
    one = press.read(press.written())
    let_go(one, standing_of(one).digest, by=sign_in(press.studio.ana))
    real = gathering.Copy.objects.gather

    def cut_off(dispatch, readers):
        real(dispatch, readers)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(type(gathering.Copy.objects), "gather", lambda _self, *given: cut_off(*given))
        with pytest.raises(KeyboardInterrupt):
            gather_readers_due()
    assert fresh(one).gathered_to == 0, "they were handed over and that was not noted yet"
    assert gather_readers_due() == "7 readers looked at."
    one = fresh(one)
    assert one.dispatch.terms.gathered_at and gather_readers_due() == ""
    assert Copy.objects.filter(dispatch=one.dispatch).count() == 7
    assert Copy.objects.get(recipient="r3@harrow.example").fields == {"first": "Reader"}


def test_whoever_changes_the_audience_meanwhile_changes_no_reader(press):
    press.reader("ruth@harrow.example")
    other = topic("Openings", by=press.studio.ana)
    agreed(press.reader("mei@harrow.example", agrees=False), other)
    one = press.read(press.written())
    dispatch = let_go(one, standing_of(one).digest, by=sign_in(press.studio.ana))
    press.audience.say("Others", [Writable(topic=other.pk)], by=press.studio.ana)
    gather_readers_due()
    assert [one.recipient for one in dispatch.copies.all()] == ["ruth@harrow.example"]


def test_what_was_stopped_meanwhile_gathers_nobody_more(press):
    press.reader("ruth@harrow.example")
    one = press.read(press.written())
    dispatch = let_go(one, standing_of(one).digest, by=sign_in(press.studio.ana))
    dispatch.terms.stop(by=sign_in(press.studio.tomas))
    gather_readers_due()
    assert not Copy.objects.exists() and Terms.objects.get().gathered_at


def test_no_more_leave_than_can_be_answered(press, monkeypatch):
    for number in range(3):
        press.reader(f"r{number}@harrow.example")
    one = press.released(press.written(answers_a_day=2))
    assert allowed(one) == 100, "two answers a day at an assumed two in a hundred"
    now = timezone.now()
    for number in range(2):
        _answers(one, number)
    told = capacity_of(one, now)
    assert (told.open_answers, told.until_tomorrow, told.share.rests_on) == (2, 0, 0)
    Allowance.objects.update(at=now - timedelta(days=2))
    Terms.objects.update(spoken=100)
    assert capacity_of(fresh(one), now).total == 100, "nothing more while both wait for a word"
    Conversation.objects.update(waiting_since=None)
    ripe = capacity_of(fresh(one), now)
    assert ripe.share.rests_on == 100 and ripe.share.of_one == pytest.approx((2 + 0.02 * 200) / 300)
    assert ripe.total == 200
    allow_copies_due()
    allow_copies_due()
    assert allowed(one) == 200 and Allowance.objects.count() == 2
    page = client_of(press.studio.ana).get(f"/outreach/broadcasts/{one.public_id}/progress/").text
    assert "You can give 2 answers a day." in page and "as 100 letters before say" in page


def _answers(one, number: int) -> None:
    conversation = Conversation.objects.create(
        inbox=one.inbox, subject="Re", waiting_since=timezone.now(), assigned_to=one.author
    )
    copy = Copy.objects.filter(dispatch=one.dispatch)[number]
    AnswerToMany.objects.create(conversation=conversation, copy=copy, dispatch=one.dispatch)


def test_none_leave_before_their_moment(press):
    press.reader("ruth@harrow.example")
    one = press.released(press.written(leaves_at=timezone.now() + timedelta(hours=3)))
    assert allowed(one) == 0
    page = client_of(press.studio.ana).get(f"/outreach/broadcasts/{one.public_id}/progress/").text
    assert "leaves" in page
    table = " ON gate_terms" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:  # the moment is sealed; here it passes
        cursor.execute(f"DROP TRIGGER IF EXISTS terms_unchanged{table}")
    Terms.objects.update(leaves_at=None)
    allow_copies_due()
    assert allowed(one) == 1500


def test_it_keeps_the_hours_of_the_house_by_each_readers_clock(press, settings):
    settings.TIME_ZONE = "Europe/London"
    House.objects.update(hours=None)
    press.reader("ruth@harrow.example")
    for name, zone in (
        ("mei", "Asia/Tokyo"),
        ("jo", "America/Los_Angeles"),
    ):  # seven in the evening; two at night
        person = press.reader(f"{name}@harrow.example", name).person
        person.is_best_reached(at=None, hours="", word="", by=press.studio.ana, zone=zone)
    begins = (timezone.now() + timedelta(days=1)).replace(hour=10, minute=0)
    one = press.written(leaves_at=begins, latest_at=begins + timedelta(hours=1))
    here = client_of(press.studio.ana)
    page = here.get(f"/outreach/broadcasts/{one.public_id}/before/").text
    assert "2 of them have a clock of their own" in page
    assert "1 of them sleeps until after the latest time" in page
    one = press.released(one)
    assert one.dispatch.terms.hours == USUAL.stored()
    assert (progress(one.dispatch).held, progress(one.dispatch).waiting) == (1, 2)
    House.objects.update(hours=[["09:00", "17:00"]] * 7)
    allow_copies_due()
    assert fresh(one).dispatch.terms.hours == [["09:00", "17:00"]] * 7


@pytest.mark.parametrize(("because", "may_wait"), [("recall", False), ("closure", True)])
def test_what_all_must_know_waits_for_nothing_unless_it_may(press, because, may_wait):
    olu = sign_in(User.objects.create_user("olu@kilnlane.example", "Olu Ade", "a fourth phrase"))
    press.reader("nobody@asked.example", agrees=False)
    ana = client_of(press.studio.ana)
    one = press.written(body="The glaze holds lead. Do not eat from it.")
    there = f"/outreach/broadcasts/{one.public_id}/"
    ana.post(
        f"{there}whom/",
        {
            "inbox": press.studio.inbox.pk,
            "because": because,
            "audience": press.audience.pk,
            "answers_a_day": 1,
        },
    )
    one = fresh(one)
    assert one.may_wait == may_wait
    by_day = "Each gets it by day." in ana.get(f"{there}before/").text
    assert by_day == may_wait and (plan_of(one).digest() != plan_of(_the_other_way(one)).digest())
    one = fresh(one)
    Asked.objects.ask(one, by=sign_in(press.studio.ana))
    for colleague in (sign_in(press.studio.tomas), olu):
        Asked.objects.agree(one, standing_of(one).digest, by=colleague)
    dispatch = let_go(fresh(one), standing_of(one).digest, by=sign_in(press.studio.ana))
    allow_copies_due()
    terms = Terms.objects.get(dispatch=dispatch)
    assert (terms.hours is None, terms.allowed is None) == (not may_wait, not may_wait)
    assert dispatch.has_whole_seal()


def _the_other_way(one):
    one.may_wait = not one.may_wait
    return one


def test_facts_alone_stand_in_a_letter_in_the_readers_language(press):
    ruth = press.reader("ruth@harrow.example", "Dr. Okafor, Ruth").person
    ruth.organisation = Organisation.objects.create(name="Harrow\r\nRoad School\u202e")
    ruth.save(update_fields=["organisation"])
    Occasion.objects.mark(ruth, YearDay(3, 4, 1980), by=press.studio.ana, kind="birthday")
    nobody = press.reader("x@harrow.example", "x@harrow.example").person
    names = ("first", "name", "organisation", "birthday", "since", "secret")
    found = values_of([ruth.pk, nobody.pk], names, {ruth.pk: "de", nobody.pk: "en"})
    assert found[ruth.pk]["first"] == "Ruth" and found[ruth.pk]["organisation"] == "Harrow Road School"
    assert found[ruth.pk]["birthday"] == "4. März" and "1980" not in str(found[ruth.pk])
    assert found[nobody.pk] == {}
    assert [first_name(one) for one in ("Ruth Okafor", "Okafor, Ruth", "Herr", "")] == [
        "Ruth",
        "Ruth",
        "Herr",
        "",
    ]
    with CaptureQueriesContext(connection) as asked:
        values_of([ruth.pk, nobody.pk] * 50, names, {})
    assert len(asked) == 5, "a query a field, however many people"


def test_each_gets_their_language_else_the_main_one(press):
    press.reader("ruth@harrow.example")
    press.reader("katharina@vogel.example", "Katharina Vogel")
    form = SignUpForm.objects.open(
        "Site", wording="May we?", topics=[press.workshops], origins=[], by=press.studio.ana
    )
    SignUp.objects.create(
        version=form.now(), email="katharina@vogel.example", language="de-at", confirmed_at=timezone.now()
    )
    one = press.written()
    one.begin_language("de")
    one.write(
        "de", subject="Der Ofen ist frei", body="Liebe {first|Freunde}, der Ofen ist frei. Schreibt mir. Ana"
    )
    one = press.released(fresh(one))
    assert dict(Copy.objects.values_list("recipient", "language")) == {
        "ruth@harrow.example": "en", "katharina@vogel.example": "de",
    }  # fmt: skip
    with translation.override("de"):
        assert standing_of(one).is_agreed, "what was read is the same in whichever language one looks"
    assert progress(one.dispatch).waiting == 2


def test_who_is_left_out_is_told_before_and_named_to_whom_may_see_them(press):
    press.reader("ruth@harrow.example")
    press.reader("mei@harrow.example", "Mei Tanaka")
    Person.objects.filter(name="Mei Tanaka").update(blocked_at=timezone.now(), blocked_by=press.studio.ana)
    one = press.written()
    here = f"/outreach/broadcasts/{one.public_id}/"
    page = client_of(press.studio.ana).get(f"{here}before/").text
    assert "blocked by a colleague" in page and "<b>1</b> reader gets it" in page
    assert "Mei Tanaka" in client_of(press.studio.ana).get(f"{here}before/blocked/").text
