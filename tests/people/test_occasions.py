"""Occasions: marked, changed, taken away, and found when they come, over any turn of the year."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from tests import cast

from byhand.conversations.uniting import unite
from byhand.kit.days import YearDay, read_day
from byhand.people.models import Occasion, Person
from byhand.people.occasion import NoOccasion


@pytest.fixture
def ruth(studio):
    return cast.conversation_with(studio.inbox).person


def test_marked_with_who_noted_it_or_which_message_said_it(studio, ruth):
    message = ruth.conversations.get().messages.get()
    one = Occasion.objects.mark(
        ruth, YearDay(5, 12, 1980), kind="birthday", remind_before=7, message=message.pk, by=studio.ana
    )
    name_day = Occasion.objects.mark(ruth, YearDay(12, 6), label=" Name\0 day ", by=studio.tomas)
    ruth.refresh_from_db()
    assert (one.called(), name_day.called(), one.message, one.by) == (
        "Birthday",
        "Name day",
        message,
        studio.ana,
    )
    assert ruth.is_known() and list(ruth.occasions.all()) == [one, name_day]
    assert one.next_on(date(2026, 5, 12)) == date(2026, 5, 12) and one.years_on(date(2026, 5, 12)) == 46
    assert (
        one.next_on(date(2026, 5, 13)) == date(2027, 5, 12) and name_day.years_on(date(2026, 12, 6)) is None
    )
    assert one.is_to_be_told(date(2026, 5, 5)) and not one.is_to_be_told(date(2026, 5, 4))
    assert not one.is_to_be_told(date(2026, 5, 13)) and not name_day.is_to_be_told(date(2026, 12, 6))


def test_changed_and_taken_away_by_somebody_and_once(studio, ruth):
    one = Occasion.objects.mark(ruth, YearDay(5, 12), kind="birthday", by=studio.ana)
    assert one.change(YearDay(5, 13, 1980), kind="birthday", remind_before=0, by=studio.tomas)
    one.refresh_from_db()
    assert (one.on, one.in_year, one.changed_by) == (
        YearDay(5, 13, 1980),
        513,
        studio.tomas,
    ) and one.changed_at
    assert one.take_away(by=studio.ana) and not one.take_away(by=studio.tomas)
    assert not one.change(YearDay(1, 1), kind="birthday", by=studio.tomas)
    one.refresh_from_db()
    assert one.taken_away_by == studio.ana and one.day == 13
    assert not Occasion.objects.coming(date(2026, 5, 13), 1)


@pytest.mark.parametrize(("day", "fields", "says"), [
    (YearDay(2, 30), {"kind": "birthday"}, "no such day"), (YearDay(2, 29, 2027), {"kind": "birthday"}, "no such day"),
    (YearDay(13, 1), {"kind": "birthday"}, "no such day"), (YearDay(1, 1, 0), {"label": "x"}, "no such day"),
    (YearDay(1, 1, 10000), {"label": "x"}, "no such day"), (YearDay(1, 1), {}, "Say what day"),
    (YearDay(1, 1), {"label": " \0"}, "Say what day"), (YearDay(1, 1), {"kind": "other"}, "Say what day"),
    (YearDay(1, 1), {"kind": "'; DROP"}, "Say what day"),
    (YearDay(1, 1), {"label": "x", "remind_before": -1}, "60 days"),
    (YearDay(1, 1), {"label": "x", "remind_before": 61}, "60 days"),
])  # fmt: skip
def test_what_is_no_day_or_says_nothing_is_refused_with_a_sentence(studio, ruth, day, fields, says):
    with pytest.raises(NoOccasion, match=says):
        Occasion.objects.mark(ruth, day, by=studio.ana, **fields)
    assert not Occasion.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"day": 31, "month": 4}, {"day": 30, "month": 2}, {"month": 0}, {"label": ""}]
)
def test_the_database_holds_it_too(studio, ruth, wrong):
    right = {"person": ruth, "month": 5, "day": 12, "label": "x", "by": studio.ana}
    with pytest.raises(IntegrityError), transaction.atomic():
        Occasion.objects.create(**right | wrong)


def every_day(studio):
    """Each day of a leap year, without a year, begun long ago, and begun this or next year."""
    person = Person.objects.create(name="Ruth")
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
    Occasion.objects.bulk_create(
        Occasion(person=person, label="x", month=on.month, day=on.day, year=year, by=studio.ana)
        for on in days
        for year in (None, 1960, 2027, 2028)
    )


@pytest.mark.parametrize("days", [0, 1, 9, 62, 364])
def test_those_that_come_are_found_with_their_day_by_one_query(studio, days, django_assert_num_queries):
    every_day(studio)
    known = list(Occasion.objects.all())
    for today in (
        date(2027, 2, 27), date(2027, 2, 28), date(2027, 3, 1), date(2028, 2, 28), date(2028, 2, 29),
        date(2026, 12, 27), date(2026, 12, 31), date(2027, 1, 1),
    ):  # fmt: skip
        with django_assert_num_queries(1):
            found = [(one.comes_on, one.pk) for one in Occasion.objects.coming(today, days)]
        last = today + timedelta(days=days)
        assert {pk for _on, pk in found} == {one.pk for one in known if one.next_on(today) <= last}, today
        assert [on for on, _pk in found] == sorted(on for on, _pk in found)
        assert all(today <= on <= last for on, _pk in found)


def test_twenty_ninth_of_february_is_kept_on_the_twenty_eighth_where_there_is_none(studio, ruth):
    one = Occasion.objects.mark(ruth, YearDay(2, 29, 2004), kind="birthday", by=studio.ana)
    assert one.next_on(date(2027, 2, 28)) == date(2027, 2, 28)
    assert one.next_on(date(2027, 3, 1)) == one.next_on(date(2028, 2, 28)) == date(2028, 2, 29)
    (coming,) = Occasion.objects.coming(date(2027, 2, 20), 8)
    assert coming.comes_on == date(2027, 2, 28)


def test_an_occasion_goes_along_with_a_merge_and_back_with_the_address_its_letter_came_by(studio, ruth):
    home = cast.conversation_with(studio.inbox, "May 12!", sender="R. Okafor <ruth@home.example>")
    mine = Occasion.objects.mark(home.person, YearDay(1, 2), label="Opening", by=studio.ana)
    link = unite(home.person, into=ruth, by=studio.ana)
    said = home.messages.get().pk
    since = Occasion.objects.mark(ruth, YearDay(5, 12), kind="birthday", message=said, by=studio.ana)
    meant = Occasion.objects.mark(ruth, YearDay(7, 7), label="Fair", by=studio.ana)
    assert set(ruth.occasions.all()) == {mine, since, meant}
    link.take_apart(by=studio.ana)
    assert set(home.person.occasions.all()) == {mine, since} and ruth.occasions.get() == meant


@pytest.mark.parametrize(("text", "day"), [
    ("19800512", YearDay(5, 12, 1980)), ("1980-05-12T00:00:00Z", YearDay(5, 12, 1980)), ("--0512", YearDay(5, 12)),
    (" --05-12 ", YearDay(5, 12)), ("12.5.1980", YearDay(5, 12, 1980)), ("12.05.", YearDay(5, 12)),
    ("5/13/1980", YearDay(5, 13, 1980)), ("13/5", YearDay(5, 13)), ("6/6/1999", YearDay(6, 6, 1999)),
    ("--0229", YearDay(2, 29)), ("2001-02-29", None), ("5/6/1980", None), ("1985-04", None), ("0000-01-01", None),
    ("circa 1800", None), ("", None), ("--1301", None), ("٣.٥.1980", YearDay(5, 3, 1980)),
])  # fmt: skip
def test_days_as_other_programs_write_them(text, day):
    assert read_day(text) == day
    assert day is None or read_day(day.written()) == day


def test_the_next_week_is_found_by_the_index(db):
    """Nobody reads every occasion of the house to learn of the next week."""
    if connection.vendor == "postgresql":
        connection.cursor().execute("SET LOCAL enable_seqscan = off")
    for today in (date(2027, 6, 1), date(2027, 12, 29)):
        assert "occasion_coming" in Occasion.objects.coming(today, 7).explain()
