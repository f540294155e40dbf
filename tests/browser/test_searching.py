"""Searching in a real browser: as one types, by keys alone, and readable for everyone."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.looking import look_at

pytestmark = pytest.mark.browser


def test_it_searches_as_one_types_and_goes_by_keys(desk, ruth):
    page = desk.sit_down("/conversations/")
    page.keyboard.press("/")
    page.keyboard.type("replacement l", delay=20)
    expect(page.locator("#list mark").first).to_have_text("replacement")
    expect(page).to_have_url(re.compile(r"/search/\?q=replacement"))
    assert page.evaluate("document.activeElement.id") == "q", "typing goes on"
    page.keyboard.press("ArrowDown")
    assert "row" in page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Workshop in March").first.wait_for()
    expect(page.locator("#list mark").first).to_have_text("replacement")
    page.locator("#list a.row").first.focus()
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    expect(page.locator("#list mark")).to_have_count(0)
    expect(page.locator("#q")).to_have_value("")


def test_it_works_without_a_script(desk, ruth):
    page = desk.sit_down("/conversations/", script=False)
    page.locator("#q").fill("replacement lid")
    page.locator("#q").press("Enter")
    expect(page.locator("#list mark").get_by_text("replacement", exact=True).first).to_be_visible()
    page.get_by_text("best first").click()
    expect(page).to_have_url(re.compile("sort=best"))
    expect(page.locator("#list mark").first).to_be_visible()


def test_what_was_found_is_readable_for_everyone(desk, ruth):
    page = desk.sit_down("/search/?q=ruth+the")
    found = look_at(page, "search-words")
    page.goto("/search/?q=scherben+before:soon")
    page.get_by_text("How to search").click()
    found += look_at(page, "search-help")
    assert not found, "\n".join(found)
