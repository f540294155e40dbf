"""The line of time on a person's page: everything once, newest first, and nothing that the reader may not see."""

import re

import pytest
from django.utils import timezone
from tests import cast
from tests.web.conftest import client_of

from byhand.channels.inbox import Inbox
from byhand.conversations.line_of_time import line_of
from byhand.conversations.models import Call, Conversation, Event, Message, Note, Promise
from byhand.kit.days import YearDay
from byhand.people.models import Memory, Occasion
from byhand.team.models import User

MORE = {"HX-Request": "true", "HX-Target": "more"}


@pytest.fixture
def long(studio, ruth):
    """Much with Ruth, most of it in the same moment, over two conversations and two inboxes."""
    shop = Inbox.objects.create(kind="practice", name="Shop", address="shop@kilnlane.example")
    other = cast.comes_in(shop, cast.letter("Is the shop open?", subject="Shop")).conversation
    for n in range(4):
        Note.objects.write(ruth, f"note {n}", by=studio.tomas)
        Memory.objects.remember(ruth.person, f"memory {n}", by=studio.ana)
        Occasion.objects.mark(ruth.person, YearDay(5, n + 1), label=f"day {n}", by=studio.ana)
    kept = Promise.objects.make(other, "Send the chart", due_on=None, by=studio.ana)
    kept.keep(by=studio.tomas)
    Promise.objects.make(ruth, "Call her", due_on=None, by=studio.ana).break_off(by=studio.ana, word="ill")
    Promise.objects.make(ruth, "Pay", due_on=None, by=studio.ana, side="theirs")
    Call.objects.begin(other, kind="browser", name="Ruth").end()
    now = timezone.now()
    for noun, at in (
        (Call, "begun_at"),
        (Note, "at"),
        (Event, "at"),
        (Memory, "noted_at"),
        (Occasion, "noted_at"),
        (Message, "said_at"),
    ):
        noun.objects.update(**{at: now})
    return ruth, other


def walk(person, user, size):
    after, found = "", []
    while True:
        line, after = line_of(person.pk, Inbox.objects.sight_of(user), user.pk, after=after, size=size)
        found += line
        if not after:
            return found


def test_everything_stands_in_it_once_however_it_is_paged(studio, long):
    ruth, other = long
    whole = walk(ruth.person, studio.ana, 500)
    assert [(one.kind, one.row) for one in whole] == [
        (one.kind, one.row) for one in walk(ruth.person, studio.ana, 3)
    ]
    told = [(one.kind, one.said) for one in whole]
    assert len(told) == len({(one.kind, one.row) for one in whole}) == 4 * 3 + 5 + 2 + 1
    for words in (
        "note 3",
        "memory 0",
        "day 2",
        "Could we bring twelve?",
        "Is the shop open?",
        "Send the chart",
    ):
        assert sum(words in said for _kind, said in told) >= 1, words
    assert {one.sort for one in whole if one.kind == "event"} == {
        "promised",
        "kept",
        "broken",
        "they promise",
    }
    shop = next(one for one in whole if "shop" in one.said)
    assert (shop.where, shop.channel, shop.who) == (other.public_id, "Shop", "Ruth Okafor")


def test_it_is_one_query_and_newest_first(studio, long, django_assert_num_queries):
    ruth, _other = long
    Message.objects.filter(conversation=ruth).update(said_at=cast.ago(days=3))
    sight = Inbox.objects.sight_of(studio.ana)
    with django_assert_num_queries(1):
        line, _more = line_of(ruth.person_id, sight, studio.ana.pk, size=100)
    assert line[-1].kind == "message" and [one.at for one in line] == sorted(
        (one.at for one in line), reverse=True
    )


def test_a_letter_taken_back_is_not_in_it(studio, ruth):
    sent = cast.answer(ruth, "Never mind.", by=studio.ana)
    assert "Never mind." in {one.said for one in walk(ruth.person, studio.ana, 9)}
    cast.delivered(sent, stage="recalled")
    assert "Never mind." not in {one.said for one in walk(ruth.person, studio.ana, 9)}


