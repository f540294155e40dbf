"""Colleagues: an owner invites and lets go; nobody else does."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.web.house.conftest import browser_of

from byhand.channels.inbox import Inbox
from byhand.gate.notice import Notice
from byhand.team.inviting import Invitation
from byhand.team.session import Session
from byhand.team.user import User

FOR_OWNERS = ["invite/", "withdraw/1/", "{tomas}/let-go/", "{tomas}/welcome-back/", "{tomas}/owner/",
              "{ana}/colleague/", "{tomas}/password/"]  # fmt: skip


def link_in(page: str) -> str:
    return re.search(r'value="(http://[^"]+)"', page)[1]


def test_every_colleague_sees_who_works_here(as_tomas, ana):
    page = as_tomas.get("/settings/colleagues/").content.decode()

    assert "Ana Moreau" in page and "Tomas Brandt" in page
    assert "Invite" not in page


@pytest.mark.parametrize("path", FOR_OWNERS)
def test_what_changes_the_house_is_for_owners(as_tomas, stranger, ana, tomas, path):
    address = "/settings/colleagues/" + path.format(ana=ana.pk, tomas=tomas.pk)

    assert as_tomas.post(address).status_code == 403
    assert stranger.post(address).headers["Location"].startswith("/accounts/login/")
    assert browser_of(ana).get(address).status_code == 405
    assert not Invitation.objects.exists()
    tomas.refresh_from_db()
    assert tomas.is_active and not tomas.is_owner


def test_an_invitation_is_a_link_to_copy(as_ana, stranger):
    page = as_ana.post("/settings/colleagues/invite/", {"email": ""}).content.decode()

    assert stranger.get(link_in(page).partition("localhost")[2]).status_code == 200


def test_without_a_mailbox_the_link_is_to_be_passed_on(as_ana):
    page = as_ana.post(
        "/settings/colleagues/invite/", {"email": "mei@clay.test", "by_mail": "on"}
    ).content.decode()

    assert "pass the link on yourself" in page
    assert not Notice.objects.exists()


def test_with_a_mailbox_the_link_goes_by_a_notice(as_ana, ana):
    Inbox.objects.create(kind="email", name="Studio", address="studio@clay.test")
    page = as_ana.post(
        "/settings/colleagues/invite/", {"email": "mei@clay.test", "by_mail": "on"}
    ).content.decode()

    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient, notice.contact) == ("invitation", "mei@clay.test", ana)
    assert notice.facts["link"] == link_in(page)


@pytest.mark.parametrize("email", ["nonsense", "a@b", "mei@clay.test\nBcc: x@y.z", "é@" * 200])
def test_an_invitation_to_no_address_is_refused(as_ana, email):
    assert as_ana.post("/settings/colleagues/invite/", {"email": email}).status_code == 422
    assert not Invitation.objects.exists()


def test_a_letter_needs_an_address(as_ana):
    assert "Where should the letter go?" in as_ana.post(
        "/settings/colleagues/invite/", {"by_mail": "on"}
    ).content.decode().replace("&#x27;", "'")


def test_a_withdrawn_invitation_is_closed(as_ana, stranger):
    link = link_in(as_ana.post("/settings/colleagues/invite/", {}).content.decode())
    as_ana.post(f"/settings/colleagues/withdraw/{Invitation.objects.get().pk}/")

    assert stranger.get(link.partition("localhost")[2]).status_code == 410


def test_whoever_is_let_go_is_out_at_once(as_ana, as_tomas, tomas):
    as_ana.post(f"/settings/colleagues/{tomas.pk}/let-go/")

    assert not Session.objects.filter(colleague=tomas).exists()
    assert as_tomas.get("/settings/me/").headers["Location"].startswith("/accounts/login/")


def test_the_last_owner_is_told_why_they_stay(as_ana, ana):
    for step in ("let-go", "colleague"):
        as_ana.post(f"/settings/colleagues/{ana.pk}/{step}/")
        assert "needs an owner" in as_ana.get("/settings/colleagues/").content.decode()
    ana.refresh_from_db()
    assert ana.is_active and ana.is_owner


def test_a_colleague_who_forgot_their_password_gets_a_link_from_the_owner(as_ana, tomas):
    page = as_ana.post(f"/settings/colleagues/{tomas.pk}/password/").content.decode()
    browser = Client(HTTP_HOST="localhost")
    form = browser.get(link_in(page).partition("localhost")[2], follow=True)

    browser.post(
        form.request["PATH_INFO"], {"password1": "new-glaze-recipe-7", "password2": "new-glaze-recipe-7"}
    )

    assert User.objects.get(pk=tomas.pk).check_password("new-glaze-recipe-7")


def test_nobody_gets_a_link_for_someone_who_left(as_ana, tomas):
    as_ana.post(f"/settings/colleagues/{tomas.pk}/let-go/")

    assert as_ana.post(f"/settings/colleagues/{tomas.pk}/password/").status_code == 404
