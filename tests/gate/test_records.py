"""Records of other systems: what each does to a budget, what is open, and that the same again is once."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from tests.cast import Studio, studio
from tests.gate.telling import shop, tells
from tests.gate.test_budget import Desk, days_pass, ruth
from tests.people.agreeing import at_their_door, somebody
from tests.signing_in import sign_in

from byhand.gate.budget import budgets
from byhand.gate.models import Life, NotTaken, Record, Room, Source, Touch
from byhand.gate.records.kinds import EFFECTS, Kind
from byhand.gate.records.taking import take
from byhand.gate.records.told import NotSo, read
from byhand.gate.refusals import Refusal
from byhand.people.models import Address, Person, Suppression, Wish
from byhand.people.wish import Wished

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def here() -> Studio:
    return studio()


@pytest.fixture
def desk(here) -> Desk:
    return Desk(here, sign_in(here.ana))


@pytest.fixture
def source(here) -> Source:
    return shop(here.ana)


def test_every_kind_has_one_effect_on_the_budget_at_most():
    assert set(EFFECTS) == set(Kind)
    assert not [kind for kind, effect in EFFECTS.items() if effect.they_did and effect.was_sent]
    assert {kind for effect in EFFECTS.values() for kind in effect.closes} == {
        kind for kind, effect in EFFECTS.items() if effect.open_for
    }


def test_what_a_system_sent_is_a_touch_and_what_they_did_ends_the_count(desk, source):
    tells(source, "receipt", number="1001")
    assert ruth().unanswered == 1
    with pytest.raises(Refusal, match="have not heard from them since"):
        desk.writes()
    tells(source, "payment")
    assert (ruth().unanswered, Life.objects.get().kind) == (0, "reported")
    with pytest.raises(Refusal, match="once a fortnight; there is room again"):
        desk.writes()
    days_pass(14)
    assert desk.writes()


def test_a_faithful_buyer_is_not_slowed_by_receipts_and_a_silent_reader_is(source):
    for month in range(8):
        days_pass(30 - month)
        tells(source, "order", number=f"{month}")
        tells(source, "receipt", number=f"{month}")
    assert (ruth().unanswered, ruth().step) == (1, 1)
    for _ in range(6):
        tells(source, "newsletter")
    assert ruth().step == 2
    tells(source, "order")
    assert (ruth().unanswered, ruth().step) == (0, 2)


def test_what_they_did_before_our_last_words_is_no_answer_to_those(desk, source):
    for _ in range(7):
        desk.writes(reason="Because.")
    before = ruth()
    tells(source, "order", ago=3 * DAY)
    assert (ruth().unanswered, ruth().step) == (before.unanswered, before.step) == (7, 2)


def test_a_visit_a_day_lets_nobody_be_written_to_more_often(desk, source):
    desk.writes()
    for day in range(1, 14):
        days_pass(day)
        tells(source, "visit")
        assert not ruth().has_room(timezone.now()), day
    days_pass(14)
    assert ruth().has_room(timezone.now())


def test_a_house_that_grew_is_told_anew_whom_it_turned_to_last(source):
    """Before, a report took away when that was."""
    reported, again, spoke, chose, never = (
        somebody(f"{name}@harrow.example") for name in ("reported", "again", "spoke", "chose", "never")
    )
    for one in (reported, again, spoke, chose, never):
        tells(source, "receipt", email=one.value, ago=3 * DAY)
        if one != never:
            tells(source, "order", email=one.value, ago=2 * DAY)
    tells(source, "receipt", email=again.value, ago=DAY)
    Life.objects.create(address=spoke, kind="word", at=timezone.now())
    Wish.objects.choose(Wished("quarterly", is_their_own=True), by=at_their_door(chose))
    Room.objects.tell_anew(set(Room.objects.values_list("person", flat=True)))
    told = dict(Room.objects.exclude(person=never.person_id).values_list("person", "last_at"))
    assert [bool(told[one.person_id]) for one in (reported, again, spoke, chose)] == [
        True,
        True,
        False,
        False,
    ]
    Room.objects.update(last_at=None)
    step = import_module("byhand.gate.migrations.0026_windows_told_anew")
    step.tell_windows(apps, connection.schema_editor())
    assert dict(Room.objects.values_list("person", "last_at")) == {**told, never.person_id: None}


def test_old_records_stand_in_their_time_and_count_for_nothing(source):
    tells(source, "receipt", ago=31 * DAY)
    tells(source, "order", ago=400 * DAY)
    assert (Record.objects.count(), Touch.objects.count(), Life.objects.count()) == (2, 0, 0)


def test_the_same_id_again_changes_nothing_and_another_content_says_so(source):
    now = timezone.now().isoformat()
    assert tells(source, "receipt", id="a", title="Jar", at=now).new == 1
    again = tells(source, "receipt", id="a", title="Jar", at=now)
    assert (again.new, again.known, again.refused) == (0, 1, [])
    changed = tells(source, "receipt", id="a", title="Bowl", at=now)
    assert (changed.new, changed.known) == (0, 0)
    assert "the first stays" in changed.refused[0].because
    assert (Record.objects.get().title, Touch.objects.count()) == ("Jar", 1)
    other = Source.objects.begin("Till", by=source.made_by)
    assert tells(other, "receipt", id="a").new == 1


def test_an_open_order_lets_colleagues_write_until_it_is_fulfilled_or_long_ago(desk, source):
    tells(source, "order", number="1001")
    desk.writes()
    desk.writes()
    assert not Touch.objects.exists()
    tells(source, "fulfilled", number="999")
    desk.writes()
    tells(source, "fulfilled", number="1001")
    desk.writes()
    with pytest.raises(Refusal):
        desk.writes()
    tells(source, "cancelled", number="1002")
    tells(source, "order", number="1002")  # told late: it was cancelled by then
    tells(source, "order", number="1003", done="yes")
    tells(source, "order", number="1004", ago=61 * DAY)
    assert not Record.objects.open_at(timezone.now()).exists()
    tells(source, "order", number="1005", email="mei@harrow.example")
    with pytest.raises(Refusal):  # those orders ended the count, and opened no room
        desk.writes()


def test_the_erased_and_the_house_itself_are_left_out(here, source):
    Suppression.objects.suppress(["ruth@harrow.example"], by=here.ana)
    for whom in ("Ruth@Harrow.example", here.inbox.address, here.tomas.email):
        assert tells(source, "receipt", email=whom).new == 0
    told = list(NotTaken.objects.order_by("pk").values_list("because", flat=True))
    assert "was erased here" in told[0]
    assert "of the house" in told[1] and "of the house" in told[2]
    assert not Record.objects.exists() and not Person.objects.exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "gift"}, "is no kind of record"),
        ({"id": ""}, "“id” is missing"),
        ({"id": ["a"]}, "must be text"),
        ({"at": "yesterday"}, "must be a time"),
        ({"at": "2999-01-01"}, "has not come yet"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "must be a time|sixty years"),
        ({"email": "nobody"}, "no e-mail address"),
        ({"email": "", "phone": "12"}, "no telephone number"),
        ({"email": ""}, "neither"),
        ({"title": "x" * 201}, "longer than 200"),
        ({"total": 5}, "no field “total”"),
        ({"done": "perhaps"}, "yes or no"),
    ],
)
def test_what_is_not_so_is_said_in_a_sentence(source, said, why):
    with pytest.raises(NotSo, match=why):
        tells(source, **{"kind": "order", **said})


def test_a_number_finds_its_person_and_signs_nobody_sees_are_dropped(source):
    told = read(
        {"id": 7, "kind": "Visit", "phone": "020 7946 0999", "at": "2026-01-05", "title": "a\0b\ud800\n c"},
        region="GB",
    )
    assert (told.key, told.kind, told.reach, told.title) == ("7", "visit", "+442079460999", "ab c")


def test_a_touch_is_of_words_or_of_a_record(source):
    theirs = somebody("ruth@harrow.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        Touch.objects.create(address=theirs, at=timezone.now())


def test_a_thousand_records_take_the_queries_of_one(source, django_assert_max_num_queries):
    told = [
        (
            n,
            read(
                {
                    "id": n,
                    "kind": kind,
                    "email": f"p{n % 300}@x.example",
                    "at": timezone.now().isoformat(),
                    "number": n,
                }
            ),
        )
        for n, kind in enumerate(("order", "receipt", "invoice", "payment") * 250)
    ]
    with django_assert_max_num_queries(60):
        assert take(source, told, way="program").new == 1000
    everyone = budgets(Person.objects.all())
    assert len(everyone) == 300 and all(one.step == 1 for one in everyone)
    assert Address.objects.count() == 300
