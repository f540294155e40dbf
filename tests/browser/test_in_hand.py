"""What is in hand now, looked at and reached by keys."""

from playwright.sync_api import expect
from tests.browser.looking import look_at


def test_it_is_reached_by_keys_and_readable_for_everyone(desk, ruth):
    page = desk.sit_down("/conversations/")
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page.get_by_role("heading", level=1)).to_have_text("In hand now")
    assert look_at(page, "in-hand") == []
