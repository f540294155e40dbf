"""Between us, introductions and the picture of the network, in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at

pytestmark = pytest.mark.browser
DAY = timedelta(days=1)


@pytest.fixture
def a_year(desk, ruth):
    """Ruth and the studio have written for a year."""
    inbox = desk.studio.inbox
    first = cast.letter("x", ago=351 * DAY, subject="Glaze")
    about = {"subject": "Glaze", "answers": first["Message-ID"].strip("<>")}
    cast.comes_in(inbox, first)
    for week in range(46, 6, -4):
        days = week * 7 - 1 - week % 3
        cast.comes_in(inbox, cast.letter("x", ago=week * 7 * DAY, **about))
        sent = cast.letter("y", sender=desk.studio.ana.email, to=cast.RUTH, ago=days * DAY, **about)
        cast.comes_in(inbox, sent, role="sent")
    return ruth.person


def test_figures_open_lead_to_their_letters_and_a_cadence_is_set(desk, a_year):
    page = desk.sit_down(f"/people/{a_year.pk}/")
    section = page.locator("#between")
    expect(section.get_by_text("Who of us knows them: Ana Moreau")).to_be_visible()
    section.get_by_text("They answer in", exact=True).click()
    expect(section.get_by_text("Kaplan–Meier").first).to_be_visible()
    section.get_by_text("Say how often to be in touch").click()
    found = look_at(page, "person-between")
    section.get_by_label("In touch").select_option("60")
    section.get_by_role("button", name="Save").click()
    expect(section.get_by_text("In touch about every two months, said Ana Moreau")).to_be_visible()
    section.locator("summary", has_text="Silence").click()
    section.locator("a[href$='#silences']").click()
    expect(page.get_by_role("heading", name="Silences")).to_be_visible()
    assert found + look_at(page, "person-between-data") == []


def test_the_picture_is_drawn_can_be_moved_through_and_the_table_says_the_same(desk, a_year):
    nora = "Nora Hale <nora@hale.example>"
    cast.comes_in(desk.studio.inbox, cast.letter("We", to=f"{cast.STUDIO}, {nora}", subject="Fair"))
    page = desk.sit_down("/people/")
    page.get_by_role("link", name="Who knows whom").click()
    expect(page.locator("[data-drawn]")).to_be_visible()
    page.get_by_role("button", name="Nearer").click()
    page.get_by_role("button", name="All of it").press("Enter")
    found = look_at(page, "network")
    page.get_by_role("link", name="The same as a table").click()
    page.get_by_role("columnheader", name="Letters").get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="Letters")).to_have_attribute("aria-sort", "descending")
    assert found + look_at(page, "network-table") == []


def test_an_introduction_is_asked_for_and_both_sides_agree(desk, a_year):
    nora = "Nora Hale <nora@hale.example>"
    talk = cast.comes_in(desk.studio.inbox, cast.letter("We", to=f"{cast.STUDIO}, {nora}", subject="Fair"))
    target = talk.conversation.participants.get(address__value="nora@hale.example").address.person
    page = desk.sit_down(f"/people/{target.pk}/introduction/", who=desk.studio.tomas)
    page.get_by_text("Ask Ana Moreau").click()
    page.get_by_label("Why you would like to know them").fill("She builds the kilns we need.")
    found = look_at(page, "introduction")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("Waits for Ana Moreau")).to_be_visible()
    page = desk.sit_down("/people/")
    page.get_by_role("link", name="A colleague asks you for an introduction").click()
    found += look_at(page, "introductions", width=360, colours="light")
    page.get_by_role("button", name="I will do it").click()
    page.get_by_role("button", name="They want to know us").click()
    expect(page.get_by_text("They want to know us: Ana Moreau")).to_be_visible()
    assert found + look_at(page, "introduction-done") == []
