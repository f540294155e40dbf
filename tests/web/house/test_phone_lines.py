"""Telephone lines: connected by owners, tried live, their token never shown; a colleague's telephone is their own."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.servers.exchange_walk import sound

from byhand.channels.models import Greeting, Inbox, OwnPhone

NEW = "/settings/inboxes/new/phone/"


@pytest.fixture
def typed(exchange):
    return {
        "number": "+44 20 7946 0199", "account": exchange.account, "token": exchange.token, "api": exchange.address,
        "public": "https://desk.example.org", "first_ring": "12", "everyone_rings": "25", "language": "en",
    }  # fmt: skip


def test_a_line_is_tried_then_kept_led_here_and_its_token_never_shown(as_ana, exchange, typed):
    page = as_ana.post(NEW, typed | {"token": "wrong", "keep": "yes"}).content.decode()
    assert "does not know this account" in page and not Inbox.objects.exists()
    assert "belongs to the account" in as_ana.post(NEW, typed | {"try": "yes"}).content.decode()
    assert not Inbox.objects.exists()
    as_ana.post(NEW, typed | {"keep": "yes"})
    line = Inbox.objects.get()
    there = f"/settings/inboxes/{line.pk}/phone/"
    assert (line.kind, line.address, line.secrets["token"]) == ("phone", "+442079460199", exchange.token)
    assert exchange.token.encode() not in bytes(line.sealed_secrets)
    webhook = f"https://desk.example.org/phone/{line.options['key']}/call"
    page = as_ana.get(there).content.decode()
    assert webhook in page and exchange.token not in page
    assert webhook in as_ana.post(f"{there}look/").content.decode()
    as_ana.post(f"{there}lead-here/")
    assert exchange.led_to["voice_url"] == webhook
    # The kept token stays with its server, and the address the exchange knocks at stays as it is.
    elsewhere = as_ana.post(there, typed | {"token": "", "api": "https://evil.example", "anyway": "yes"})
    assert elsewhere.status_code == 422 and "enter the token again" in elsewhere.content.decode()
    as_ana.post(there, typed | {"token": "", "first_ring": "20", "keep": "yes"})
    kept = Inbox.objects.get()
    assert (kept.options["first_ring"], kept.options["key"]) == (20, line.options["key"])
    assert kept.secrets["token"] == exchange.token
    exchange.answers["/IncomingPhoneNumbers"] = 0
    assert "cannot be reached" in as_ana.post(f"{there}lead-here/", follow=True).content.decode()


@pytest.mark.parametrize("wrong", [
    {"number": "020 7946 0199"}, {"number": "+44"}, {"number": ""}, {"account": ""}, {"token": ""}, {"api": "ftp://x"},
    {"api": "http://provider.example"}, {"public": "desk.example.org"}, {"public": "https://[x"}, {"first_ring": "-1"},
    {"public": "https://a:b@desk.example.org/?x=1"}, {"everyone_rings": "999"}, {"language": "xx"},
    {"number": "+442079460199\r\nX: y"},
])  # fmt: skip
def test_what_cannot_be_is_refused_before_anybody_is_asked(as_ana, exchange, typed, wrong):
    assert as_ana.post(NEW, typed | wrong | {"anyway": "yes"}).status_code == 422
    assert not Inbox.objects.exists() and not exchange.told


def test_a_greeting_is_a_colleague_s_own_voice_that_says_it_records(as_ana, ana, exchange, typed):
    as_ana.post(NEW, typed | {"keep": "yes"})
    there = f"/settings/inboxes/{Inbox.objects.get().pk}/phone/"

    def greet(content: bytes, **more: str) -> str:
        file = SimpleUploadedFile("hello.wav", content)
        return as_ana.post(f"{there}greeting/", {"sound": file, **more}, follow=True).content.decode()

    assert "No telephone can play this" in greet(b"\x1aE\xdf\xa3 webm", says_it="on")
    greet(sound())
    assert not Greeting.objects.exists(), "Nothing said that it is recorded."
    assert "Callers hear Ana Moreau" in greet(sound(), says_it="on")
    assert Greeting.objects.get().colleague == ana
    assert (
        "automatic voice that says that it is one"
        in as_ana.post(f"{there}no-greeting/", follow=True).content.decode()
    )
    assert not Greeting.objects.exists()


def test_a_colleague_gives_and_takes_back_their_own_telephone_and_nobody_else_sees_it(
    as_ana, as_tomas, tomas, ana
):
    as_tomas.post("/settings/me/telephone/", {"number": "+44 7700 900002", "rings": "on"})
    own = OwnPhone.objects.get()
    assert (own.colleague, own.number) == (tomas, "+447700900002") and own.rings_since
    assert "+447700900002" in as_tomas.get("/settings/me/").content.decode()
    for page in ("/settings/me/", "/settings/colleagues/", "/settings/inboxes/"):
        assert "900002" not in as_ana.get(page).content.decode()
    as_tomas.post("/settings/me/telephone/", {"number": "+44 7700 900002"})
    assert OwnPhone.objects.get().rings_since is None
    assert as_tomas.post("/settings/me/telephone/", {"number": "900002"}).status_code == 422
    as_tomas.post("/settings/me/telephone/", {"number": ""})
    assert not OwnPhone.objects.exists()


def test_a_line_is_for_owners(as_tomas, exchange, typed):
    assert as_tomas.post(NEW, typed | {"anyway": "yes"}).status_code == 403 and not Inbox.objects.exists()
