"""Quiet hours, by a colleague's own clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from byhand.kit.hours import Hours, hours_of, working_hours

WEEK = Hours.of(working_hours())
BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        ("2026-11-20T07:59", True), ("2026-11-20T08:00", False), ("2026-11-20T17:59", False),
        ("2026-11-20T18:00", True), ("2026-11-21T12:00", True), ("2026-11-22T12:00", True),
        ("2026-11-23T08:00", False),
    ],
)  # fmt: skip
def test_evenings_and_the_weekend_are_quiet(at, quiet):
    assert WEEK.is_quiet(datetime.fromisoformat(at).replace(tzinfo=BERLIN), BERLIN) is quiet


def test_the_clock_is_the_colleagues_own():
    friday_noon = datetime(2026, 11, 20, 12, tzinfo=UTC)  # one in the morning of Saturday in Auckland
    assert not WEEK.is_quiet(friday_noon, BERLIN)
    assert WEEK.is_quiet(friday_noon, AUCKLAND)


def test_when_the_quiet_begins_again_is_known():
    at = datetime(2026, 11, 20, 17, 30, tzinfo=BERLIN)
    assert WEEK.quiet_again(at, BERLIN) == at + timedelta(minutes=30)
    assert WEEK.quiet_again(at + timedelta(hours=1), BERLIN) is None


def test_a_night_shift_ends_on_the_next_day():
    night = Hours.of(hours_of([(time(22), time(6)), None, None, None, None, None, None]))
    monday = datetime(2026, 11, 23, 23, tzinfo=BERLIN)
    assert night.quiet_again(monday, BERLIN) == monday + timedelta(hours=7)
    assert not night.is_quiet(datetime(2026, 11, 24, 5, 59, tzinfo=BERLIN), BERLIN)
    assert night.is_quiet(datetime(2026, 11, 24, 6, tzinfo=BERLIN), BERLIN)
    assert night.is_quiet(datetime(2026, 11, 23, 5, tzinfo=BERLIN), BERLIN)


def test_whole_days_follow_each_other_without_a_gap():
    always = Hours.of(hours_of([(time(0), time(0))] * 7))
    at = datetime(2026, 11, 23, 23, 59, 30, tzinfo=BERLIN)
    again = always.quiet_again(at, BERLIN)
    assert again and again - at > timedelta(days=6)


def test_someone_who_is_never_to_be_told_is_never_told():
    assert Hours.of([None] * 7).is_quiet(datetime(2026, 11, 20, 12, tzinfo=UTC), BERLIN)
