"""Left out by chance: off until an owner says so, drawn once, kept in a row, and told honestly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.signing_in import cookie_of

from byhand.audit.rates import difference, smallest_difference
from byhand.channels.models import Inbox
from byhand.conversations.between.keeping import set_cadence
from byhand.conversations.models import Between, Conversation, Promise
from byhand.insight.models import Lot, Withholding
from byhand.insight.today import lot
from byhand.insight.today.day import day_of
from byhand.insight.today.lot import draw_lots_due
from byhand.insight.today.measure import measured
from byhand.people.models import Address, Person
from byhand.team.staffing import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio():
    here = cast.studio()
    cookie_of(here.ana)
    return here


@pytest.fixture
def ruth(studio):
    """Ana set a rhythm with Ruth, and it has been too long."""
    ruth = cast.conversation_with(studio.inbox, "Could we bring twelve?")
    cast.answer(ruth, "Twelve is fine.", by=studio.ana)
    set_cadence(ruth.person, 14, by=studio.ana)
    long_ago = timezone.now() - timedelta(days=70)
    house = Between.objects.filter(colleague__isnull=True)
    house.update(last_at=long_ago, due_at=long_ago + timedelta(days=14))
    Conversation.objects.update(last_at=long_ago, they_spoke_at=long_ago, we_spoke_at=long_ago)
    return ruth.person


def rules(studio) -> list[str]:
    day = day_of(studio.ana, Inbox.objects.sight_of(studio.ana))
    return [why.rule.name for one in day.entries for why in one.whys]


def test_who_drifts_away_is_named_with_the_rhythm_and_by_no_lot(studio, ruth):
    (entry,) = day_of(studio.ana, Inbox.objects.sight_of(studio.ana)).entries
    assert entry.first.reason.sentence == (
        "“about every 2 weeks” was set; it has been 2 months. It was about “The lid”."
    )
    assert draw_lots_due() == "" and not Lot.objects.exists()
    cookie_of(studio.tomas)  # who is here is told of nobody's rhythm but their own
    assert day_of(studio.tomas, Inbox.objects.sight_of(studio.tomas)).entries == []


def test_a_lot_is_drawn_once_before_anybody_is_shown_and_only_while_it_is_measured(studio, ruth, monkeypatch):
    with pytest.raises(NotAllowed):
        Withholding.objects.begin(by=studio.tomas)
    assert Withholding.objects.begin(by=studio.ana) and not Withholding.objects.begin(by=studio.ana)
    assert rules(studio) == []
    monkeypatch.setattr(lot.secrets, "randbelow", lambda _: 0)
    assert draw_lots_due() == "1 lot drawn, 1 left out by chance."
    assert rules(studio) == [] and Lot.objects.get().withheld
    monkeypatch.setattr(lot.secrets, "randbelow", lambda _: 1)
    assert draw_lots_due() == "" and rules(studio) == []
    Lot.objects.update(drawn_at=timezone.now() - lot.FOLLOWED)
    assert draw_lots_due() == "1 lot drawn, 0 left out by chance." and rules(studio) == ["drifting"]
    assert Withholding.objects.end(by=studio.ana) and not Withholding.objects.end(by=studio.ana)
    assert rules(studio) == ["drifting"]


def test_no_lot_hides_a_promise_or_whoever_waits(studio, ruth):
    Withholding.objects.begin(by=studio.ana)
    Lot.objects.create(person=ruth, withheld=True)
    one = Conversation.objects.get()
    Promise.objects.make(one, "Tell her", due_on=timezone.localdate(), by=studio.ana)
    cast.conversation_with(studio.inbox, "I am disappointed.", subject="Twelve")
    assert set(rules(studio)) == {"promises_due", "complained"}


def test_about_one_in_ten_is_left_out(studio):
    Person.objects.bulk_create(Person(name=f"P{number}") for number in range(2000))
    people = list(Person.objects.values_list("pk", flat=True))
    assert 120 < Lot.objects.draw(people) < 290  # one in a million that it is not


def test_below_thirty_of_each_it_cannot_tell_and_then_it_does(studio):
    long_ago = timezone.now() - timedelta(days=90)
    people = [Person.objects.create(name=f"P{number}") for number in range(70)]
    Lot.objects.bulk_create(
        Lot(person=one, withheld=at < 29, drawn_at=long_ago) for at, one in enumerate(people)
    )
    told = measured()
    assert (told.suggested, told.left_out, told.running) == (41, 29, 0) and not told.difference.can_tell
    assert told.smallest is None
    Lot.objects.create(person=Person.objects.create(name="Q"), withheld=True, drawn_at=long_ago)
    Lot.objects.create(person=Person.objects.create(name="R"), withheld=True)
    for at in (31, 35, 5):
        address = Address.objects.create(person=people[at], value=f"p{at}@quick.example")
        cast.comes_in(studio.inbox, cast.letter(
            "Hello again.", sender=address.value, subject=f"M{at}", ago=timedelta(days={31: 80, 35: 20, 5: 31}[at]),
        ))  # fmt: skip
    Inbox.objects.update(made_at=long_ago)
    told = measured()
    # P35 wrote after the sixty days were over.
    assert (told.suggested_back, told.left_out_back, told.running) == (1, 1, 1)
    assert told.difference.can_tell and told.difference.low < 0 < told.difference.high
    assert told.smallest and 0.05 < told.smallest < 0.2


def test_the_difference_has_newcombes_interval():
    """Newcombe 1998, table II, method 10: 56/70 against 48/80."""
    told = difference(56, 70, 48, 80)
    assert told.value == pytest.approx(0.2) and told.n == 150
    assert (told.low, told.high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))
    assert not difference(5, 29, 10, 400).can_tell
    assert smallest_difference(0.5, 100, 100) == pytest.approx(0.198, abs=5e-4)
