"""What holds for every address of the desk."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests import cast
from tests.web.addresses import DOWNLOADS, PAGES, ids, names, nowhere
from tests.web.conftest import client_of


@pytest.fixture
def week(studio):
    return cast.a_busy_week(studio)


def everything() -> dict[str, list[tuple]]:
    """Every row of every table but the sessions."""
    with connection.cursor() as cursor:
        tables = [one for one in connection.introspection.table_names(cursor) if "session" not in one]
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


def test_every_page_opens_and_a_get_changes_nothing(week, desk):
    addresses = ids(week)
    before = everything()
    for name in PAGES:
        answer = desk.get(reverse(name, args=addresses[name]), {"q": "lid"} if name == "search" else {})
        assert answer.status_code == (302 if name == "start" else 200), name
    assert everything() == before


def test_what_changes_something_answers_no_get(week, desk):
    addresses = ids(week)
    before = everything()
    for name in set(names()) - PAGES:
        assert desk.get(reverse(name, args=addresses[name])).status_code == 405, name
    assert everything() == before


def test_what_does_not_exist_is_not_found(week, desk):
    for name, arguments in ids(week).items():
        if arguments:
            address = reverse(name, args=nowhere(arguments))
            answer = desk.get(address) if name in PAGES else desk.post(address)
            assert answer.status_code == 404, name


def test_nobody_sees_or_does_anything_without_signing_in(week):
    addresses, stranger = ids(week), Client()
    before = everything()
    for name, arguments in addresses.items():
        address = reverse(name, args=arguments)
        answer = stranger.get(address) if name in PAGES else stranger.post(address)
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/accounts/login/"), name
    assert everything() == before


def test_a_post_without_the_token_of_the_page_is_refused(week, studio):
    browser, addresses = client_of(studio.ana, enforce_csrf_checks=True), ids(week)
    before = everything()
    for name, arguments in addresses.items():
        if name not in PAGES:
            assert browser.post(reverse(name, args=arguments)).status_code == 403, name
    assert everything() == before


def test_a_private_inbox_is_for_its_members_alone(week, studio):
    studio.inbox.is_team_wide = False
    studio.inbox.save(update_fields=["is_team_wide"])
    studio.inbox.members.add(studio.ana)
    outsider = client_of(studio.tomas)
    for name, arguments in ids(week).items():
        if arguments and not name.startswith(("write.", "tag.", "people.", "person.record")):
            address = reverse(name, args=arguments)
            answer = outsider.get(address) if name in PAGES else outsider.post(address)
            assert answer.status_code == 404, name
    for page in ("/conversations/?list=all", "/search/?q=lid", "/people/", "/needs-a-look/"):
        told = outsider.get(page).content.decode()
        assert "Ruth" not in told and "Workshop in March" not in told and "the jar" not in told, page


def test_htmx_is_told_that_nobody_is_signed_in_instead_of_a_sign_in_page(week):
    answer = Client().get("/conversations/", headers={"HX-Request": "true", "HX-Target": "list"})
    assert answer.status_code == 401


def test_no_page_holds_a_style_or_a_script_of_its_own(week, desk):
    for name, arguments in ids(week).items():
        if name in PAGES - DOWNLOADS - {"message.html", "message.text",
                            "message.original", "attachment", "attachment.picture",
                            "draft.picture",
                            "arrival.original", "start"}:  # fmt: skip
            page = desk.get(reverse(name, args=arguments)).content.decode()
            assert " style=" not in page and "<style" not in page, name
            assert page.count("<script") == page.count("<script src="), name
            assert " onclick=" not in page and "hx-on" not in page, name
