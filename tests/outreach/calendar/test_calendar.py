"""The calendar of everything that goes out: who sees and moves what, what that asks for, what stands against it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.outreach.broadcasts.conftest import fresh
from tests.people.agreeing import agreed, topic
from tests.signing_in import sign_in
from tests.web.conftest import client_of

from byhand.channels.models import Inbox
from byhand.conversations.drafting import Words
from byhand.conversations.models import Draft
from byhand.gate.models import Delivery, Dispatch, JournalEntry
from byhand.outreach import few
from byhand.outreach.calendar import no_room
from byhand.outreach.models import Audience
from byhand.outreach.rules.writable import Writable
from byhand.outreach.standing import standing_of
from byhand.team.models import House, User

CALENDAR = "/outreach/calendar/"


def noon(days: int, hour: int = 12) -> datetime:
    """On a day from today, by the house's clock."""
    return datetime.combine(timezone.localdate() + timedelta(days=days), time(hour), tzinfo=UTC)


def week_with(client, at: datetime) -> str:
    return client.get(f"{CALENDAR}?week={at:%Y-%m-%d}").text


def moved(client, kind: str, key: str, at: datetime) -> str:
    said = client.post(
        f"{CALENDAR}{kind}/{key}/move/", {"day": f"{at:%Y-%m-%d}", "time": f"{at:%H:%M}"}, follow=True
    )
    return said.text


def clashes(client, one) -> str:
    return client.get(f"{CALENDAR}broadcast/{one.public_id}/clashes/").text


def later_letter(studio, at: datetime, inbox: Inbox | None = None) -> Dispatch:
    """Ana answers Ruth, and lets it leave at that moment."""
    conversation = cast.conversation_with(inbox or studio.inbox, to=(inbox or studio.inbox).address)
    seen = conversation.messages.latest("pk").pk
    words = Words(to=cast.RUTH, subject="Re: The lid", body="Twelve is fine.", seen_message=seen)
    draft = Draft.objects.keep(words, conversation=conversation, by=studio.ana)
    dispatch = conversation.reply(draft, by=sign_in(studio.ana), leaves_at=at).dispatch
    assert dispatch
    return dispatch


def test_a_broadcast_that_was_read_is_read_again_once_it_moves_and_not_when_it_comes_back(press):
    press.reader("ruth@harrow.example")
    first, other = noon(3), noon(4)
    one = press.read(press.written(leaves_at=first))
    ana, tomas = client_of(press.studio.ana), client_of(press.studio.tomas)
    assert "The kiln is free" in week_with(ana, first) and standing_of(one).is_agreed
    assert "a colleague reads it again" in moved(ana, "broadcast", one.public_id, other)
    assert fresh(one).leaves_at == other and not standing_of(fresh(one)).is_agreed
    assert "reads it again" not in moved(ana, "broadcast", one.public_id, first)
    assert standing_of(fresh(one)).is_agreed, "just this was read"
    assert "Only Ana Moreau can move this" in moved(tomas, "broadcast", one.public_id, other)
    assert "That moment is past" in moved(ana, "broadcast", one.public_id, noon(-1))
    assert (
        "Say a day and a time"
        in ana.post(f"{CALENDAR}broadcast/{one.public_id}/move/", {"day": "x"}, follow=True).text
    )
    assert fresh(one).leaves_at == first
    never_read = press.written(leaves_at=first, latest_at=other)
    assert "reads it again" not in moved(ana, "broadcast", never_read.public_id, noon(3, 15))
    assert "It must have left by" in moved(ana, "broadcast", never_read.public_id, noon(5))


def test_what_was_let_go_is_moved_by_nobody(press):
    press.reader("ruth@harrow.example")
    one = press.released(press.written(leaves_at=noon(3)))
    ana = client_of(press.studio.ana)
    page = week_with(ana, noon(3))
    assert "The kiln is free" in page and "let go" in page and "data-moves" not in page
    assert "only before it leaves" in moved(ana, "broadcast", one.public_id, noon(4))
    assert fresh(one).leaves_at == noon(3)