def test_nobody_reads_what_is_hidden_from_them(studio, long):
    ruth, other = long
    Memory.objects.remember_privately(ruth.person, "mine alone", by=studio.ana)
    said = ruth.messages.get().pk
    Memory.objects.remember(ruth.person, "said between us", by=studio.ana, message=said)
    Occasion.objects.mark(ruth.person, YearDay(1, 1), label="between us, too", message=said, by=studio.ana)
    Conversation.objects.get(pk=ruth.pk).make_private(among=[], by=studio.ana)
    mine, theirs = (
        " ".join(f"{one.said} {one.matter}" for one in walk(ruth.person, one_of, 500))
        for one_of in (studio.ana, studio.tomas)
    )
    for words in ("mine alone", "said between us", "between us, too", "note 1", "Call her", "bring twelve"):
        assert words in mine and words not in theirs, words
    for words in ("memory 1", "day 1", "Is the shop open?", "Send the chart"):
        assert words in theirs, words
    other.inbox.is_team_wide = False
    other.inbox.save(update_fields=["is_team_wide"])
    assert "Is the shop open?" not in " ".join(one.said for one in walk(ruth.person, studio.ana, 500))


def test_the_page_shows_it_and_fetches_the_rest(studio, long, desk):
    ruth, other = long
    for n in range(40):
        Memory.objects.remember(ruth.person, f"more <{n}>", by=studio.ana)
    at = f"/people/{ruth.person_id}/"
    page, seen, pages = desk.get(at).content.decode(), [], []
    while True:
        pages.append(page)
        seen += re.findall(r'<li class="moment', page)
        more = re.search(r'id="more"><a href="([^"]+)"', page)
        if not more:
            break
        page = desk.get(
            more[1].replace("&amp;", "&"), headers={"HX-Request": "true", "HX-Target": "more"}
        ).content.decode()
        assert "<html" not in page
    assert len(seen) == 40 + 20 and "They called, and nobody could take it" in "".join(pages)
    assert "A date that matters: day 1, 2 May" in page and f"/conversations/{other.public_id}/#m" in page
    later = desk.get(f"{at}?after={timezone.now().isoformat().replace('+', '%2B')}~note~1").content.decode()
    assert "Back to the newest" in later and "What matters to them" in later


@pytest.mark.parametrize("after", [
    "x", "~~", "2026-01-01T00:00:00+00:00~note~x", "2026-01-01~note~1", "2026-13-45T00:00:00Z~note~1", "\0~note~1",
    "2026-01-01T00:00:00Z~evil~1", "2026-01-01T00:00:00Z~note~" + "9" * 40, "2026-01-01T00:00:00Z~note~٣",
])  # fmt: skip
def test_a_key_that_is_none_begins_at_the_top(long, desk, after):
    ruth, _other = long
    answer = desk.get(f"/people/{ruth.person_id}/", {"after": after})
    assert answer.status_code == 200 and "memory 0" in answer.content.decode()


def test_open_promises_of_theirs_and_ours_stand_on_the_page_and_are_kept_there(studio, long, desk):
    ruth, other = long
    open_one = Promise.objects.make(other, "Tell her about March", due_on=timezone.localdate(), by=studio.ana)
    page = desk.get(f"/people/{ruth.person_id}/").content.decode()
    assert "Theirs: Pay" in page and "Tell her about March" in page and ">Call her<" not in page
    answer = desk.post(f"/promises/{open_one.pk}/keep/", {"back": "person"})
    assert answer["Location"] == f"/people/{ruth.person_id}/"
    assert f"/promises/{open_one.pk}/keep/" not in desk.get(answer["Location"]).content.decode()
    Conversation.objects.get(pk=ruth.pk).make_private(among=[], by=studio.ana)
    assert "Theirs: Pay" not in client_of(studio.tomas).get(f"/people/{ruth.person_id}/").content.decode()


def test_a_guest_reads_the_page_and_is_offered_nothing(studio, long, desk):
    ruth, _other = long
    gina = User.objects.create_user("gina@kilnlane.example", "Gina Rossi", "a third phrase", role="guest")
    page = client_of(gina).get(f"/people/{ruth.person_id}/").content.decode()
    assert "memory 0" in page and "day 1, 2 May" in page and "Theirs: Pay" in page
    for offered in ("Add a date", "Add something worth", "/keep/", "/away/", "/forget/"):
        assert offered not in page and offered in desk.get(f"/people/{ruth.person_id}/").content.decode()
