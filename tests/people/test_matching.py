"""Everybody with everybody, by Splink: it finds what no clue leads to, asks in the same queue, and decides nothing."""

from datetime import timedelta

import psutil
import pytest
from django.utils import timezone
from tests import cast
from tests.people.taking_doubles import how_well, take_in
from tests.servers.machine import wait_until

from byhand.people.comparing import compare_some, write_clues
from byhand.people.matching import batch as batches
from byhand.people.matching import looking
from byhand.people.matching.batch import Batch
from byhand.people.matching.looking import Matching
from byhand.people.models import Address, CardImport, Link, Person, Resemblance
from byhand.work.worker import this_worker

if not looking.can_match():
    pytest.skip("Splink is missing: pip install 'byhand[matching]'", allow_module_level=True)

from byhand.people.matching import suggesting  # it needs Splink


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(suggesting, "PAUSE", 0)


def by_clues():
    while write_clues():
        pass
    while compare_some()[0]:
        pass


def asked(**which):
    return {(one.one_id, one.other_id): one for one in Resemblance.objects.to_ask().filter(**which)}


def test_on_a_list_with_known_doubles_it_asks_about_more_and_the_likely_ones_first(db):
    """1,500 people, made up (`doubles.py`), one in ten twice: by clues alone precision 0.67, recall 0.90.

    What Splink puts first: 0.96 and 0.78; both ways together: recall 0.94.
    """
    doubles = take_in(1500)
    by_clues()
    every = Resemblance.objects.all()
    precision, recall = how_well(doubles, every)
    assert suggesting.compare_everybody()[0] == Person.objects.count()
    ahead_precision, ahead_recall = how_well(doubles, every.filter(of_hundred__gt=0))
    _both, recall_of_both = how_well(doubles, every)
    assert 0.60 < precision < 0.75 and recall > 0.87
    assert ahead_precision > 0.92 and ahead_recall > 0.74
    assert recall_of_both > max(recall + 0.02, 0.92)
    assert all(one.reasons for one in every)
    _decided_is_decided_and_twice_is_once(doubles)


def _decided_is_decided_and_twice_is_once(doubles):
    before = dict(Resemblance.objects.values_list("pk", "of_hundred"))
    ana = cast.studio().ana
    found = list(Resemblance.objects.filter(of_hundred__gt=0).order_by("pk")[:4])
    found[0].are_different(by=ana)
    found[1].ask_later()
    suggesting.compare_everybody()
    assert dict(Resemblance.objects.values_list("pk", "of_hundred")) == before
    assert found[0].pk not in {one.pk for one in Resemblance.objects.to_ask()}
    assert found[1].pk not in {one.pk for one in Resemblance.objects.to_ask()}
    assert not Link.objects.exists() and not Person.objects.filter(merged_into__isnull=False).exists()


@pytest.fixture
def slipped(studio):
    return among_others()


def among_others():
    """Jonathan Okafor twice, once with a slip of the fingers, another address and nothing in common."""
    first = ("Anna", "Ruth", "Peter", "Jonas", "Mei")
    for n in range(120):
        someone(f"{first[n % 5]} {chr(97 + n % 26) * 3}berg{chr(97 + n // 26)}", f"x{n}@f{n}.example")
    one = someone("Jonathan Okafor", "jo@harrow.example")
    return one, someone("Jonathan Okafro", "j@home.example")


def someone(name, email):
    person = Person.objects.create(name=name)
    Address.objects.create(person=person, value=email)
    return person


def test_a_slip_is_found_that_no_clue_leads_to_and_stays_until_it_is_mended(slipped):
    one, other = slipped
    by_clues()
    assert not asked()
    suggesting.compare_everybody()
    (found,) = asked().values()
    assert found.reasons == [["slip", ""]] and found.from_batch
    Person.objects.filter(pk=one.pk).look_again()
    by_clues()
    assert asked().keys() == {(one.pk, other.pk)}
    other.rename("Jonas Berg")
    by_clues()
    assert not asked() and not Resemblance.objects.exists()


