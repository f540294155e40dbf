"""Me: what I may say about myself, and what not."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.house import hostile
from tests.web.house.conftest import browser_of

GOOD = {"name": "Tomas B.", "language": "de", "time_zone": "Europe/Berlin"}


def test_name_language_and_time_zone_are_kept(as_tomas, tomas):
    assert as_tomas.post("/settings/me/", GOOD).status_code == 302

    tomas.refresh_from_db()
    assert (tomas.name, tomas.language, tomas.time_zone) == ("Tomas B.", "de", "Europe/Berlin")
    assert 'lang="de"' in as_tomas.get("/settings/me/").content.decode()


def test_nothing_else_is_taken(as_tomas, tomas):
    as_tomas.post(
        "/settings/me/", {**GOOD, "role": "owner", "email": "x@y.test", "is_active": "", "password": "x"}
    )

    before = (tomas.email, tomas.password)
    tomas.refresh_from_db()
    assert not tomas.is_owner and tomas.is_active and (tomas.email, tomas.password) == before


@pytest.mark.parametrize("wrong", [{"name": name} for name in hostile.NAMES_THAT_BREAK_LINES] + [
    {"language": "xx"}, {"language": "../../etc"}, {"time_zone": "Mars/Olympus"}, {"time_zone": "../../etc/passwd"},
])  # fmt: skip
def test_what_cannot_be_is_refused(as_tomas, tomas, wrong):
    assert as_tomas.post("/settings/me/", {**GOOD, **wrong}).status_code == 422
    tomas.refresh_from_db()
    assert tomas.name == "Tomas Brandt"


def test_a_time_zone_that_no_longer_exists_breaks_no_page(as_tomas, tomas):
    type(tomas).objects.update(time_zone="Old/Town")

    assert as_tomas.get("/settings/me/").status_code == 200


def test_the_second_browser_is_signed_out_and_this_one_stays(as_tomas, tomas):
    other = browser_of(tomas)
    as_tomas.post("/settings/me/sign-out-elsewhere/")

    assert as_tomas.get("/settings/me/").status_code == 200
    assert other.get("/settings/me/").status_code == 302


def test_the_pages_need_a_sign_in(ana, stranger):
    for path in ("/settings/me/", "/settings/colleagues/", "/settings/team/", "/settings/inboxes/",
                 "/settings/archives/", "/machine/", "/welcome/begin/", "/welcome/key/"):  # fmt: skip
        assert stranger.get(path).headers["Location"] == f"/accounts/login/?next={path}", path


def test_no_form_works_without_its_token(tomas):
    careful = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    careful.force_login(tomas, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = careful.post("/settings/me/", GOOD)
    assert answer.status_code == 403
    assert "gone stale" in answer.content.decode()


def test_the_team_is_named_by_owners_alone(as_ana, as_tomas, house, ana):
    said = {"name": "Clay", "phone": "+44 20 7946 0101", "contact": ana.pk}
    assert as_tomas.post("/settings/team/", said).status_code == 403
    assert as_ana.post("/settings/team/", {**said, "phone": "1\n2"}).status_code == 422
    assert as_ana.post("/settings/team/", {**said, "contact": 999}).status_code == 422

    as_ana.post("/settings/team/", {**said, "demo_asked_at": "2020-01-01", "id": "2"})
    house.refresh_from_db()
    assert (house.name, house.phone, house.demo_asked_at) == ("Clay", "+44 20 7946 0101", None)
