"""What a visitor says arrives once and in order, and so does what is said to them, whatever is cut meanwhile."""

from __future__ import annotations

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests import cast
from tests.live.sitting import page_of
from tests.live.visiting import new_id, new_token, posts, visitor_at

from byhand.channels.chat.settings import open_chat
from byhand.channels.models import Arrival, Line, Visitor
from byhand.conversations.answering import blank_answer
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Conversation
from byhand.gate.delivering import deliver_at_once_due
from byhand.team import here
from byhand.team.here import Here


@pytest.fixture
def chat(studio):
    return open_chat(name="Website", origins=["https://shop.example"], goes_on_by=studio.inbox.pk)


def answers(words: str, *, by) -> None:
    """A colleague answers the one conversation there is, as the sheet offers it."""
    read_arrivals_due()
    conversation = Conversation.objects.get()
    to = blank_answer(conversation, list(conversation.messages.for_thread()), newest=0).to
    cast.answer(conversation, words, by=by, to=to)
    deliver_at_once_due()


def test_words_go_to_and_fro(studio, chat, address):
    with visitor_at(address, chat, new_token(), page="https://shop.example/bowls?session=secret") as visitor:
        assert visitor.says("Is the blue bowl still there?")["n"] == 1
        answers("It is; shall I put it aside?", by=studio.ana)
        line = visitor.reads("It is; shall I put it aside?")
        assert (line["n"], line["by"]) == (2, "Ana Moreau")
    conversation = Conversation.objects.get()
    assert [one.new_text.strip() for one in conversation.messages.all()] == [
        "Is the blue bowl still there?", "It is; shall I put it aside?",
    ]  # fmt: skip
    first = conversation.messages.first()
    assert (first.sender, first.writer.kind) == ("unverified", "visitor")
    assert Visitor.objects.get().page == "https://shop.example/bowls", "nothing behind the ? is kept"


def test_nobody_is_made_before_the_first_word(studio, chat, address):
    with visitor_at(address, chat, new_token()) as visitor:
        assert visitor.ready == {"name": ""}
        assert not Visitor.objects.exists()


def test_the_same_word_said_again_is_said_once(studio, chat, address):
    token, name = new_token(), new_id()
    with visitor_at(address, chat, token) as visitor:
        assert visitor.says("Hello?", name)["n"] == 1
        assert visitor.says("Hello?", name)["n"] == 1
    assert posts(address, "say", chat, token, say={"id": name, "words": "Hello?"}) == (
        200,
        {"taken": {"id": name, "n": 1}},
    )
    assert (Arrival.objects.count(), Line.objects.count()) == (1, 1)


def test_a_page_that_was_away_hears_all_it_missed_in_order(studio, chat, address):
    token = new_token()
    with visitor_at(address, chat, token) as visitor:
        visitor.says("One")
    answers("Two", by=studio.ana)
    posts(address, "say", chat, token, say={"id": new_id(), "words": "Three"})
    answers("Four", by=studio.tomas)
    with visitor_at(address, chat, token, has=1) as visitor:
        visitor.reads("Four")
        assert [line["words"] for line in visitor.lines] == ["Two", "Three", "Four"]


def test_without_a_socket_lines_come_by_a_stream_and_by_asking(studio, chat, address):
    token = new_token()
    assert posts(address, "say", chat, token, say={"id": new_id(), "words": "One"})[0] == 200
    hello = json.dumps({"chat": chat.options["key"], "token": token, "has": 0}).encode()
    asked = urllib.request.Request(f"{address}/chat/stream", hello, {"Origin": address})
    with urllib.request.urlopen(asked, timeout=10) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        with ThreadPoolExecutor(1) as beside:
            beside.submit(answers, "Two", by=studio.ana).result()
        told: list[str] = []
        while "Two" not in told:
            said = stream.readline().decode().removeprefix("data: ").strip()
            told += [line["words"] for line in json.loads(said).get("lines", ())] if said else []
    assert told == ["One", "Two"]
    status, asked = posts(address, "ask", chat, token, has=1)
    assert status == 200 and [line["words"] for line in asked["lines"]] == ["Two"]


def test_two_pages_of_one_browser_show_the_same(studio, chat, address):
    token = new_token()
    with visitor_at(address, chat, token) as one:
        one.says("Hello?")
        with visitor_at(address, chat, token) as other:
            answers("Good morning.", by=studio.ana)
            one.says("It is.")
            for page in (one, other):
                page.reads("It is.")
                assert [line["words"] for line in page.lines] == ["Hello?", "Good morning.", "It is."]


def test_who_is_at_the_desk_is_said_by_name_and_nobody_who_is_not(studio, chat, address):
    here.write_down()  # signs of whoever sat here before
    Here.objects.all().delete()
    with visitor_at(address, chat, new_token()) as visitor:
        told = visitor.hears("desk")
        assert told["here"] == [] and "Nobody is at the desk" in told["says"]
        here.touched(studio.ana.pk)
        here.write_down()
        told = visitor.hears("desk", 12)
        assert told == {"here": [{"name": "Ana Moreau", "face": ""}], "says": "Ana is at the desk."}


def test_somebody_writes_is_said_while_that_colleague_writes_an_answer(studio, chat, address):
    with visitor_at(address, chat, new_token()) as visitor, page_of(studio.ana, address) as desk:
        visitor.says("Hello?")
        read_arrivals_due()
        conversation = Conversation.objects.get()
        desk.say(at=conversation.public_id, writes="note")
        desk.say(at=conversation.public_id, writes="answer")
        assert visitor.hears("writes") == ["Ana"], "a note to the team is nobody else's business"
        desk.say(at=conversation.public_id, writes="")
        assert visitor.hears("writes") == []


def test_colleagues_hear_of_a_visitor_s_word_at_once(studio, chat, address):
    with visitor_at(address, chat, new_token()) as visitor, page_of(studio.ana, address) as desk:
        visitor.says("Hello?")
        read_arrivals_due()
        desk.hears_of(Conversation.objects.get(), 1.0)