def test_what_is_not_found_any_more_goes_and_a_clue_keeps_its_own(slipped):
    one, other = slipped
    namesake = someone("Jonathan Okafor", "third@third.example")
    by_clues()
    suggesting.compare_everybody()
    assert asked().keys() == {(one.pk, other.pk), (one.pk, namesake.pk), (other.pk, namesake.pk)}
    Person.objects.filter(pk__in=(one.pk, other.pk, namesake.pk)).update(
        name=""
    )  # as from below, without a look again
    suggesting.compare_everybody()
    assert {pair: kept.of_hundred for pair, kept in asked().items()} == {(one.pk, namesake.pk): 0}


def test_different_holds_for_whom_they_are_merged_with(studio, slipped):
    one, _other = slipped
    suggesting.compare_everybody()
    Resemblance.objects.get().are_different(by=studio.ana)
    third = someone("Jonathan Okafor", "third@third.example")
    Link.objects.merge(one, into=third, by=studio.ana)
    suggesting.compare_everybody()
    assert not asked()


def test_it_is_done_after_ten_thousand_came_not_while_they_come_and_not_again_at_once(studio, monkeypatch):
    monkeypatch.setattr(batches, "MANY", 3)
    assert not Batch.current().is_worth_while()
    for n in range(3):
        someone(f"P{n}", f"p{n}@x.example")
    assert Batch.current().is_worth_while()
    monkeypatch.setattr(batches, "ON_THE_WAY", 0)
    assert not Batch.current().is_worth_while()
    by_clues()
    going = CardImport.objects.create(
        name="x", file="x", kind="table", asked_by=studio.ana, begun_at=timezone.now()
    )
    assert not Batch.current().is_worth_while()
    CardImport.objects.filter(pk=going.pk).update(ended_at=timezone.now())
    batch = Batch.current()
    assert batch.is_worth_while() and batch.claim("a") and not batch.claim("b")
    batch.refresh_from_db()
    assert batch.done(reached=0, compared=3, found=0) and not batch.done(reached=0, compared=3, found=0)
    assert not Batch.current().is_worth_while()
    Batch.objects.update(ended_at=timezone.now() - timedelta(days=1))
    assert Batch.current().is_worth_while()


def test_one_that_was_cut_off_is_begun_anew_and_one_that_takes_too_long_is_not(db):
    batch = Batch.current()
    batch.claim(f"{this_worker().split(':')[0]}:4194305:x")  # a number no process has
    batch.refresh_from_db()
    batch.give_up_lost()
    batch = Batch.current()
    assert batch.is_wanted() and not batch.is_going() and "begun anew" in batch.failure
    batch.claim(this_worker())
    Batch.objects.update(begun_at=timezone.now() - timedelta(hours=3))
    batch = Batch.current()
    batch.give_up_lost()
    batch.refresh_from_db()
    assert not batch.is_going() and batch.failure == "It took longer than two hours."


def test_without_splink_nothing_is_begun(db, monkeypatch):
    monkeypatch.setattr(looking, "can_match", lambda: False)
    Batch.current().ask()
    assert Matching().match_due() == "" and not Batch.current().is_going()


def test_a_process_of_its_own_does_it_and_ends_with_the_desk(fresh_house, monkeypatch):
    for name, value in fresh_house.environment().items():
        monkeypatch.setenv(name, value)
    among_others()
    matching, said = Matching(), []
    Batch.current().ask()
    matching.match_due()
    (child,) = [one for one in psutil.Process().children() if "byhand.people.matching.child" in one.cmdline()]
    matching._process.stdin.close()  # as when the desk ends, whichever way
    wait_until(lambda: child.status() == psutil.STATUS_ZOMBIE, "It outlives the desk.", patience=60)
    assert "It was ended" in matching.match_due() or Batch.current().compared == 122
    Batch.current().ask()
    wait_until(lambda: bool(said.append(matching.match_due()) or said[-1]), "It never ended.", patience=90)
    assert said[-1] == "Everybody compared: 1 pair is asked about."
    assert Resemblance.objects.get().reasons == [["slip", ""]] and Batch.current().compared == 122
