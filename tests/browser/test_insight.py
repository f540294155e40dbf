"""Insight in a real browser: calm, legible in every form, and of use without any script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.audit.studio import filled
from tests.browser.looking import look_at
from tests.insight import past

from byhand.channels.models import Arrival
from byhand.conversations.intake import read_arrivals_due
from byhand.insight.figures import Figures
from byhand.insight.working import work_out

pytestmark = pytest.mark.browser


@pytest.fixture
def a_year(desk) -> None:
    """A studio's year of letters, half of them sent from elsewhere, and the figures of it."""
    inbox = desk.studio.inbox
    inbox.address = "ruth@studio.example"
    inbox.save(update_fields=["address"])
    for letter in filled().letters:
        ours = "@studio.example>" in letter.partition("\n")[0]
        Arrival.objects.store(letter.encode(), inbox=inbox, role="sent" if ours else "incoming")
    while read_arrivals_due():
        continue
    worked_out()


def worked_out() -> None:
    Figures.objects.ask(by=None)
    work_out(Figures.objects.unfinished().get().pk)


def test_the_figures_can_be_read_by_everybody(desk, a_year):
    page = desk.sit_down("/insight/")
    expect(page.get_by_role("heading", name="What to do first")).to_be_visible()
    found = look_at(page, "insight")
    for summary in page.locator("main summary").all():
        summary.click()
    assert found + look_at(page, "insight-tables") == []


def test_advice_leads_to_its_figures_and_these_to_a_letter(desk, a_year):
    page = desk.sit_down("/insight/", script=False)
    page.locator(".advice").get_by_role("link", name="The figures").first.click()
    expect(page).to_have_url(re.compile("#unanswered$"))
    page.locator("#repeats ~ .finding").get_by_role("link").nth(1).click()
    expect(page.locator("main.thread")).to_be_visible()


def test_from_asking_to_the_figures_without_a_reload(desk):
    past.half_a_year(desk.studio)
    page = desk.sit_down("/insight/")
    expect(page.get_by_text("The first figures come tonight.")).to_be_visible()
    found = look_at(page, "insight-before-the-first")
    page.get_by_role("button", name="Work it out now").click()
    expect(page.get_by_text("begun within seconds")).to_be_visible()
    found += look_at(page, "insight-coming")
    work_out(Figures.objects.unfinished().get().pk)
    expect(page.get_by_role("heading", name="What to do first")).to_be_visible(timeout=15_000)
    assert found == []


def test_what_went_wrong_and_an_empty_house_are_said_calmly(desk):
    page = desk.sit_down("/insight/")
    found = look_at(page, "insight-empty")
    cast.conversation_with(desk.studio.inbox)
    Figures.objects.ask(by=None)
    Figures.objects.unfinished().get().fail("OSError: [Errno 28] No space left on device.")
    page.reload()
    assert found + look_at(page, "insight-failed") == []


def test_it_is_one_of_the_places_the_keys_lead_to(desk):
    page = desk.sit_down("/people/")
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page).to_have_url(f"{desk.address}/insight/")
    expect(page.locator(".rail [aria-current]")).to_have_text("Insight")


def test_the_saved_page_is_whole_in_itself(desk, a_year, open_page, tmp_path):
    page = desk.sit_down("/insight/")
    with page.expect_download() as saving:
        page.get_by_role("link", name="Save as a page").click()
    file = tmp_path / saving.value.suggested_filename
    saving.value.save_as(file)
    alone = open_page(width=1440, height=900)
    alone.goto(file.as_uri())
    expect(alone.get_by_role("heading", name="What our mail says about us")).to_be_visible()
    expect(alone.locator("figure svg >> visible=true").nth(1)).to_be_visible()
