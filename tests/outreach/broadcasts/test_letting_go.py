"""A second colleague reads exactly what leaves; whatever changes asks again; who is alone reads it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.outreach.broadcasts.conftest import fresh
from tests.people.agreeing import somebody
from tests.signing_in import sign_in

from byhand.gate.many.gathering import Reader
from byhand.gate.many.sample import sample
from byhand.gate.models import Dispatch, JournalEntry, Reading
from byhand.gate.refusals import Refusal
from byhand.outreach.models import Asked
from byhand.outreach.planning import in_lines, plan_of
from byhand.outreach.releasing import let_go
from byhand.outreach.standing import standing_of
from byhand.team.models import User


def test_it_leaves_as_it_was_read_and_not_otherwise(press):
    ana, tomas = sign_in(press.studio.ana), sign_in(press.studio.tomas)
    one = press.written()
    with pytest.raises(Refusal, match="Another colleague"):
        let_go(one, standing_of(one).digest, by=ana)
    one = press.read(one)
    read = standing_of(one)
    assert read.readers == (press.studio.tomas,) and read.is_agreed
    one.write("en", subject="The kiln is free", body="Dear {first|friend}, another word")
    one = fresh(one)
    changed = standing_of(one)
    assert not changed.is_agreed and "Come by" in changed.before.said
    for digest in (read.digest, changed.digest):
        with pytest.raises(Refusal):
            let_go(one, digest, by=ana)
    with pytest.raises(Refusal, match="changed since you opened"):
        Asked.objects.agree(one, read.digest, by=tomas)
    Asked.objects.agree(one, changed.digest, by=tomas)
    with pytest.raises(Refusal, match="Only Ana"):
        let_go(one, changed.digest, by=tomas)
    dispatch = let_go(one, changed.digest, by=ana)
    dispatch.terms.refresh_from_db()
    assert dispatch.has_whole_seal() and dispatch.terms.allowed == 0, (
        "nothing leaves before it is reckoned how many may"
    )
    one = fresh(one)
    assert not one.write("en", subject="Other", body="words") and not one.describe(**press.told())
    assert fresh(one).main_words().subject == "The kiln is free"
    with pytest.raises(Refusal, match="let go already"):
        let_go(one, changed.digest, by=ana)
    assert Dispatch.objects.count() == 1


def test_what_everyone_must_know_is_read_by_two_and_asks_no_topic(press):
    ana, tomas = sign_in(press.studio.ana), sign_in(press.studio.tomas)
    olu = sign_in(User.objects.create_user("olu@kilnlane.example", "Olu Ade", "a fourth phrase"))
    somebody("nobody@asked.example")
    one = press.written(body="The glaze holds lead. Do not eat from it.", topic=None, because="recall")
    Asked.objects.agree(one, standing_of(one).digest, by=tomas)
    assert standing_of(one).missing == 1 and not standing_of(one).is_agreed
    with pytest.raises(Refusal, match="Another colleague"):
        let_go(one, standing_of(one).digest, by=ana)
    Asked.objects.agree(one, standing_of(one).digest, by=olu)
    terms = let_go(one, standing_of(one).digest, by=ana).terms
    assert terms.must_know and terms.because == "recall" and terms.topic is None


def test_a_second_moment_or_audience_asks_again(press):
    one = press.read(press.written())
    for change in (
        {"leaves_at": timezone.now() + timedelta(hours=1)},
        {"latest_at": timezone.now() + timedelta(days=2)},
    ):
        one.describe(**press.told(**change))
        assert not standing_of(fresh(one)).is_agreed
    one.describe(**press.told())
    assert standing_of(fresh(one)).is_agreed
    one.describe(**press.told(answers_a_day=5))
    assert standing_of(fresh(one)).is_agreed, "how fast it goes out is its author's alone"


def test_its_author_does_not_count_as_a_reader_and_alone_reads_it_again_after_half_a_day(press):
    ana, one = sign_in(press.studio.ana), press.written()
    with pytest.raises(Refusal, match="Somebody else can read it"):
        Asked.objects.agree(one, standing_of(one).digest, by=ana)
    press.studio.tomas.leave()
    Asked.objects.ask(one, by=ana)
    asked = standing_of(one)
    assert asked.is_alone and asked.alone_from is not None
    with pytest.raises(Refusal, match="twelve hours"):
        Asked.objects.agree(one, asked.digest, by=ana)
    one.write(
        "en", subject="The kiln is free", body="Dear {first|friend}, the kiln is free. Read it as I did."
    )
    one = fresh(one)
    digest, then = standing_of(one).digest, timezone.now() - timedelta(hours=12, minutes=1)
    Reading.objects.create(digest=digest, by=press.studio.ana, at=then, sign_in=ana.digest, kind="asked")
    Asked.objects.agree(one, digest, by=ana)
    assert standing_of(one).is_read_alone
    let_go(one, digest, by=ana)
    assert JournalEntry.objects.filter(kind="read alone").count() == 1


def test_a_finding_that_holds_it_is_told_and_nobody_is_asked(press):
    one = press.written("Dear {first}, hello to you and to everyone in the studio this spring.")
    with pytest.raises(Refusal, match="in place of “first”"):
        Asked.objects.ask(one, by=sign_in(press.studio.ana))


def test_what_stands_below_every_letter_of_the_inbox_is_read_and_sealed_with_it(press):
    inbox = press.studio.inbox
    one = press.read(press.written())
    inbox.signature = "Kiln Lane, Harrow"
    inbox.save(update_fields=["signature"])
    plan = plan_of(fresh(one))
    assert not standing_of(fresh(one)).is_agreed and plan and "Kiln Lane, Harrow" in in_lines(plan)
    dispatch = press.released(press.read(fresh(one))).dispatch
    inbox.signature = "20 % off everything"
    inbox.save(update_fields=["signature"])
    dispatch = Dispatch.objects.get(pk=dispatch.pk)
    plan = dispatch.terms.plan(dispatch)
    letter = sample(plan, Reader(1, "en", {}), "ruth@harrow.example", author="Ana Moreau").decode()
    assert dispatch.has_whole_seal() and "Kiln Lane, Harrow" in letter and "20 %" not in letter


def test_of_several_languages_it_says_which_one_holds_it(press):
    one = press.written()
    one.begin_language("de")
    one.write("de", subject="Der Ofen ist frei", body="Liebe {first}, komm vorbei.")
    with pytest.raises(Refusal, match="Deutsch: Say what stands in place of “first”"):
        Asked.objects.ask(fresh(one), by=sign_in(press.studio.ana))
