"""Who is at the desk, and who is expected back: nobody is shown as there who is not."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import cast

from byhand.kit.hours import Hours, hours_of
from byhand.team import here
from byhand.team.away import Absence
from byhand.team.desk import at_the_desk, back_at, expected_back, is_away, whereabouts
from byhand.team.free_days import countries, free_days, parts_of
from byhand.team.here import Here
from byhand.team.models import House, User

NINE_TO_FIVE = hours_of([(time(9), time(17))] * 5 + [None, None])
BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


@pytest.fixture
def studio(db):
    here.write_down()  # whom other tests of this process saw
    Here.objects.all().delete()
    return cast.studio()


def signs(*colleagues: User, touched: timedelta = timedelta(), alive: timedelta = timedelta()) -> None:
    """Their browsers gave a sign so long ago, and were touched so long ago."""
    now = timezone.now()
    ids = [one.pk for one in colleagues]
    Here.objects.note(touched=dict.fromkeys(ids, now - touched), alive=dict.fromkeys(ids, now - alive))


def names(colleagues) -> list[str]:
    return [one.get_short_name() for one in colleagues]


def test_who_touched_a_living_browser_is_there_and_guests_and_those_who_left_never_are(studio):
    guest = User.objects.create_user("g@kilnlane.example", "Gina Guest", role="guest")
    gone = User.objects.create_user("x@kilnlane.example", "Xaver Gone")
    assert at_the_desk() == []
    signs(studio.ana, studio.tomas, guest, gone)
    gone.leave()
    assert names(at_the_desk()) == ["Ana", "Tomas"]
    assert names(at_the_desk({studio.tomas.pk, guest.pk})) == ["Tomas"]
    assert at_the_desk([]) == []


def test_a_browser_silent_for_half_a_minute_is_none_and_one_nobody_touches_proves_nobody(studio):
    signs(studio.ana, alive=timedelta(seconds=31))
    signs(studio.tomas, touched=timedelta(minutes=11), alive=timedelta(seconds=1))
    assert at_the_desk() == []
    Here.objects.filter(colleague=studio.ana).update(alive_at=timezone.now() - timedelta(seconds=25))
    assert names(at_the_desk()) == ["Ana"]


def test_signs_are_written_down_with_the_round_and_forgotten(studio):
    here.touched(studio.ana.pk)
    here.alive(studio.tomas.pk)
    assert not Here.objects.exists()
    here.write_down()
    assert names(at_the_desk()) == ["Ana"] and Here.objects.get(colleague=studio.tomas).at is None
    Here.objects.update(alive_at=timezone.now() - timedelta(minutes=11))
    here.touched(studio.tomas.pk)
    here.write_down()
    assert [one.colleague for one in Here.objects.all()] == [studio.tomas]
    here.touched(studio.tomas.pk)
    here.gone(studio.tomas.pk)
    here.write_down()
    assert not Here.objects.exists()


def test_the_switch_outweighs_every_sign_and_a_named_time_switches_back(studio):
    signs(studio.ana, studio.tomas)
    studio.ana.go_away()
    assert names(at_the_desk()) == ["Tomas"] and is_away(studio.ana)
    studio.ana.go_away(timezone.now() + HOUR)
    expected = expected_back()
    assert names(at_the_desk()) == ["Tomas"]
    assert expected and (expected.colleague, expected.at) == (studio.ana, studio.ana.away_until)
    User.objects.filter(pk=studio.ana.pk).update(away_until=timezone.now() - timedelta(seconds=1))
    assert names(at_the_desk()) == ["Ana", "Tomas"]
    studio.ana.come_back()
    studio.ana.refresh_from_db()
    assert (studio.ana.away_since, studio.ana.away_until) == (None, None)
    assert expected_back() is None  # both are there


def test_absent_days_are_away_by_the_colleagues_own_clock_and_what_is_over_is_not_kept(studio):
    signs(studio.ana)
    studio.ana.describe(name="Ana", language="", time_zone="Pacific/Auckland")
    today = timezone.now().astimezone(ZoneInfo("Pacific/Auckland")).date()
    day = timedelta(days=1)
    studio.ana.be_absent(Absence(today - 9 * day, today - 5 * day))
    studio.ana.be_absent(Absence(today, today, "I am on the mountain."))
    assert at_the_desk() == [] and [one.begins for one in studio.ana.absences()] == [today]
    assert [one.word for one in whereabouts([studio.ana.pk])] == ["I am on the mountain."]
    studio.ana.be_there(today)
    assert names(at_the_desk()) == ["Ana"] and User.objects.get(pk=studio.ana.pk).absent == []


def test_nobody_is_expected_where_nobody_said_anything(studio):
    studio.ana.go_away()
    assert expected_back() is None
    assert [(one.is_there, one.back_at) for one in whereabouts()] == [(False, None)] * 2


def at(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "back"),
    [
        ("2026-11-26T08:59", "2026-11-26T09:00"), ("2026-11-26T12:00", "2026-11-27T09:00"),
        ("2026-11-27T17:01", "2026-11-30T09:00"),
        ("2026-12-23T18:00", "2026-12-24T09:00"), ("2026-12-24T18:00", "2026-12-28T09:00"),  # Christmas
        ("2026-12-30T18:00", "2026-12-31T09:00"), ("2027-01-05T18:00", "2027-01-07T09:00"),  # Epiphany: Bavaria
        ("2026-12-01T18:00", "2026-12-07T09:00"),  # absent from the 2nd to the 4th
    ],
)  # fmt: skip
def test_back_by_hours_on_a_day_that_is_no_holiday_and_not_absent(studio, settings, now, back):
    settings.TIME_ZONE = "Europe/Berlin"
    house = House.objects.get()
    house.keep_days(country="DE", region="BY")
    house.work(NINE_TO_FIVE)
    studio.ana.be_absent(Absence(date(2026, 12, 2), date(2026, 12, 4)))
    assert back_at(studio.ana, house, at(now)) == at(back)
    studio.tomas.work(hours_of([None] * 6 + [(time(22), time(2))]))
    assert back_at(studio.tomas, house, at("2026-11-26T12:00")) == at("2026-11-29T22:00")


def test_both_nights_on_which_the_clock_jumps_are_told_right():
    night = Hours.of(hours_of([(time(2, 30), time(6))] * 7))
    works = {"works": lambda _day: True}
    # 2027-03-28: there is no half past two; the clock shows half past three in its place.
    assert night.next_begin(at("2027-03-28T00:00"), BERLIN, **works) == datetime(
        2027, 3, 28, 1, 30, tzinfo=UTC
    )
    assert night.next_begin(at("2027-03-28T03:31"), BERLIN, **works) == at("2027-03-29T02:30")
    # 2026-10-25: half past two comes twice; the first is meant.
    assert night.next_begin(at("2026-10-25T00:00"), BERLIN, **works) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    nine = Hours.of(NINE_TO_FIVE)
    assert nine.next_begin(at("2027-03-27T12:00"), BERLIN, **works) == at("2027-03-29T09:00")


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(
        ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]
    ),
)
def test_a_begin_is_always_ahead_and_reads_as_said_on_the_wall(moment, zone):
    wall = ZoneInfo(zone)
    begin = Hours.of(NINE_TO_FIVE).next_begin(moment, wall, works=lambda _day: True)
    assert begin and moment < begin <= moment + timedelta(days=3, hours=9)
    shown = begin.astimezone(wall)
    assert shown.time() == time(9) and shown.weekday() < 5


def test_holidays_are_known_by_country_and_part_and_an_unknown_place_has_none():
    assert free_days("DE", "BY", 2027)[date(2027, 1, 6)]
    assert date(2027, 1, 6) not in free_days("DE", "", 2027)
    assert date(2027, 1, 1) in free_days("DE", "gone", 2027)
    assert free_days("", "", 2027) == {} and free_days("ZZ", "", 2027) == {}
    assert countries()["DE"] == "Germany" and countries()["US"] == "United States" and "BY" in parts_of("DE")
