"""Signing in: by password, with a second proof, never by guessing, and never led elsewhere."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from tests.web.house import hostile
from tests.web.house.conftest import PASSWORD

from byhand.channels.inbox import Inbox
from byhand.gate.notice import Notice
from byhand.team.user import User

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"


def sign_in(browser, email="ana@clay.test", password=PASSWORD, **more):
    return browser.post(LOGIN, {"login": email, "password": password, **more})


def test_the_right_password_opens_the_desk(stranger, ana):
    assert sign_in(stranger).status_code == 302
    assert stranger.get("/settings/me/").status_code == 200


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(stranger, ana):
    def plain(page: bytes) -> str:
        return re.sub(r'value="[^"]*"', "", page.decode())

    unknown = sign_in(stranger, email="who@clay.test")
    cache.clear()
    wrong = sign_in(stranger, password="not-the-password")

    assert plain(unknown.content) == plain(wrong.content)


def test_guessing_is_slowed_down(stranger, ana):
    for _ in range(6):
        sign_in(stranger, password="a-guess-after-a-guess")

    assert "Too many failed" in sign_in(stranger).content.decode()


@pytest.mark.parametrize("way", hostile.ELSEWHERE)
def test_nobody_is_led_to_another_house(stranger, ana, way):
    answer = stranger.post(
        f"{LOGIN}?next={quote(way)}", {"login": "ana@clay.test", "password": PASSWORD, "next": way}
    )

    assert answer.headers["Location"] == "/welcome/"


def test_the_way_back_within_the_desk_is_kept(stranger, ana):
    page = stranger.get("/settings/colleagues/")

    assert stranger.post(page.headers["Location"], {
        "login": "ana@clay.test", "password": PASSWORD, "next": "/settings/colleagues/",
    }).headers["Location"] == "/settings/colleagues/"  # fmt: skip


def test_who_has_left_cannot_come_in(stranger, ana, tomas):
    tomas.leave()
    answer = sign_in(stranger, email="tomas@clay.test")

    assert answer.headers["Location"] == "/accounts/inactive/"
    assert "no longer work here" in stranger.get("/accounts/inactive/").content.decode()
    assert stranger.get("/settings/me/").status_code == 302


def test_nobody_signs_up_by_themselves(stranger, ana):
    assert "By invitation" in stranger.get("/accounts/signup/").content.decode()
    stranger.post("/accounts/signup/", {"email": "mallory@evil.test", "password1": PASSWORD})
    assert User.objects.count() == 1


@pytest.mark.parametrize("path", ["2fa/", "2fa/webauthn/", "email/", "confirm-email/", "confirm-email/abc/"])
def test_pages_this_house_does_not_have_lead_to_me(as_ana, path):
    assert as_ana.get(f"/accounts/{path}").headers["Location"] == "/settings/me/"


def test_without_a_mailbox_the_page_says_whom_to_ask(stranger, ana):
    page = stranger.get(RESET).content.decode()

    assert "Ask an owner" in page
    assert 'name="email"' not in page


@pytest.mark.parametrize("email", ["ana@clay.test", "nobody@clay.test"])
def test_asking_for_a_link_never_tells_who_works_here(stranger, ana, email):
    Inbox.objects.create(kind="email", name="Studio", address="studio@clay.test")
    answer = stranger.post(RESET, {"email": email}, follow=True)

    assert "If a colleague works here" in answer.content.decode()
    assert email not in answer.content.decode()
    assert Notice.objects.count() == (1 if email.startswith("ana") else 0)


def test_the_link_in_the_letter_bears_our_address_whatever_the_request_called_us(ana, settings):
    settings.BASE_URL = "https://desk.clay.test"
    Inbox.objects.create(kind="email", name="Studio", address="studio@clay.test")
    Client(HTTP_HOST="evil.test").post(RESET, {"email": "ana@clay.test"})

    assert (
        Notice.objects.get().facts["link"].startswith("https://desk.clay.test/accounts/password/reset/key/")
    )


def test_the_link_in_the_letter_works_once(stranger, ana):
    Inbox.objects.create(kind="email", name="Studio", address="studio@clay.test")
    stranger.post(RESET, {"email": "ana@clay.test"})
    link = Notice.objects.get().facts["link"].partition("localhost:8000")[2]
    form = stranger.get(link, follow=True).request["PATH_INFO"]
    new = {"password1": "new-glaze-recipe-7", "password2": "new-glaze-recipe-7"}

    assert stranger.post(form, {**new, "password2": "something-else-77"}).status_code == 200
    stranger.post(form, new)

    assert User.objects.get().check_password("new-glaze-recipe-7")
    assert (
        "has been used or is too old" in Client(HTTP_HOST="localhost").get(link, follow=True).content.decode()
    )


def code_for(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


@pytest.fixture
def with_app(ana):
    """Ana uses codes from an app; gives the app's secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(ana, secret)
    return secret


def test_with_an_app_the_password_alone_opens_nothing(stranger, with_app):
    assert sign_in(stranger).headers["Location"] == "/accounts/2fa/authenticate/"
    assert stranger.get("/settings/me/").status_code == 302

    assert stranger.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert stranger.post("/accounts/2fa/authenticate/", {"code": code_for(with_app)}).status_code == 302
    assert stranger.get("/settings/me/").status_code == 200


def test_the_apps_secret_lies_sealed_in_the_database(with_app):
    assert with_app not in str(Authenticator.objects.get().data)


def test_changing_the_sign_in_asks_for_the_password_again(as_ana):
    for path in ("2fa/totp/activate/", "2fa/webauthn/add/"):
        assert as_ana.get(f"/accounts/{path}").headers["Location"].startswith("/accounts/reauthenticate/")


def test_a_stranger_cannot_remove_anothers_passkey(as_tomas, ana):
    key = Authenticator.objects.create(
        user=ana, type="webauthn", data={"name": "Ana's key", "credential": {}}
    )
    as_tomas.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert as_tomas.post(f"/accounts/2fa/webauthn/{key.pk}/remove/").status_code == 404
    assert as_tomas.get(f"/accounts/2fa/webauthn/{key.pk}/edit/").status_code == 404


@pytest.mark.parametrize(
    "credential", ["", "x", "{}", "[]", '{"id": 1}', "null", "\x00", '{"response": {"clientDataJSON": "AA"}}']
)
def test_odd_passkeys_open_nothing(stranger, ana, credential):
    answer = stranger.post("/accounts/2fa/webauthn/login/", {"credential": credential})

    assert answer.status_code in (200, 302)
    assert stranger.get("/settings/me/").status_code == 302


@pytest.mark.parametrize("credential", ["", "x", "{}", "[]", '{"id": 1}', "null"])
def test_odd_passkeys_are_not_added(as_ana, credential):
    as_ana.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = as_ana.post("/accounts/2fa/webauthn/add/", {"name": "Key", "credential": credential})

    assert answer.status_code == 200
    assert not Authenticator.objects.exists()