def test_a_letter_that_leaves_later_is_moved_by_its_author_as_long_as_it_waits(press):
    studio, at, other = press.studio, noon(2), noon(5)
    letter = later_letter(studio, at)
    ana, tomas = client_of(studio.ana), client_of(studio.tomas)
    assert "Re: The lid" in week_with(tomas, at)
    assert "Only Ana Moreau" in moved(tomas, "letter", str(letter.pk), other)
    entries = JournalEntry.objects.count()
    assert "leaves on" in moved(ana, "letter", str(letter.pk), other)
    assert (
        Dispatch.objects.get(pk=letter.pk).leaves_at == other and JournalEntry.objects.count() == entries + 1
    )
    assert (
        Delivery.objects.get(dispatch=letter).next_attempt_at == other
        and Dispatch.objects.get(pk=letter.pk).has_whole_seal()
    )
    Delivery.objects.filter(dispatch=letter).update(stage="accepted", attempts=1, settled_at=timezone.now())
    assert "only before it leaves" in moved(ana, "letter", str(letter.pk), at)
    assert Dispatch.objects.get(pk=letter.pk).leaves_at == other


def test_nobody_sees_what_they_may_not(press):
    studio = press.studio
    hidden = Inbox.objects.create(
        kind="practice", name="Books", address="books@kilnlane.example", is_team_wide=False
    )
    hidden.members.add(studio.ana)
    secret = press.written(subject="Of the books", leaves_at=noon(2), inbox=hidden)
    letter = later_letter(studio, noon(2), hidden)
    guest = User.objects.create_user("guest@kilnlane.example", "A Guest", "yet another phrase", role="guest")
    others = (
        ("broadcast", secret.public_id),
        ("letter", letter.pk),
        ("post", "1"),
        ("letter", "x"),
        ("letter", "9" * 30),
    )
    for who in (studio.tomas, guest):
        client = client_of(who)
        page = week_with(client, noon(2))
        assert "Of the books" not in page and "The lid" not in page
        for kind, key in others:
            assert client.get(f"{CALENDAR}{kind}/{key}/clashes/").status_code == 404
            posted = client.post(f"{CALENDAR}{kind}/{key}/move/", {"day": "2031-01-01", "time": "10:00"})
            assert posted.status_code == (403 if who == guest else 404)
    page = week_with(client_of(studio.ana), noon(2))
    assert "Of the books" in page and "The lid" in page


def test_what_stands_against_a_moment_is_said(press):
    House.objects.update(country="GB", region="ENG")
    ana, christmas = (
        client_of(press.studio.ana),
        datetime(timezone.localdate().year + 1, 12, 25, 12, tzinfo=UTC),
    )
    press.written(leaves_at=christmas)
    assert "It is a holiday" in week_with(ana, christmas)
    night = press.written(subject="At night", leaves_at=noon(3, 23))
    assert "The house is quiet then: it begins to leave on" in week_with(ana, noon(3))
    night.describe(**press.told(leaves_at=noon(3, 22), latest_at=noon(4, 2)))
    assert "Quiet hours last past its latest time" in week_with(ana, noon(3))
    later_letter(press.studio, noon(20, 3))
    assert "It arrives outside the hours of the house" in week_with(ana, noon(20))
    for monday, named in (
        (date(2031, 6, 2), "2 to 8 June 2031"), (date(2031, 6, 30), "30 June to 6 July 2031"),
        (date(2031, 12, 29), "29 December 2031 to 4 January 2032"),
    ):  # fmt: skip
        page = week_with(ana, monday)
        assert f"<h2>{named}</h2>" in page and "Nothing goes out in this week." in page
    for nonsense in ("", "x", "0001-01-01", "9999-12-31", "2026-02-31"):
        assert "Nothing goes out" in ana.get(f"{CALENDAR}?week={nonsense}").text


