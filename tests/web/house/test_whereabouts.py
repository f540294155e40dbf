"""The switch on every page, my hours, my days off, and those of the house."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from byhand.team import here
from byhand.team.desk import at_the_desk
from byhand.team.here import Here
from byhand.team.models import House, User

WEEK = {"from_0": "09:00", "until_0": "17:00", "from_4": "09:00", "until_4": "13:30"}


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_one_press_says_away_and_the_next_says_back_and_the_page_stays(as_ana, ana):
    here.write_down()
    Here.objects.all().delete()
    as_ana.get("/people/")
    here.write_down()
    assert at_the_desk() == [ana]
    answer = as_ana.post("/whereabouts/", {"how": "away", "next": "/people/?q=ruth"})
    assert answer.status_code == 302 and answer["Location"] == "/people/?q=ruth"
    assert again(ana).switched_away() and at_the_desk() == []
    assert "Away" in as_ana.get("/people/").text
    as_ana.post("/whereabouts/", {"how": "here", "next": "https://evil.example/"})
    assert not again(ana).switched_away() and at_the_desk() == [ana]


def test_back_at_ten_is_the_next_ten_o_clock_on_the_own_wall(as_ana, ana):
    ana.describe(name="Ana", language="", time_zone="Asia/Kathmandu")
    as_ana.post("/whereabouts/", {"how": "away", "at": "10:00"})
    until = again(ana).away_until
    assert until and timezone.now() < until <= timezone.now() + timedelta(days=1)
    shown = timezone.localtime(until, ZoneInfo("Asia/Kathmandu"))
    assert (shown.hour, shown.minute) == (10, 0)


@pytest.mark.parametrize(
    "wrong", [{"how": "away", "at": "ten"}, {"how": "gone"}, {}, {"how": "away", "at": "\x00"}]
)
def test_nonsense_switches_nothing(as_ana, ana, wrong):
    answer = as_ana.post("/whereabouts/", wrong, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and 'id="whereabouts"' in answer.text
    assert not again(ana).switched_away()
    assert as_ana.post("/whereabouts/", {"how": "away", "next": "//evil.example"})["Location"] == "/"


def test_a_sign_of_life_by_post_counts_where_sockets_are_blocked(as_ana, ana):
    here.write_down()
    Here.objects.all().delete()
    by_itself = {"headers": {"Sec-Fetch-Dest": "empty"}}
    assert as_ana.post("/whereabouts/sign/", **by_itself).status_code == 204
    here.write_down()
    assert Here.objects.get(colleague=ana).at is None and at_the_desk() == []
    as_ana.post("/whereabouts/sign/", {"touched": "yes"}, **by_itself)
    here.write_down()
    assert at_the_desk() == [ana]
    as_ana.post("/accounts/logout/")
    here.write_down()
    assert at_the_desk() == []


def test_hours_are_kept_and_half_a_span_is_told(as_ana, ana):
    assert as_ana.post("/settings/hours/", WEEK).status_code == 302
    assert again(ana).hours == [["09:00", "17:00"], None, None, None, ["09:00", "13:30"], None, None]
    half = as_ana.post("/settings/hours/", {"from_0": "09:00"})
    assert half.status_code == 422 and "Say from when and until when" in half.text
    as_ana.post("/settings/hours/", {})
    assert again(ana).hours is None
    as_ana.post("/settings/hours/house/", WEEK)
    as_ana.post("/settings/hours/holidays/", {"country": "DE", "region": "by"})
    house = House.objects.get()
    assert house.hours and (house.country, house.region) == ("DE", "BY")
    wrong = as_ana.post("/settings/hours/holidays/", {"country": "DE", "region": "XX"})
    assert wrong.status_code == 422 and "BY" in wrong.text


def test_days_off_are_told_and_taken_back(as_ana, ana):
    day = timezone.localdate() + timedelta(days=3)
    said = {"begins": day, "ends": day + timedelta(days=4), "word": "I am on the mountain."}
    assert as_ana.post("/settings/hours/absent/", said).status_code == 302
    assert "I am on the mountain." in as_ana.get("/settings/hours/").text
    backwards = as_ana.post("/settings/hours/absent/", {**said, "ends": day - timedelta(days=1)})
    assert backwards.status_code == 422 and "ends before it begins" in backwards.text
    as_ana.post("/settings/hours/there/", {"begins": day.isoformat()})
    assert again(ana).absences() == []
    assert as_ana.post("/settings/hours/there/", {"begins": "never"}).status_code == 302


def test_only_owners_say_the_hours_of_the_house(as_tomas):
    assert as_tomas.post("/settings/hours/house/", WEEK).status_code == 403
    assert as_tomas.post("/settings/hours/holidays/", {"country": "DE"}).status_code == 403
    assert House.objects.get().hours is None
