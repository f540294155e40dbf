"""By which clock somebody lives: as they say, else as a colleague noted, else as their letters are dated."""

from __future__ import annotations

import pytest
from tests.people.agreeing import at_their_door, somebody
from tests.web.conftest import client_of

from byhand.channels.models import Arrival
from byhand.conversations.intake import read_arrivals_due
from byhand.kit.clocks import clock_ahead, zone_named
from byhand.kit.mail_dates import clock_of
from byhand.people.models import OwnClock, Person
from byhand.people.own_clock import clock_of_outer_person
from byhand.people.own_link import OwnLink, token_for


@pytest.mark.parametrize(
    ("date", "clock"),
    [
        ("Mon, 23 Nov 2026 12:00:00 +0530", "+05:30"), ("23 Nov 2026 12:00 -0930 (Taiohae)", "-09:30"),
        ("Mon, 23 Nov 2026 12:00:00 -0000", ""), ("Mon, 23 Nov 2026 12:00:00 +0000", ""),
        ("Mon, 23 Nov 2026 12:00:00 GMT", ""), ("Mon, 23 Nov 2026 12:00:00Z", ""), ("", ""), ("soon", ""),
        ("Mon, 23 Nov 2026 12:00:00 +9959", ""), ("Mon, 23 Nov 2026 12:00:00 +01000", ""),
    ],
)  # fmt: skip
def test_how_a_letter_is_dated_tells_the_clock_and_utc_tells_nothing(date, clock):
    assert clock_of(date) == clock


def test_a_city_names_its_clock():
    assert zone_named(" lisbon ") == zone_named("europe/lisbon") == "Europe/Lisbon"
    assert zone_named("New York") == "America/New_York"
    assert zone_named("Nowhere") == zone_named("") == zone_named("../etc/passwd") == clock_ahead(7) == ""


def clock(person: int) -> str:
    return Person.objects.annotate(clock=clock_of_outer_person()).get(pk=person).clock


def letter(studio, date: str, number: int, *, more: str = "", sender: str = "ruth@harrow.example") -> None:
    raw = (
        f"From: Ruth <{sender}>\r\nTo: {studio.inbox.address}\r\nSubject: Clay\r\nDate: {date}\r\n"
        f"Message-ID: <{number}@harrow.example>\r\n{more}\r\nMy words {number}.\r\n"
    )
    Arrival.objects.store(raw.encode(), inbox=studio.inbox)
    read_arrivals_due()


def test_what_they_say_counts_then_what_is_noted_then_their_latest_letter(studio, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    ruth = somebody("ruth@harrow.example")
    assert clock(ruth.person_id) == ""
    letter(studio, "Mon, 23 Nov 2020 12:00:00 +0900", 1)
    assert clock(ruth.person_id) == "+09:00"
    letter(studio, "Sun, 22 Nov 2020 12:00:00 -0500", 2)
    assert clock(ruth.person_id) == "+09:00", "an older one tells nothing new"
    letter(studio, "Tue, 24 Nov 2020 12:00:00 -0500", 3, more="Auto-Submitted: auto-replied\r\n")
    letter(studio, "Tue, 24 Nov 2020 12:00:00 +0000", 4)
    assert clock(ruth.person_id) == "+09:00", "neither does a machine, nor a clock that stands anywhere"
    letter(studio, "Wed, 25 Nov 2020 12:00:00 +0100", 5)
    assert clock(ruth.person_id) == "", "the house's own: with its summers and winters"
    letter(studio, "Thu, 26 Nov 2020 12:00:00 +0545", 6)
    ruth.person.refresh_from_db()
    ruth.person.is_best_reached(at=None, hours="", word="", by=studio.ana, zone="Asia/Tokyo")
    assert clock(ruth.person_id) == "Asia/Tokyo"
    OwnClock.objects.say("America/New_York", by=at_their_door(ruth))
    assert clock(ruth.person_id) == "America/New_York"
    with_another = ruth.person.addresses.create(value="ruth@elsewhere.example")
    OwnClock.objects.say("Asia/Kathmandu", by=at_their_door(with_another))
    assert clock(ruth.person_id) == "Asia/Kathmandu", "what they said last, wherever"
    OwnClock.objects.say("", by=at_their_door(with_another))
    assert clock(ruth.person_id) == "Asia/Tokyo"


def test_they_choose_it_on_their_own_page_and_a_link_that_opens_nothing_changes_nothing(studio, client):
    ruth = somebody("ruth@harrow.example")
    token = token_for(ruth)
    page = client.get(f"/yours/{token}/")
    assert "data-own-clock" in page.text and "script-src 'self'" in page["Content-Security-Policy"]
    for zone, held in (("Asia/Tokyo", "Asia/Tokyo"), ("Mars/Olympus", "Asia/Tokyo"), ("", "")):
        client.post(f"/yours/{token}/clock/", {"zone": zone})
        assert clock(ruth.person_id) == held
    client.post(f"/yours/{token}/clock/", {"zone": "Asia/Tokyo"})
    assert 'value="Asia/Tokyo" selected' in client.get(f"/yours/{token}/").text
    OwnLink.objects.renew(ruth)
    assert client.post(f"/yours/{token}/clock/", {"zone": "Europe/Paris"}).status_code == 404
    assert clock(ruth.person_id) == "Asia/Tokyo"


def test_a_colleague_notes_it_by_a_city(studio):
    ruth = somebody("ruth@harrow.example")
    ana, here = client_of(studio.ana), f"/people/{ruth.person_id}/reach/"
    refused = ana.post(here, {"zone": "Atlantis"})
    assert (
        refused.status_code == 422 and "No clock is named so." in refused.text and clock(ruth.person_id) == ""
    )
    ana.post(here, {"zone": "lisbon"})
    assert clock(ruth.person_id) == "Europe/Lisbon"
    assert "lives by the clock of Europe/Lisbon" in ana.get(f"/people/{ruth.person_id}/").text
