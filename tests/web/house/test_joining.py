"""Joining by a link: once, in time, as a colleague and nothing more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.house import hostile

from byhand.team.inviting import Invitation
from byhand.team.user import User

GOOD = {"name": "Mei Tanaka", "email": "mei@clay.test", "password": "single-fired-stoneware"}


@pytest.fixture
def link(ana):
    _row, secret = Invitation.objects.invite(email="mei@clay.test", by=ana)
    return f"/join/{secret}/"


def test_the_page_says_who_invites_and_knows_the_address(stranger, link):
    page = stranger.get(link).content.decode()

    assert "Ana Moreau invites you to work at the desk of Clay &amp; Co" in page
    assert 'value="mei@clay.test"' in page


def test_who_joins_is_signed_in_and_a_colleague(stranger, link):
    assert (
        stranger.post(link, {**GOOD, "role": "owner", "is_owner": "on"}).headers["Location"]
        == "/welcome/key/"
    )

    mei = User.objects.get(email="mei@clay.test")
    assert not mei.is_owner
    assert stranger.get("/settings/me/").status_code == 200


def test_the_link_works_once(stranger, link, client):
    stranger.post(link, GOOD)

    for answer in (client.get(link), client.post(link, {**GOOD, "email": "other@clay.test"})):
        assert answer.status_code == 410
        assert "no longer works" in answer.content.decode()
    assert User.objects.count() == 2


def test_an_old_and_a_withdrawn_link_say_the_same_as_one_that_never_was(stranger, link):
    Invitation.objects.update(valid_until=timezone.now() - timedelta(seconds=1))
    old = stranger.get(link)
    Invitation.objects.update(valid_until=timezone.now() + timedelta(days=1), withdrawn_at=timezone.now())
    withdrawn, never = stranger.get(link), stranger.get("/join/nobody-knows-this/")

    assert old.status_code == withdrawn.status_code == never.status_code == 410
    assert old.content == withdrawn.content == never.content


@pytest.mark.parametrize("secret", ["%00", "a" * 3000, "%F0%9F%94%91", "..%2F..", "'%20OR%201=1--"])
def test_odd_secrets_open_nothing(stranger, ana, secret):
    assert stranger.get(f"/join/{secret}/").status_code in (404, 410)


def test_an_address_that_is_taken_is_told_and_the_link_stays_good(stranger, link, tomas):
    answer = stranger.post(link, {**GOOD, "email": "Tomas@clay.test"})

    assert answer.status_code == 422
    assert "here already" in answer.content.decode()
    assert stranger.post(link, GOOD).status_code == 302


@pytest.mark.parametrize("name", hostile.NAMES_THAT_BREAK_LINES)
def test_a_name_is_one_visible_line(stranger, link, name):
    assert stranger.post(link, {**GOOD, "name": name}).status_code == 422


@pytest.mark.parametrize("password", hostile.PASSWORDS_TOO_WEAK[:4])
def test_a_weak_password_is_refused(stranger, link, password):
    assert stranger.post(link, {**GOOD, "password": password}).status_code == 422


def test_a_script_in_the_invited_name_stays_words(stranger, as_ana, link):
    stranger.post(link, {**GOOD, "name": hostile.SCRIPT})

    assert hostile.SCRIPT not in as_ana.get("/settings/colleagues/").content.decode()


def test_the_secret_of_a_link_is_kept_nowhere(link):
    row = Invitation.objects.get()

    assert link.split("/")[2] not in (row.digest, row.email)
