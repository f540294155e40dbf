"""Whether I am asked about promises, how often the question was right, and my calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import CalendarFeed, Conversation, Promise, PromiseWishes, Proposal
from byhand.kit.days import YearDay
from byhand.people.models import Occasion
from byhand.team.staffing import let_go


@pytest.fixture
def here(db):
    return cast.studio()


@pytest.fixture
def ruth(here):
    return cast.conversation_with(here.inbox)


@pytest.fixture
def desk(here):
    return client_of(here.ana)


def page_of(browser):
    answer = browser.get("/settings/promises/")
    assert answer.status_code == 200
    return answer.content.decode()


def ticked(browser) -> set[str]:
    return set(re.findall(r'name="(when_\w+)"[^>]*checked', page_of(browser)))


def feed_of(colleague) -> str:
    return f"/calendar/{CalendarFeed.objects.renew(colleague).secret}.ics"


def test_each_switches_it_on_and_off_alone(here, desk):
    assert ticked(desk) == {"when_i_write", "when_they_write"}
    assert desk.post("/settings/promises/", {"when_they_write": "on"}).status_code == 302
    wishes = PromiseWishes.objects.get()
    assert (wishes.colleague, wishes.when_i_write, wishes.when_they_write) == (here.ana, False, True)
    assert ticked(desk) == {"when_they_write"} and len(ticked(client_of(here.tomas))) == 2


def test_below_thirty_it_cannot_tell_and_says_how_many(here, ruth, desk):
    message = ruth.messages.get()
    _decided(message, here, accepted=20, dismissed=9)
    assert "Cannot tell yet: 29 were decided on" in page_of(desk)
    _decided(message, here, accepted=4, dismissed=0)
    assert "73 % were promises (between 56 and 85 %, as far as can be told from 33)" in page_of(desk)


def _decided(message, here, *, accepted, dismissed):
    now = timezone.now()
    said = {"message": message, "side": "theirs", "sentence": "x", "text": "x"}
    yes = {"accepted_at": now, "accepted_by": here.ana}
    no = {"dismissed_at": now, "dismissed_by": here.tomas}
    Proposal.objects.bulk_create([Proposal(**said, **yes) for _ in range(accepted)])
    Proposal.objects.bulk_create([Proposal(**said, **no) for _ in range(dismissed)])


def test_the_calendar_reads_what_i_promised_and_have_still_to_do(here, ruth, desk):
    day = date(2030, 1, 2)
    Promise.objects.make(ruth, "Call, with a comma; and\nmore", due_on=day, by=here.ana)
    Promise.objects.make(ruth, "Not on any day", due_on=None, by=here.ana)
    Promise.objects.make(ruth, "Tomas's own", due_on=day, by=here.tomas)
    Promise.objects.make(ruth, "Theirs", due_on=day, by=here.ana, side="theirs")
    Promise.objects.make(ruth, "Kept", due_on=day, by=here.ana).keep(by=here.ana)
    Promise.objects.make(ruth, "Broken", due_on=day, by=here.ana).break_off(by=here.ana)
    answer = Client().get(feed_of(here.ana))
    assert answer["Content-Type"].startswith("text/calendar") and "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Call, with a comma; and\nmore (promised to Ruth Okafor)"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (day, day + timedelta(days=1))
    assert str(event["URL"]) == f"http://testserver/conversations/{ruth.public_id}/"
    assert [
        str(one["UID"]) for one in Calendar.from_ical(Client().get(feed_of(here.ana)).content).walk("VEVENT")
    ] == [str(event["UID"])]


def test_what_a_colleague_may_no_longer_see_leaves_their_calendar(here, ruth):
    Promise.objects.make(ruth, "Call", due_on=date(2030, 1, 2), by=here.tomas)
    address = feed_of(here.tomas)
    assert b"Call" in Client().get(address).content
    Conversation.objects.get(pk=ruth.pk).make_private(among=[], by=here.ana)
    assert b"Call" not in Client().get(address).content


def test_a_new_address_ends_the_old_one_and_so_does_leaving(here, desk):
    assert desk.post("/settings/promises/calendar/").status_code == 302
    first = f"/calendar/{CalendarFeed.objects.get().secret}.ics"
    assert first in page_of(desk) and Client().get(first).status_code == 200
    desk.post("/settings/promises/calendar/")
    second = f"/calendar/{CalendarFeed.objects.get().secret}.ics"
    assert Client().get(first).status_code == 404 and Client().get(second).status_code == 200
    desk.post("/settings/promises/calendar/stop/")
    assert Client().get(second).status_code == 404 and second not in page_of(desk)
    third = feed_of(here.tomas)
    assert Client().get(third).status_code == 200
    let_go(here.tomas, by=here.ana)
    assert Client().get(third).status_code == 404


@pytest.mark.parametrize("secret", ["x", "../x", "a" * 500, "%00", "ä", "' OR 1=1"])
def test_a_secret_that_is_none_is_not_found(here, secret):
    feed_of(here.ana)
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404
    assert Client().post(f"/calendar/{secret}.ics").status_code in (404, 405)


def test_a_calendar_costs_a_query_a_source_however_much_stands_in_it(
    here, ruth, django_assert_max_num_queries
):
    for n in range(20):
        Promise.objects.make(ruth, f"Thing {n}", due_on=date(2030, 1, 2), by=here.ana)
        Occasion.objects.mark(ruth.person, YearDay(5, n + 1), label=f"Day {n}", by=here.ana)
    address = feed_of(here.ana)
    with django_assert_max_num_queries(5):
        assert Client().get(address).content.count(b"BEGIN:VEVENT") == 40
