"""Promises on the page: asked about below the letter, accepted, dismissed, kept, moved, broken; and in a calendar."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import CalendarFeed, Promise, Proposal
from byhand.kit.days import YearDay
from byhand.people.models import Occasion


@pytest.fixture
def proposal(studio, ruth):
    """Ana wrote that she would call tomorrow; the desk asks whether that is a promise."""
    cast.answer(ruth, "I will call you tomorrow.", by=studio.ana)
    return Proposal.objects.get()


def page_of(desk, ruth) -> str:
    return desk.get(f"/conversations/{ruth.public_id}/").content.decode()


def test_it_is_asked_below_the_letter_and_one_press_notes_it(ruth, desk, proposal):
    assert "A promise?" in page_of(desk, ruth)
    assert desk.post(f"/proposals/{proposal.pk}/accept/").status_code == 302
    page = page_of(desk, ruth)
    assert "A promise?" not in page and "This keeps:" in page
    assert Promise.objects.get().due_on == timezone.localdate() + timedelta(days=1)


def test_one_press_says_no_and_a_second_changes_nothing(studio, ruth, desk, proposal):
    desk.post(f"/proposals/{proposal.pk}/dismiss/")
    assert "A promise?" not in page_of(desk, ruth)
    answer = client_of(studio.tomas).post(f"/proposals/{proposal.pk}/accept/", follow=True)
    assert "Somebody has said so already." in answer.content.decode() and not Promise.objects.exists()


def test_it_is_moved_with_a_word_and_broken(ruth, desk, proposal):
    desk.post(f"/proposals/{proposal.pk}/accept/")
    promise, day = Promise.objects.get(), timezone.localdate() + timedelta(days=9)
    moved = desk.post(
        f"/promises/{promise.pk}/move/", {"due_on": day.isoformat(), "word": "the kiln is cold"}
    )
    assert moved.status_code == 302 and Promise.objects.get().due_on == day
    assert desk.post(f"/promises/{promise.pk}/break/", {"word": "it cracked"}).status_code == 302
    assert Promise.objects.get().broken_at and "broken" in page_of(desk, ruth)


@pytest.mark.parametrize("wrong", [{}, {"due_on": "someday"}, {"due_on": "2090-01-01", "word": "x" * 300}])
def test_nonsense_moves_nothing_and_says_so(desk, proposal, wrong):
    desk.post(f"/proposals/{proposal.pk}/accept/")
    before = Promise.objects.get().due_on
    answer = desk.post(f"/promises/{Promise.objects.get().pk}/move/", wrong)
    assert answer.status_code == 422 and "Say to which day it moves" in answer.content.decode()
    assert Promise.objects.get().due_on == before


def test_the_settings_say_how_often_the_question_was_right_and_take_a_wish(desk, proposal):
    page = desk.get("/settings/promises/").content.decode()
    assert "Cannot tell yet: 0 were decided on" in page
    assert desk.post("/settings/promises/", {"when_they_write": "on"}).status_code == 302
    page = desk.get("/settings/promises/").content.decode()
    assert re.search(r'name="when_i_write"(?![^>]*checked)', page)


def test_a_calendar_reads_the_days_of_people_one_may_see_each_year_with_its_reminder(studio, desk, ruth):
    said = ruth.messages.get().pk
    born = Occasion.objects.mark(
        ruth.person, YearDay(2, 29, 1980), kind="birthday", remind_before=3, message=said, by=studio.ana
    )
    Occasion.objects.mark(ruth.person, YearDay(12, 6), label="Name day", by=studio.ana)
    Occasion.objects.mark(ruth.person, YearDay(1, 1), label="Gone", by=studio.ana).take_away(by=studio.ana)
    at = {
        one: f"/calendar/{CalendarFeed.objects.renew(one).secret}.ics" for one in (studio.ana, studio.tomas)
    }
    name_day, birthday = sorted(
        Calendar.from_ical(desk.get(at[studio.ana]).content).walk("VEVENT"), key=lambda one: -one.start.month
    )
    assert birthday.start == date(1980, 2, 29) and birthday["uid"].startswith(f"occasion-{born.pk}@")
    assert (
        birthday["summary"] == "Ruth Okafor: Birthday (1980)"
        and f"/people/{ruth.person_id}/" in birthday["url"]
    )
    assert birthday["rrule"] == {"FREQ": ["YEARLY"], "BYMONTH": [2], "BYMONTHDAY": [-1]}
    (alarm,) = birthday.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(hours=9, days=-3)
    assert name_day.start == date(2000, 12, 6) and name_day["rrule"] == {"FREQ": ["YEARLY"]}
    assert not name_day.walk("VALARM")
    ruth.make_private(among=[], by=studio.ana)
    assert not Calendar.from_ical(desk.get(at[studio.tomas]).content).walk("VEVENT")
    assert len(Calendar.from_ical(desk.get(at[studio.ana]).content).walk("VEVENT")) == 2


def test_a_calendar_reads_what_is_still_to_do_until_its_address_is_renewed(studio, desk, proposal):
    desk.post(f"/proposals/{proposal.pk}/accept/")
    assert desk.post("/settings/promises/calendar/").status_code == 302
    first = CalendarFeed.objects.of(studio.ana).secret
    nobody = client_of(studio.tomas)
    nobody.logout()
    calendar = Calendar.from_ical(nobody.get(f"/calendar/{first}.ics").content)
    (event,) = calendar.walk("VEVENT")
    assert event.start == timezone.localdate() + timedelta(days=1)
    desk.post("/settings/promises/calendar/")
    assert nobody.get(f"/calendar/{first}.ics").status_code == 404
    assert nobody.get("/calendar/%00.ics").status_code == 404


def test_a_day_behind_which_there_is_none_and_odd_letters_leave_the_feed_whole(studio, ruth, desk):
    """Databases write “never” as the last day there is."""
    for text, day in (
        ("Some day", date.max),
        ("A bell\x07 rings\r\nATTENDEE:x", date(2040, 1, 1)),
        ("Long ago", date.min),
    ):
        Promise.objects.make(ruth, text, due_on=day, by=studio.ana)
    feed = desk.get(f"/calendar/{CalendarFeed.objects.renew(studio.ana).secret}.ics")
    assert feed.status_code == 200 and b"\x07" not in feed.content
    events = {str(one["SUMMARY"])[:8]: one for one in Calendar.from_ical(feed.content).walk("VEVENT")}
    assert events["Some day"]["DTSTART"].dt == date.max and "DTEND" not in events["Some day"]
    assert "ATTENDEE" not in events["A bell  "] and len(events) == 3
