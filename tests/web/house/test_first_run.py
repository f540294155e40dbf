"""The first run: only while there is no house, only by someone who may, whole or not at all."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.house import hostile

from byhand.team.house import House
from byhand.team.setup_code import setup_code
from byhand.team.user import User

pytestmark = pytest.mark.django_db
GOOD = {"team": "Clay & Co", "name": "Ana Moreau", "email": "ana@clay.test", "password": "wheel-and-kiln-42"}


def test_before_the_house_stands_every_page_leads_to_the_first_run(stranger):
    for path in ("/", "/conversations/", "/accounts/login/", "/machine/", "/join/abc/", "/nowhere/"):
        assert stranger.get(path).headers["Location"] == "/welcome/", path


def test_founding_signs_the_owner_in_and_leads_to_their_second_proof(stranger):
    answer = stranger.post("/welcome/", GOOD)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/welcome/key/")
    assert stranger.get("/welcome/key/").status_code == 200
    assert User.objects.get().is_owner
    assert House.objects.get().name == "Clay & Co"


def test_a_passkey_can_be_added_at_once_without_saying_the_password_again(stranger):
    stranger.post("/welcome/", GOOD)

    assert stranger.get("/accounts/2fa/webauthn/add/").status_code == 200


def test_the_first_run_goes_on_where_it_was_left(stranger):
    stranger.post("/welcome/", GOOD)

    assert stranger.get("/welcome/").headers["Location"] == "/welcome/key/"
    stranger.post("/welcome/demo/ask/")
    assert stranger.get("/welcome/").headers["Location"] == "/"


def test_once_the_house_stands_nobody_founds_it_again(stranger, house):
    answer = stranger.post("/welcome/", {**GOOD, "team": "Thieves", "email": "mallory@evil.test"})

    assert answer.headers["Location"].startswith("/accounts/login/")
    assert (House.objects.get().name, User.objects.count()) == ("Clay & Co", 1)


def test_who_loses_the_race_is_told(stranger, house, monkeypatch):
    monkeypatch.setattr("byhand.web.views.first_run.House.objects", _NoHouseYet())

    answer = stranger.post("/welcome/", {**GOOD, "email": "second@clay.test"})

    assert answer.status_code == 409
    assert "Someone has just set up this desk" in answer.content.decode()
    assert User.objects.count() == 1


class _NoHouseYet:
    """What the slower of two sees when it looks: nobody."""

    def exists(self) -> bool:
        return False

    def create(self, **given: object) -> House:
        return House._default_manager.create(**given)


@pytest.mark.parametrize(
    "far",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"HTTP_HOST": "desk.example.org"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_FORWARDED": "for=203.0.113.9"},
        {"HTTP_X_REAL_IP": "203.0.113.9"},
        {"REMOTE_ADDR": ""},
        {"HTTP_HOST": "localhost.evil.test"},
    ],
)
def test_from_another_machine_the_setup_code_is_asked_for(far):
    browser = Client(**{"HTTP_HOST": "localhost", **far})

    assert 'name="code"' in browser.get("/welcome/").content.decode()
    assert browser.post("/welcome/", GOOD).status_code == 422
    assert browser.post("/welcome/", {**GOOD, "code": "0000-0000-0000"}).status_code == 422
    assert not User.objects.exists()
    assert browser.post("/welcome/", {**GOOD, "code": setup_code()}).status_code == 302


def test_with_a_public_address_of_ours_the_code_is_asked_even_on_the_same_machine(stranger, settings):
    settings.BASE_URL = "https://desk.example.org"

    assert 'name="code"' in stranger.get("/welcome/").content.decode()


def test_on_the_same_machine_no_code_is_asked_for(stranger):
    assert 'name="code"' not in stranger.get("/welcome/").content.decode()


@pytest.mark.parametrize("missing", GOOD)
def test_each_field_is_needed(stranger, missing):
    assert stranger.post("/welcome/", {**GOOD, missing: ""}).status_code == 422
    assert stranger.post("/welcome/", {k: v for k, v in GOOD.items() if k != missing}).status_code == 422
    assert not User.objects.exists()


@pytest.mark.parametrize("name", hostile.NAMES_THAT_BREAK_LINES)
def test_a_name_is_one_visible_line(stranger, name):
    for field in ("name", "team"):
        given = {**GOOD, field: name * (2 if field == "team" and len(name) > 99 else 1)}
        assert stranger.post("/welcome/", given).status_code == 422, field
    assert not User.objects.exists()


@pytest.mark.parametrize("address", hostile.ADDRESSES_THAT_ARE_NONE)
def test_an_address_must_be_one(stranger, address):
    assert stranger.post("/welcome/", {**GOOD, "email": address}).status_code == 422


@pytest.mark.parametrize("password", hostile.PASSWORDS_TOO_WEAK)
def test_a_weak_password_is_refused_and_never_shown_again(stranger, password):
    answer = stranger.post("/welcome/", {**GOOD, "password": password})

    assert answer.status_code == 422
    assert not password or f'value="{password}"' not in answer.content.decode()


def test_what_is_not_asked_for_is_not_taken(stranger):
    stranger.post(
        "/welcome/",
        {**GOOD, "role": "colleague", "is_active": "", "pk": "77", "id": "77", "left_at": "2020-01-01"},
    )

    owner = User.objects.get()
    assert owner.is_owner and owner.is_active and owner.left_at is None and owner.pk != 77


def test_a_script_in_a_name_stays_words(stranger):
    stranger.post("/welcome/", {**GOOD, "name": hostile.SCRIPT, "team": hostile.SCRIPT})

    for path in ("/welcome/key/", "/settings/me/", "/settings/colleagues/", "/settings/team/"):
        page = stranger.get(path).content.decode()
        assert hostile.SCRIPT not in page, path


def test_the_demo_is_asked_for_once_and_by_an_owner(as_ana, as_tomas, house, ana):
    assert as_tomas.post("/welcome/demo/ask/").status_code == 403
    assert as_ana.get("/welcome/demo/ask/").status_code == 405

    assert as_ana.post("/welcome/demo/ask/").headers["Location"] == "/welcome/demo/"
    house.refresh_from_db()
    first = house.demo_asked_at
    as_ana.post("/welcome/demo/ask/")
    house.refresh_from_db()
    assert (house.demo_asked_at, house.demo_asked_by) == (first, ana)


def test_the_demo_page_waits_and_can_be_read_without_a_script(as_ana):
    as_ana.post("/welcome/demo/ask/")
    page = as_ana.get("/welcome/demo/").content.decode()

    assert "being set up" in page
    assert 'http-equiv="refresh"' in page
