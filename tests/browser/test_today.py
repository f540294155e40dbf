"""Today in a browser: read, stepped through by keys, said no to twice, brought back, and the page before a call."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.browser.looking import look_at

from byhand.insight.models import Aside


def test_a_morning_on_today(desk, ruth):
    page = desk.sit_down("/")
    expect(page).to_have_url(desk.address + "/today/")
    calls = page.locator("#today .call")
    expect(calls).to_have_count(3)
    assert look_at(page, "today") == []
    calls.nth(1).locator("summary").click()
    assert look_at(page, "today-why", width=1440, colours="light") == []
    page.get_by_role("heading", name="Good").click()
    for key in "jjjk":
        page.keyboard.press(key)
    expect(page.get_by_role("link", name="Open what Jonas Lind wrote")).to_be_focused()
    page.keyboard.press("l")
    expect(page.locator(".said")).to_contain_text("Jonas Lind comes again tomorrow.")
    expect(calls).to_have_count(2)
    expect(page.get_by_role("link", name="Write to Mei Tanaka")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(".said")).to_contain_text("Mei Tanaka is left out of your Today.")
    expect(calls).to_have_count(1)
    page.locator(".said").get_by_role("button", name="Undo").click()
    expect(calls).to_have_count(2)
    page.locator(".aside summary").click()
    page.get_by_role("button", name="Bring back: Jonas Lind").click()
    expect(calls).to_have_count(3)
    assert Aside.objects.filter(undone_at__isnull=False, colleague=desk.studio.ana).count() == 2
    page.get_by_role("link", name="Ruth Okafor", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Before you speak with Ruth Okafor")
    assert look_at(page, "before") == []
    assert re.search(rb"/Count 1\b", page.pdf()), "it prints on one sheet"
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.get_by_role("link", name="Write to Ruth Okafor").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#body")).to_be_visible()


def test_the_first_day_and_the_settings(desk):
    page = desk.sit_down("/today/", width=360)
    expect(page.locator("#today")).to_contain_text("as soon as there is mail")
    assert look_at(page, "today-first-day", width=360, colours="light") == []
    page.goto("/settings/today/")
    page.get_by_label("People a day, at most").fill("5")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".said")).to_contain_text("Kept.")
    page.get_by_role("button", name="Measure it").click()
    expect(page.locator("#measure")).to_contain_text("Cannot tell yet: it takes 30 of each.")
    assert look_at(page, "today-settings") == []
