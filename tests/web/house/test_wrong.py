"""Pages that say what went wrong look like every other page, and the last one needs nothing at all."""

from __future__ import annotations

from django.db import connection
from django.test import RequestFactory
from tests.web.house import hostile

from byhand.web.views import errors


def test_a_page_that_is_not_there_says_so_kindly(as_ana):
    answer = as_ana.get("/nowhere/")

    assert answer.status_code == 404
    assert "Nothing here" in answer.content.decode() and 'class="bare' in answer.content.decode()


def test_an_odd_path_is_only_words(as_ana):
    assert hostile.SCRIPT not in as_ana.get(f"/{hostile.SCRIPT}/").content.decode()


def test_our_own_fault_is_told_without_a_database(db, settings):
    def refuse(*_):
        raise AssertionError("the page of the last resort asked the database")

    with connection.execute_wrapper(refuse):
        answer = errors.failed(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert (
        "Something broke on our side" in answer.content.decode() and "stylesheet" in answer.content.decode()
    )


def test_an_error_page_that_fails_falls_back_to_the_last_resort(rf, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("no templates today")

    monkeypatch.setattr(errors, "render", broken)

    assert errors.not_found(rf.get("/")).status_code == 404


def test_every_error_page_answers_with_its_own_status(rf):
    for view, status in (
        (errors.bad_request, 400),
        (errors.not_allowed, 403),
        (errors.not_found, 404),
        (errors.csrf_failed, 403),
    ):
        assert view(rf.get("/")).status_code == status


def test_a_page_has_the_headers_that_keep_it_ours(as_ana):
    headers = as_ana.get("/settings/me/").headers

    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
