"""The whole first run in a real browser, with a passkey, with codes from an app, and looked at."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Page, expect
from tests.browser.looking import look_at

from byhand.team.models import House, User

PASSWORD = "wheel-and-kiln-42"


def found(page: Page, desk: str) -> None:
    page.goto(f"{desk}/")
    expect(page).to_have_url(f"{desk}/welcome/")
    page.get_by_label("The name of your team").fill("Kiln Lane Pottery")
    page.get_by_label("Your name").fill("Ana Moreau")
    page.get_by_label("Your e-mail address").fill("ana@kilnlane.example")
    page.get_by_label("A password").fill(PASSWORD)
    page.get_by_role("button", name="Set up the desk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep your sign-in safe, Ana")


def with_authenticator(page: Page) -> None:
    """A key that says yes to everything, as a fingerprint reader would after a touch."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }})  # fmt: skip


def sign_out(page: Page, desk: str) -> None:
    page.goto(f"{desk}/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{desk}/accounts/login/")


def code_for(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def test_the_first_run_with_a_passkey_and_signing_in_with_it(desk, open_page):
    page = open_page()
    found(page, desk)
    with_authenticator(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.get_by_role("link", name="I have them").click()
    expect(page).to_have_url(f"{desk}/welcome/begin/")
    assert Authenticator.objects.filter(type="webauthn").count() == 1

    sign_out(page, desk)
    page.get_by_role("button", name="With a passkey").click()
    expect(page).to_have_url(f"{desk}/welcome/begin/")
    assert (House.objects.get().name, User.objects.get().is_owner) == ("Kiln Lane Pottery", True)


def test_the_first_run_with_codes_from_an_app_and_signing_in_with_them(desk, open_page):
    page = open_page()
    found(page, desk)
    page.get_by_role("link", name="Use codes from an app").click()
    secret = page.locator("#authenticator_secret").inner_text()
    page.get_by_label("Code").fill(code_for(secret))
    page.get_by_role("button", name="Use these codes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    recovery = page.locator(".codes code").first.inner_text()

    sign_out(page, desk)
    page.get_by_label("Your e-mail address").fill("ana@kilnlane.example")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One more proof")
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{desk}/welcome/begin/")


def test_a_passkey_that_is_refused_is_told_in_the_page(desk, open_page):
    page = open_page()
    found(page, desk)
    page.add_init_script("navigator.credentials.create = () => Promise.reject(new Error('no'))")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used")


def test_the_password_can_be_looked_at_and_is_hidden_again(desk, open_page):
    page = open_page()
    page.goto(f"{desk}/welcome/")
    page.get_by_label("A password").fill("glaze")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("A password")).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide").click()
    expect(page.get_by_label("A password")).to_have_attribute("type", "password")


def test_the_first_run_works_without_a_script(desk, open_page):
    page = open_page(script=False)
    found(page, desk)
    page.get_by_role("link", name="Later").click()
    page.get_by_role("button", name="Look around in the demo studio").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The studio is being set up…")
    assert House.objects.get().demo_asked_at


@pytest.fixture
def quiet(open_page):
    """A page whose scripts must not complain: nothing blocked, nothing broken."""
    page = open_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda problem: said.append(str(problem)))
    yield page
    assert [one for one in said if not re.search(r"status of 4\d\d", one)] == []


def test_every_step_passes_axe_and_fits(desk, quiet):
    page, found_wrong = quiet, []
    page.goto(f"{desk}/welcome/")
    found_wrong += look_at(page, "first-run-team")
    page.get_by_role("button", name="Set up the desk").click()
    found(page, desk)
    found_wrong += look_at(page, "first-run-key")
    page.get_by_role("link", name="Add a passkey").click()
    found_wrong += look_at(page, "passkey-add")
    page.goto(f"{desk}/accounts/2fa/totp/activate/")
    found_wrong += look_at(page, "codes-set-up")
    page.get_by_label("Code").fill(code_for(page.locator("#authenticator_secret").inner_text()))
    page.get_by_role("button", name="Use these codes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    found_wrong += look_at(page, "recovery-codes")
    page.get_by_role("link", name="I have them").click()
    found_wrong += look_at(page, "first-run-begin")
    page.get_by_role("button", name="Look around in the demo studio").click()
    found_wrong += look_at(page, "first-run-demo")
    sign_out(page, desk)
    found_wrong += look_at(page, "sign-in")
    page.goto(f"{desk}/accounts/password/reset/")
    found_wrong += look_at(page, "password-unknown")
    assert found_wrong == []
