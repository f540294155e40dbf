"""Law 4: no path makes a person answer a machine before reaching a person.

Each way in is walked as a stranger walks it, up to the moment at which their words (or they themselves) reach a person,
and what was asked before is counted: a question is a field that must be filled, a choice that must be made, a page that
must be passed. A name and a way to reach them may be asked, and must not be a must. A new way in adds its line here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlencode
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast
from tests.conversations.calling import is_here
from twilio.request_validator import RequestValidator

from byhand.channels import lines
from byhand.channels.chat.settings import open_chat
from byhand.channels.form.form import Form, open_form
from byhand.channels.lines import TypedLine
from byhand.channels.models import Arrival
from byhand.channels.phone.hearing import FORM
from byhand.channels.voice.line import Line, open_line
from byhand.conversations.models import Call, Ring
from byhand.team.models import User
from byhand.web.forms import words as words_forms

# What a person says is not an answer to us; the rest of these is filled by the page itself.
THEIR_WORDS, OURS = {"words"}, {"token"}
MAY_BE_ASKED = {"name", "reach", "email", "phone"}


class Fields(HTMLParser):
    """Every field of a page: its name, whether it must be filled, and how many forms there are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.must: set[str] = set()
        self.all: set[str] = set()
        self.forms = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.forms += tag == "form"
        if tag in ("input", "textarea", "select") and given.get("name"):
            self.all.add(given["name"] or "")
            if "required" in given:
                self.must.add(given["name"] or "")


@dataclass
class Walk:
    """What a stranger met on their way: the pages passed before they could speak, and what had to be filled."""

    pages: int
    must: set[str]
    all: set[str]
    reached: bool


def a_form(client: Client) -> Walk:
    inbox = open_form(Form("Workshops", questions=("Which date?", "How many?", "Why?")))
    return by_page(client, reverse("form", args=[inbox.options["slug"]]))


def a_chat(client: Client) -> Walk:
    to = reverse("chat", args=[open_chat(name="Website").options["key"]])
    fields = Fields(client.get(to).text)
    client.post(f"{to}write/", {"words": "Hello?"}, HTTP_ORIGIN="http://testserver")
    return Walk(1, fields.must - THEIR_WORDS, fields.all - THEIR_WORDS - OURS, Arrival.objects.exists())


def telling_us_off(client: Client) -> Walk:
    return by_page(client, reverse("tell_us_off"))


def by_page(client: Client, to: str) -> Walk:
    """They open the page, say their words and nothing else, and press the one button."""
    fields = Fields(client.get(to).text)
    assert fields.forms == 1
    client.post(to, {"words": "Hello?", "token": words_forms.new_token()})
    return Walk(1, fields.must - THEIR_WORDS, fields.all - THEIR_WORDS - OURS, Arrival.objects.exists())


def a_telephone(client: Client) -> Walk:
    """Nobody is at the desk; the caller presses nothing, and says a word when the tone comes."""
    typed = TypedLine(
        number="+442079460199", account="AC1", token="t", public="http://testserver", language="en"
    )
    line = lines.connect(typed, name="Line")

    def knocks(step: str, **told: str) -> str:
        url = lines.webhooks(line)["call"].removesuffix("call") + step
        signed = {"X-Twilio-Signature": RequestValidator("t").compute_signature(url, told)}
        return client.post(url, urlencode(told), content_type=FORM, headers=signed).text

    verbs = [one.tag for one in fromstring(knocks("call", CallSid="CA1", From="anonymous"))]
    # A key that may be pressed is no question where something other than the end of the call follows.
    must = set() if verbs.index("Record") > verbs.index("Gather") else {"a key"}
    knocks("word", CallSid="CA1", RecordingSid="RE1", RecordingDuration="7", CallStatus="completed")
    return Walk(1, must, set(), Call.objects.filter(outcome="word").exists())


def a_voice(client: Client) -> Walk:
    """They press “Talk now” and say nothing of themselves; it rings at the desk."""
    is_here(User.objects.get(name="Ana Moreau"))
    to = f"/talk/{open_line('Voice', Line()).options['key']}/"
    fields = Fields(client.get(to).text)
    pressed = {"visitor": "a" * 32, "talk": True}
    client.post(
        f"{to}call/",
        json.dumps(pressed),
        content_type="application/json",
        headers={"origin": "http://testserver"},
    )
    callers_own = {"at", "token", "visitor"}  # when they want to be called back, and what the page fills in
    return Walk(1, fields.must, fields.all - callers_own, Ring.objects.exists())


WAYS_IN: dict[str, Callable[[Client], Walk]] = {
    "a form": a_form,
    "a chat": a_chat,
    "tell us off": telling_us_off,
    "a telephone": a_telephone,
    "a voice": a_voice,
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_nothing_is_asked_before_a_person_is_reached(way, db, monkeypatch):
    monkeypatch.setattr(words_forms, "is_too_quick", lambda _token: False)
    monkeypatch.setattr("byhand.web.views.words.is_too_quick", lambda _token: False)
    cast.studio()
    walk = WAYS_IN[way](Client())
    assert walk.reached, "their words reach us though they said nothing else"
    assert walk.must == set(), f"{way}: must be answered first: {walk.must}"
    assert walk.pages == 1, f"{way}: a page to pass before one can speak"


@pytest.mark.parametrize("way", WAYS_IN)
def test_what_may_be_asked_is_a_name_a_way_to_reach_them_and_what_the_team_wrote(way, db):
    cast.studio()
    asked = WAYS_IN[way](Client()).all
    assert {one for one in asked if not one.startswith("answer_")} <= MAY_BE_ASKED | {"files"}


def test_who_we_are_leads_to_a_person_without_a_question(db):
    cast.studio()
    page = Fields(Client().get(reverse("who_we_are")).text)
    assert page.forms == 0