def test_two_broadcasts_to_the_same_people_say_who_will_have_no_room(press, django_assert_max_num_queries):
    news = topic("News", by=press.studio.ana)
    for number in range(4):
        address = press.reader(f"both{number}@harrow.example")
        agreed(address, news)
    press.reader("workshops@harrow.example")
    agreed(press.reader("news@harrow.example", agrees=False), news)
    other = Audience.objects.begin("News", [Writable(topic=news.pk)], by=press.studio.ana)
    first = press.written(leaves_at=noon(2))
    second = press.written(subject="What is new", leaves_at=noon(5), topic=news, audience=other)
    ana = client_of(press.studio.ana)
    assert "4 of 5 will have no room by then: “The kiln is free” goes to them first." in clashes(ana, second)
    assert "Nothing stands against it" in clashes(ana, first), "what goes first takes no room from itself"
    second.describe(**press.told(topic=news, audience=other, leaves_at=noon(2 + 14)))
    assert "Nothing stands against it" in clashes(ana, second), "a fortnight later there is room again"
    second.describe(**press.told(topic=news, audience=other, leaves_at=noon(5)))
    released = press.released(first)
    assert "4 of 5 will have no room by then: “The kiln is free”" in clashes(ana, second), "it waits to leave"
    assert released.dispatch_id
    hidden = Inbox.objects.create(
        kind="practice", name="Books", address="books@kilnlane.example", is_team_wide=False
    )
    hidden.members.add(press.studio.ana)
    press.written(subject="Secret", leaves_at=noon(4), inbox=hidden)
    tomas = client_of(press.studio.tomas)
    press.read(fresh(second))
    said = clashes(tomas, second)
    assert "another broadcast goes to them first" in said and "Secret" not in said


@pytest.mark.parametrize("are_enough", [True, False])
def test_of_many_readers_some_are_drawn_and_it_is_said_that_it_is_about_so_many(
    press, monkeypatch, are_enough
):
    monkeypatch.setattr(few, "FEW", 5)
    monkeypatch.setattr(no_room, "ENOUGH", 10 if are_enough else 31)
    monkeypatch.setattr(no_room, "DRAWN", 200)
    news = topic("News", by=press.studio.ana)
    for number in range(30):
        address = press.reader(f"p{number}@harrow.example", agrees=number % 3 > 0)
        agreed(address, news)
    other = Audience.objects.begin("News", [Writable(topic=news.pk)], by=press.studio.ana)
    first = press.written(leaves_at=noon(2))
    second = press.written(subject="What is new", leaves_at=noon(5), topic=news, audience=other)
    told = "Of a hundred about 67" if are_enough else "20 of 30"
    ana = client_of(press.studio.ana)
    for _turn in range(2):
        assert f"{told} will have no room by then: “The kiln is free” goes" in clashes(ana, second)
        if not first.dispatch_id:
            first = press.released(first)


@pytest.mark.parametrize("many", [1, 12])
def test_a_week_asks_as_much_for_one_as_for_many(press, many, django_assert_num_queries):
    for number in range(many):
        press.written(subject=f"Letter {number}", leaves_at=noon(3))
        press.written(subject=f"Unplanned {number}")
    ana = client_of(press.studio.ana)
    week_with(ana, noon(3))
    with django_assert_num_queries(9):
        assert week_with(ana, noon(3)).count('class="entry"') == many * 2


def test_a_day_of_another_zone_is_the_day_of_whoever_looks(press):
    User.objects.filter(pk=press.studio.ana.pk).update(time_zone="Asia/Tokyo")
    at = datetime.combine(date(2031, 1, 6), time(20), tzinfo=UTC)
    press.written(leaves_at=at)
    page = client_of(User.objects.get(pk=press.studio.ana.pk)).get(f"{CALENDAR}?week=2031-01-07").text
    assert "05:00</time>" in page.partition('data-day="2031-01-07"')[2].partition("data-day")[0]
