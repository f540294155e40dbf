"""A search is kept under a name; it stands under the lists of all, and means each reader."""

from playwright.sync_api import expect
from tests.browser.looking import look_at


def test_a_view_is_kept_from_a_search_and_stands_at_a_colleagues_desk(desk, ruth):
    ana = desk.sit_down("/search/?q=mine+waiting")
    ana.get_by_role("link", name="keep as a view").click()
    ana.get_by_label("Name").fill("Mine, and waiting")
    ana.get_by_label("Which stands first").select_option("longest wait first")
    ana.get_by_label("For all colleagues").check()
    ana.get_by_role("button", name="Keep").click()
    expect(ana.locator(".shelf")).to_contain_text("Mine, and waiting")
    expect(ana.locator("#list .row")).to_contain_text(["Ruth Okafor"])
    assert look_at(ana, "view", width=1440, colours="light") == []

    tomas = desk.sit_down("/conversations/", who=desk.studio.tomas, width=360, colours="dark")
    tomas.get_by_role("link", name="Mine, and waiting").click()
    expect(tomas.locator("#list .row")).to_contain_text(["Mei Tanaka"])
    assert look_at(tomas, "view", width=360, colours="dark") == []
    tomas.goto("/views/")
    assert look_at(tomas, "views", width=360, colours="dark") == []
