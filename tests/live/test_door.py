"""Who is let in at /live, and what may be said there."""

import json
import time

import pytest
from tests.live.sitting import page_of
from tests.signing_in import cookie_of
from tests.web.conftest import client_of
from websockets.exceptions import InvalidStatus

from byhand.conversations.models import Note
from byhand.team.models import Session
from byhand.team.staffing import let_go, sign_out_everywhere


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.example"},
        {"origin": None},
        {"origin": "null"},
        {"origin": "http://localhost:1"},
        {"cookie": "no-such-session"},
        {"cookie": "'; drop table"},
    ],
    ids=str,
)
def test_strangers_are_refused_before_the_handshake(studio, address, wrong):
    with pytest.raises(InvalidStatus) as no, page_of(studio.ana, address, **wrong):
        pass
    assert no.value.response.status_code == 403


def test_without_a_cookie_nobody_comes_in(studio, address):
    with pytest.raises(InvalidStatus), page_of(studio.ana, address, Cookie=""):
        pass


def test_whoever_has_left_the_team_does_not_come_in(studio, address):
    cookie = cookie_of(studio.tomas)
    studio.tomas.leave()
    with pytest.raises(InvalidStatus), page_of(studio.tomas, address, cookie=cookie):
        pass


@pytest.mark.parametrize(
    "garbage",
    ["", "{", "[]", '"at"', "null", "[" * 390, "x" * 401, b"\x00\x01", json.dumps({"at": "x" * 500})],
    ids=lambda one: repr(one[:9]),
)
def test_garbage_ends_the_socket_and_hurts_nobody(studio, ruth, address, garbage):
    with page_of(studio.ana, address) as good, page_of(studio.tomas, address) as bad:
        bad.socket.send(garbage)
        assert bad.closed_with() == 1008
        Note.objects.write(ruth, "Still here.", by=studio.tomas)
        good.hears_of(ruth)


def test_a_huge_frame_ends_the_socket(studio, address):
    with page_of(studio.tomas, address) as bad:
        bad.socket.send("x" * 1_000_000)
        assert bad.closed_with() == 1009


def test_a_flood_ends_the_socket(studio, ruth, address):
    with page_of(studio.tomas, address) as bad:
        try:
            for number in range(200):
                bad.say(at=ruth.public_id, writes=("answer", "note")[number % 2])
        except Exception:
            pass  # ended while it was still talking
        assert bad.closed_with() == 1013


@pytest.mark.parametrize(
    "odd", [{"at": 7}, {"at": None}, {"at": "\x00"}, {"at": "' or 1=1"}, {"writes": "spam"}, {"x": 1}]
)
def test_odd_words_are_not_heeded(studio, ruth, address, odd):
    with page_of(studio.ana, address) as page:
        page.say(**odd)
        page.say(at=ruth.public_id)
        assert page.readers(ruth, bool)[0]["writes"] == ""


def test_signing_out_closes_what_is_open_at_once(studio, address):
    cookie = cookie_of(studio.ana)
    with page_of(studio.ana, address, cookie=cookie) as page, page_of(studio.ana, address) as elsewhere:
        client = client_of(studio.ana)
        client.cookies["byhand_session"] = cookie
        client.get("/accounts/logout/")
        assert client.post("/accounts/logout/").status_code == 302
        signed_out = time.monotonic()
        assert page.closed_with(1.0) == 4401 and time.monotonic() - signed_out < 0.5
        with pytest.raises(TimeoutError):
            elsewhere.closed_with(0.5)


@pytest.mark.parametrize("how", ["let go", "signed out everywhere", "expired"])
def test_whoever_is_shown_out_hears_no_more(studio, address, how):
    with page_of(studio.tomas, address) as page:
        if how == "let go":
            let_go(studio.tomas, by=studio.ana)
        elif how == "expired":
            Session.objects.update(expire_date="2020-01-01T00:00:00Z")
        else:
            sign_out_everywhere(studio.tomas)
        assert page.closed_with(6.0) == 4401
