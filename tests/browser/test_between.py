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
