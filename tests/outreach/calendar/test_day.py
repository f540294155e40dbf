"""One day of the calendar of outreach, hour by hour: quiet ones folded, the clock changed, moved and shown again."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from tests.outreach.broadcasts.conftest import fresh
from tests.outreach.calendar.test_calendar import CALENDAR, noon
from tests.web.conftest import client_of

from byhand.team.models import House, User
from byhand.web.forms.outreach_calendar import LAST

DAY = f"{CALENDAR}day/"


def hours_in(page: str) -> list[str]:
    """Of every row, where it begins; a folded one with a dash behind."""
    rows = re.findall(r'<li class="hour([^>]*)><p class="clock"[^>]*>([0-9:]+)</p>', page)
    return [label if "data-time" in told else f"{label}-" for told, label in rows]


def hour_with(page: str, clock: str) -> str:
    return page.partition(f'data-time="{clock}"')[2].partition('<li class="hour')[0]


def test_what_goes_out_stands_in_its_hour_and_quiet_hours_are_one_line(press):
    one = press.written(leaves_at=noon(3, 12))
    ana = client_of(press.studio.ana)
    page = ana.get(f"{DAY}?day={noon(3):%Y-%m-%d}").text
    assert hours_in(page) == ["00:00-", *(f"{hour:02}:00" for hour in range(8, 20)), "20:00-"]
    assert "Quiet until 08:00" in page and one.called() in hour_with(page, "12:00")
    press.written(subject="At night", leaves_at=noon(3, 3))
    page = ana.get(f"{DAY}?day={noon(3):%Y-%m-%d}").text
    assert hours_in(page)[:3] == ["00:00-", "03:00", "04:00-"]
    assert "At night" in hour_with(page, "03:00") and "it begins to leave on" in hour_with(page, "03:00")


def test_where_the_next_day_is_quiet_too_the_day_is_named_on_which_it_ends(press):
    House.objects.update(hours=[*[["08:00", "18:00"]] * 4, ["14:00", "18:00"], None, None])
    ana, said = client_of(press.studio.ana), {}
    for day in range(2, 9):  # from Monday, 2 June 2031
        page = ana.get(f"{DAY}?day=2031-06-0{day}").text
        said[day] = re.findall(r"Quiet until (.*?): what is let go waits", page)
    assert said[2] == ["08:00", "the morning"]
    assert said[5] == ["08:00", "6 Jun 2031, 14:00"] and said[6] == ["14:00", "9 Jun 2031, 08:00"]
    assert said[7] == ["9 Jun 2031, 08:00"] and said[8] == ["the morning"]


@pytest.mark.parametrize(("on", "hours"), [(date(2031, 3, 30), 23), (date(2031, 10, 26), 25)])
def test_the_night_in_which_the_clock_changes_has_the_hours_it_has(press, on, hours):
    User.objects.filter(pk=press.studio.ana.pk).update(time_zone="Europe/Berlin")
    ana = client_of(User.objects.get(pk=press.studio.ana.pk))
    midnight = datetime.combine(on, time(), tzinfo=UTC)
    for hour in range(-4, 27):
        press.written(subject=f"Letter {hour}", leaves_at=midnight + timedelta(hours=hour))
    page = ana.get(f"{DAY}?day={on}").text
    assert page.count('class="entry"') == hours == len(re.findall("data-time", page))


def test_moved_from_a_day_that_day_is_shown_again(press):
    one = press.written(leaves_at=noon(3))
    ana = client_of(press.studio.ana)
    said = ana.post(
        f"{CALENDAR}broadcast/{one.public_id}/move/",
        {"day": f"{noon(4):%Y-%m-%d}", "time": "15:00", "by_day": "on"},
        follow=True,
    )
    assert said.redirect_chain[0][0] == f"{DAY}?day={noon(4):%Y-%m-%d}"
    assert one.called() in hour_with(said.text, "15:00") and fresh(one).leaves_at == noon(4, 15)
    refused = ana.post(
        f"{CALENDAR}broadcast/{one.public_id}/move/", {"day": "x", "by_day": "on"}, follow=True
    )
    assert (
        refused.redirect_chain[0][0] == f"{DAY}?day={noon(4):%Y-%m-%d}"
        and "Say a day and a time" in refused.text
    )


def test_a_day_that_is_none_is_today(press):
    ana, today = client_of(press.studio.ana), f'data-day="{timezone.localdate()}"'
    for nonsense in ("", "x", "0001-01-01", f"{LAST}", "2026-02-31", "%00"):
        assert today in ana.get(f"{DAY}?day={nonsense}").text


@pytest.mark.parametrize("many", [1, 12])
def test_a_day_asks_as_much_for_one_as_for_many(press, many, django_assert_num_queries):
    for number in range(many):
        press.written(subject=f"Letter {number}", leaves_at=noon(3))
        press.written(subject=f"Unplanned {number}")
    ana, page = client_of(press.studio.ana), f"{DAY}?day={noon(3):%Y-%m-%d}"
    ana.get(page)
    with django_assert_num_queries(9):
        assert ana.get(page).text.count('class="entry"') == many * 2
