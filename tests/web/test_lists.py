"""The lists: who stands where, in which order, and what a page costs."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests import cast
from tests.web.conftest import client_of

from byhand.conversations.models import Conversation, Promise
from byhand.web.lists import PAGE

PART = {"HX-Request": "true", "HX-Target": "list"}


def told(desk, address, **headers) -> str:
    answer = desk.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_whoever_waits_longest_stands_first_and_a_due_promise_before_them(studio, desk):
    cast.conversation_with(studio.inbox, "one", sender=cast.JONAS, ago=timedelta(days=3))
    cast.conversation_with(studio.inbox, "two", sender=cast.MEI, ago=timedelta(days=1))
    ruth = cast.conversation_with(studio.inbox, "three", ago=timedelta(hours=1))
    Promise.objects.make(ruth, "Tell her", due_on=timezone.localdate(), by=studio.ana)
    page = told(desk, "/conversations/")
    assert page.index("Ruth Okafor") < page.index("Jonas Lind") < page.index("Mei Tanaka")
    assert "promise due" in page and "waiting 3 days" in page and "Waiting for us<span" in page


def test_each_list_shows_its_own(studio, desk):
    cast.a_busy_week(studio)
    assert "Refund" in told(desk, "/conversations/?list=waiting")
    assert "Blue" in told(desk, "/conversations/?list=theirs")
    assert "Invoice 2231" in told(desk, "/conversations/?list=later")
    assert "Ball clay" in told(desk, "/conversations/?list=not-for-us")
    everything = told(desk, "/conversations/?list=all")
    assert "Arrived" in everything and "Ball clay" not in everything
    assert "Refund" in told(desk, "/conversations/?list=no-such-list")


def test_the_empty_lists_say_something_kind(desk):
    for name, words in {
        "waiting": "Nobody is waiting for us.", "theirs": "Nothing lies with them.", "later": "Nothing is put off.",
        "all": "There are no conversations yet.", "not-for-us": "Nothing is folded away.",
    }.items():  # fmt: skip
        assert words in told(desk, f"/conversations/?list={name}")


def test_the_rest_of_a_long_list_is_a_link_away(studio, desk):
    mails = [
        cast.letter(f"number {n}", subject=f"No {n:03}", ago=timedelta(hours=200 - n)) for n in range(95)
    ]
    cast.comes_in(studio.inbox, *mails)
    seen, address = [], "/conversations/"
    for _ in range(-(-95 // PAGE)):
        page = told(desk, address)
        seen += [n for n in range(95) if f"<b>No {n:03}</b>" in page]
        rest = page.partition('id="more"')[2].partition('href="')[2].partition('"')[0]
        address = rest.replace("&amp;", "&")
    assert seen == list(range(95)) and not address
    part = told(desk, "/conversations/?list=waiting&after=5~nonsense~x", **PART)
    assert "<b>No 000</b>" in part, "a key that is none begins at the top"


def test_htmx_gets_the_pane_or_the_rows_alone(studio, desk):
    cast.conversation_with(studio.inbox)
    pane = told(desk, "/conversations/", **PART)
    assert pane.lstrip().startswith("<section") and "<html" not in pane
    rows = told(desk, "/conversations/", **{"HX-Request": "true", "HX-Target": "more"})
    assert rows.lstrip().startswith("<li") and "<section" not in rows


def test_a_list_that_refreshes_itself_keeps_as_many_rows_as_it_shows(studio, desk):
    cast.comes_in(studio.inbox, *(cast.letter("x", subject=f"No {n}") for n in range(60)))
    assert told(desk, "/conversations/?rows=60", **PART).count('class="row"') == 60
    assert told(desk, "/conversations/?rows=9999999", **PART).count('class="row"') == PAGE


def test_counts_stop_where_nobody_counts_any_more(studio, desk, monkeypatch):
    monkeypatch.setattr("byhand.conversations.counting.CAP", 3)
    monkeypatch.setattr("byhand.web.lists.CAP", 3)
    cast.comes_in(studio.inbox, *(cast.letter("x", subject=f"No {n}") for n in range(5)))
    assert "· 2+" in told(desk, "/conversations/")


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("name", ["waiting", "theirs", "later", "all", "not-for-us"])
def test_a_list_costs_four_queries_however_long(studio, desk, django_assert_num_queries, name, rows):
    cast.comes_in(
        studio.inbox,
        *(cast.letter("x", subject=f"No {n}", sender=f"P {n} <p{n}@x.example>") for n in range(rows)),
    )
    Conversation.objects.first().assign(to=studio.tomas, by=studio.ana)
    with django_assert_num_queries(4):
        told(desk, f"/conversations/?list={name}")


def test_search_finds_words_and_people(studio, desk):
    cast.a_busy_week(studio)
    assert "Workshop in March" in told(desk, "/search/?q=replacement lid")
    people = told(desk, "/search/?q=katharina")
    assert 'href="/people/' in people and "Scherben" in people
    assert "Nothing was found." in told(desk, "/search/?q=zebra")
    assert "looking for" in told(desk, "/search/?q=")
    assert desk.get("/search/")["Location"] == "/conversations/"
    for odd in ("%", "_", '"', "'; drop table", "a" * 5000, "\x00", "*", "AND OR NOT", "🙂"):
        assert desk.get("/search/", {"q": odd}).status_code == 200, odd


def test_a_search_costs_no_more_than_eleven_queries(studio, desk, django_assert_max_num_queries):
    cast.a_busy_week(studio)
    with django_assert_max_num_queries(11):
        told(desk, "/search/?q=the")


def test_colleagues_are_named_on_what_they_have(studio):
    cast.conversation_with(studio.inbox).assign(to=studio.tomas, by=studio.ana)
    assert ">Tomas</span>" in told(client_of(studio.ana), "/conversations/")
    assert ">yours</span>" in told(client_of(studio.tomas), "/conversations/")
