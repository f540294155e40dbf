"""A fact is put into a letter by its key, by the picker, and read as a quotation."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.looking import look_at

from byhand.conversations.models import Draft, Fact, FactQuoted


@pytest.fixture
def facts(desk):
    at = {"keeper": desk.studio.ana, "every_days": 90, "by": desk.studio.ana}
    Fact.objects.begin("bank", "Bank details", "IBAN GB00 KILN\nName your order", **at)
    Fact.objects.begin("way", "The way to our studio", "Left at the old kiln.", **at)


def test_a_semicolon_a_word_and_tab_put_a_fact_in(desk, ruth, facts):
    page = desk.at(ruth)
    words = page.get_by_label("Your words")
    words.press_sequentially("Of course; here: ;ban")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Bank details")
    words.press("Tab")
    expect(words).to_be_focused()
    expect(words).to_have_value(re.compile(r"^Of course; here: \n\n\| Bank details \(checked on"))
    expect(words).to_have_value(re.compile(r"\| IBAN GB00 KILN\n\| Name your order\n\n$"))
    words.press("Control+z")
    expect(words).to_have_value("Of course; here: ;ban")
    words.press("ArrowDown")
    words.press_sequentially("k")
    words.press("Enter")
    words.press_sequentially("Warmly")
    expect(page.locator("#keeping")).to_have_text("kept")
    assert "| IBAN GB00 KILN" in Draft.objects.get(conversation=ruth).body
    words.press("Control+Enter")
    expect(page.locator(".msg").last.locator("blockquote.fact")).to_contain_text("IBAN GB00 KILN")
    assert FactQuoted.objects.get().fact.key == "bank"


def test_the_picker_works_by_keyboard_and_escape_leaves_the_words(desk, ruth, facts):
    page = desk.at(ruth)
    page.get_by_role("button", name="Facts").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("The way to our studio")
    page.keyboard.press("Escape")
    expect(page.get_by_role("option").first).to_be_hidden()
    expect(page.get_by_label("Your words")).to_have_value(";")
    page.keyboard.type(" no fact")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your words")).to_have_value("; no fact\n")
    page.keyboard.type(";way")
    page.get_by_role("option", name="The way").click()
    expect(page.get_by_label("Your words")).to_have_value(re.compile(r"\| Left at the old kiln\."))


def test_facts_are_readable_for_everyone(desk, ruth, facts):
    page = desk.sit_down("/settings/facts/")
    found = look_at(page, "settings-facts")
    page.goto(f"/conversations/{ruth.public_id}/")
    page.get_by_label("Your words").press_sequentially("Dear Ruth, ;")
    page.get_by_role("option", selected=True).wait_for()
    found += look_at(page, "conversation-facts")
    page.get_by_label("Your words").press("Enter")
    page.locator("#write .seal").click()
    page.locator("blockquote.fact").wait_for()
    found += look_at(page, "conversation-fact-sent")
    assert not found, "\n".join(found)
