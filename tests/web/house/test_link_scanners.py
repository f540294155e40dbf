"""Scanners open every link of a letter, and every link they find there, before its reader does: nothing changes."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from tests import cast
from tests.people.agreeing import agreed, somebody, topic
from tests.web.test_every_page import everything

from byhand.channels.email.composing import compose
from byhand.gate import notices
from byhand.gate.models import Notice, SignUp
from byhand.gate.notices import outgoing_of
from byhand.gate.unsubscribing import leaving, unsubscribe_fields
from byhand.people.doors import Door
from byhand.people.models import SignUpForm
from byhand.team.models import Invitation

LINK = re.compile(r"https?://[^\s<>\"')]+")
HREF = re.compile(r'(?:href|action|src)="([^"#]+)')
DEPTH = 2


@pytest.fixture
def letters(studio) -> list[str]:
    """One of each letter that carries a link to a stranger or a colleague, as it goes on the wire."""
    about = topic("Workshops", by=studio.ana)
    ruth = somebody("ruth@post.example")
    agreed(ruth, about)
    fields = [
        one for purpose in (about, None) for one in unsubscribe_fields(ruth, purpose, mailbox=cast.STUDIO)
    ]
    form = SignUpForm.objects.open("Shop", wording="May we?", topics=[about], by=studio.ana)
    assert SignUp.objects.ask(form.now(), [about], email="new@post.example", name="New")
    other = somebody("mei@post.example", "Mei")
    agreed(other, about)
    gone = leaving(unsubscribe_fields(other, about, mailbox=cast.STUDIO)[0].split("/stop/")[1].split("/>")[0])
    assert gone and gone.leave_unseen(door=Door.ONE_CLICK)
    _invitation, secret = Invitation.objects.invite(email="olu@post.example", by=studio.ana)
    studio.inbox.kind = "email"
    studio.inbox.save(update_fields=["kind"])
    notices.invite(email="olu@post.example", link=f"{settings.BASE_URL}/join/{secret}/", by=studio.ana)
    made = [compose(outgoing_of(one)).decode() for one in Notice.objects.order_by("pk")]
    assert {one.kind for one in Notice.objects.all()} == {"opt-in", "stopped", "invitation"}
    return [*fields, *made]


def links_in(letter: str) -> set[str]:
    """As a scanner finds them: soft line ends of quoted-printable undone."""
    plain = letter.replace("=\r\n", "").replace("=3D", "=").replace("&amp;", "&")
    return {
        one.removeprefix(settings.BASE_URL)
        for one in LINK.findall(plain)
        if one.startswith(settings.BASE_URL)
    }


def test_nothing_changes_however_a_scanner_opens_whatever_it_finds(letters):
    scanner, seen = Client(), set[str]()
    before, found = everything(), set[str]().union(*map(links_in, letters))
    for start in ("/stop/", "/confirm/", "/yours/", "/join/", "/tell-us-off/"):
        assert any(one.startswith(start) for one in found), start
    for _depth in range(DEPTH):
        opened, found = found - seen, set[str]()
        seen |= opened
        for link in sorted(opened):
            for method in (scanner.head, scanner.options, scanner.trace, scanner.get):
                answer = method(link)
                assert answer.status_code < 500, (link, method)
            if not answer.streaming:
                found |= {
                    one
                    for one in HREF.findall(answer.content.decode(errors="replace"))
                    if one.startswith("/")
                }
        found = {one for one in found if not one.startswith("/static/")}
    assert len(seen) > 8
    assert everything() == before
