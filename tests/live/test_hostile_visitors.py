"""The visitors' doors against whoever means harm: what they say is cut, a flood is left, nobody else is hurt."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request

import pytest
from tests import cast
from tests.live.visiting import line_to, new_id, new_token, posts, visitor_at
from websockets.exceptions import ConnectionClosed, InvalidStatus

from byhand.channels.chat.settings import open_chat, renew_identity_key
from byhand.channels.models import Inbox, Line, Visitor
from byhand.conversations.intake import read_arrivals_due
from byhand.kit.signed_tokens import write
from byhand.live import visitors_door


@pytest.fixture
def chat(studio):
    return open_chat(name="Website")


def closed_with(socket) -> int | None:
    try:
        while True:
            socket.recv(timeout=6)
    except ConnectionClosed:
        return socket.close_code


@pytest.mark.parametrize("origin", ["https://shop.example", None, "null", "http://localhost:1"])
def test_only_our_own_frame_opens_a_line(studio, chat, address, origin):
    with pytest.raises(InvalidStatus) as no, line_to(address, origin=origin):
        pass
    assert no.value.response.status_code == 403
    for what in ("say", "ask", "stream"):
        body = {"say": {"id": new_id(), "words": "x"}} if what == "say" else {}
        assert posts(address, what, chat, new_token(), origin=origin or "null", **body)[0] == 400
    assert not Visitor.objects.exists()


def test_garbage_ends_its_own_line_and_no_other(studio, chat, address):
    key, token = chat.options["key"], new_token()
    hellos = (
        "", "{", "[]", "null", "7", "[" * 4000, b"\x00\x01", "{}", '{"chat": 7}',
        json.dumps({"chat": key, "token": "short"}), json.dumps({"chat": key, "token": ["x" * 32]}),
        json.dumps({"chat": "../../etc", "token": token}), json.dumps({"chat": key, "token": "x" * 65}),
    )  # fmt: skip
    words = (
        {"say": 7}, {"say": {}}, {"say": {"id": new_id()}}, {"say": {"id": new_id(), "words": " \n "}},
        {"say": {"id": "../x", "words": "x"}}, {"say": {"id": new_id(), "words": ["x"]}},
    )  # fmt: skip
    with visitor_at(address, chat, new_token()) as good:
        for one in hellos:
            with line_to(address) as bad:
                bad.send(one)
                assert closed_with(bad) == 1008, one
        for one in words:
            with visitor_at(address, chat, token) as bad:
                bad.send(**one)
                assert bad.closed_with() == 1008, one
        with line_to(address) as bad:
            bad.send("x" * 1_000_000)
            assert closed_with(bad) == 1009
        assert good.says("Still here?")["n"] == 1


def test_odd_words_are_kept_as_what_they_are(studio, chat, address):
    odd = "'; drop table line; -- \u202e 😀 <script>alert(1)</script> {{ 7*7 }} \\u0000"
    with visitor_at(
        address, chat, new_token(), page="javascript:alert(1)", language="en'--", identity="x"
    ) as visitor:
        visitor.send(say={"id": new_id(), "words": f"{odd}\x00\ud83d"})
        assert visitor.reads(odd)["words"] == odd
        visitor.send(page="https://shop.example/" + "a" * 600, seen="x", reach=["x"])
        visitor.send(seen=2**70, reach={"name": "x" * 500, "email": "no address"})
        assert "no e-mail address" in visitor.hears("reached")["no"]
    one = Visitor.objects.get()
    assert (one.name, one.email, one.seen, one.language) == ("", "", 0, "")
    read_arrivals_due()
    assert cast.Message.objects.get().new_text == odd


def test_nobody_reads_or_speaks_in_the_stream_of_another(studio, chat, address):
    token = new_token()
    with visitor_at(address, chat, token) as ruth:
        ruth.says("My number is 4711.")
        key = Visitor.objects.get().key
        for guess in (new_token(), key.ljust(32, "0"), f"visitor-{key}-{'x' * 20}"[:64]):
            assert posts(address, "ask", chat, guess)[1].get("lines", []) == []
        other = open_chat(name="Other")
        assert posts(address, "ask", other, token)[1].get("lines", []) == [], "a token belongs to one chat"
        posts(address, "say", other, token, say={"id": new_id(), "words": "Me again."})
        assert [line.words for line in Line.objects.filter(visitor__key=key)] == ["My number is 4711."]


def test_a_paused_or_unknown_chat_is_closed(studio, chat, address):
    chat.options["key"], key = "0" * 16, chat.options["key"]
    with line_to(address) as socket:
        socket.send(json.dumps({"chat": "0" * 16, "token": new_token()}))
        assert json.loads(socket.recv())["no"] == "This chat is closed."
        assert closed_with(socket) == 4404
    assert posts(address, "say", chat, new_token(), say={"id": new_id(), "words": "x"})[1]["no"]
    Inbox.objects.filter(pk=chat.pk).update(paused_at="2026-01-01T00:00:00Z")
    chat.options["key"] = key
    assert posts(address, "ask", chat, new_token())[1]["no"] == "This chat is closed."


def test_a_flood_of_words_waits_and_a_flood_of_frames_ends(studio, chat, address):
    with visitor_at(address, chat, new_token()) as quick:
        for _ in range(16):
            quick.send(say={"id": new_id(), "words": "x"})
        assert quick.hears("later")
    with visitor_at(address, chat, new_token()) as flood:
        try:
            for _ in range(300):
                flood.send(seen=1)
        except ConnectionClosed:
            pass
        assert flood.closed_with() == 1013
    assert Line.objects.count() <= 13


def test_from_one_address_come_so_many_lines_and_no_more(studio, chat, address, monkeypatch):
    monkeypatch.setattr("byhand.live.limits.MOST_AT_ONCE", 3)
    with visitor_at(address, chat, new_token()), visitor_at(address, chat, new_token()) as second:
        with visitor_at(address, chat, new_token()), pytest.raises(InvalidStatus), line_to(address):
            pass
        time.sleep(0.3)
        with visitor_at(address, chat, new_token()) as third:
            assert third.says("There is room again.")["n"] == 1
        assert second.says("Here, too.")["n"] == 1


def test_whoever_says_no_hello_is_not_waited_for(studio, chat, address, monkeypatch):
    monkeypatch.setattr(visitors_door, "HELLO_WITHIN", 0.3)
    with line_to(address) as silent:
        assert closed_with(silent) is not None


def test_a_body_without_end_is_not_read(studio, chat, address):
    huge = json.dumps({"chat": chat.options["key"], "token": new_token(), "x": "x" * 3_000_000}).encode()
    request = urllib.request.Request(f"{address}/chat/say", huge, {"Origin": address})
    with pytest.raises((urllib.error.HTTPError, ConnectionError, urllib.error.URLError)) as no:
        urllib.request.urlopen(request, timeout=10)
    assert getattr(no.value, "code", 400) == 400


def test_a_proven_visitor_s_stream_is_theirs_alone(studio, chat, address):
    renew_identity_key(chat)
    key, token = chat.secrets["identity"], new_token()
    ruth = write({"sub": "ruth", "email": "ruth@harrow.example", "exp": time.time() + 600}, key=key)
    jonas = write({"sub": "jonas", "exp": time.time() + 600}, key=key)
    with visitor_at(address, chat, token, identity=ruth) as visitor:
        visitor.says("My number is 4711.")
    for other in ("", jonas, "forged", write({"sub": "ruth", "exp": time.time() - 600}, key=key)):
        status, told = posts(address, "ask", chat, token, identity=other)
        assert (status, told.get("again"), told.get("lines")) == (200, True, None), (
            "the same computer, another person"
        )
        told = posts(address, "say", chat, token, identity=other, say={"id": new_id(), "words": "x"})[1]
        assert told["again"] is True
    assert posts(address, "ask", chat, token, identity=ruth)[1]["lines"][0]["words"] == "My number is 4711."
    renew_identity_key(Inbox.objects.get(pk=chat.pk))
    time.sleep(5.2)  # settings that were changed hold after five seconds
    assert posts(address, "ask", chat, token, identity=ruth)[1]["again"], (
        "a token of the key before proves nobody"
    )
    assert Line.objects.count() == 1
