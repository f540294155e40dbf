"""Two colleagues and their tags: given by a key with the ones there are on offer, seen at once by the other."""

from playwright.sync_api import expect
from tests.browser.looking import look_at

from byhand.conversations.models import Tag


def test_a_tag_is_given_by_a_key_and_stands_at_once_at_the_other(desk, ruth):
    Tag.objects.named("Wholesale", by=desk.studio.tomas)
    tomas = desk.at(ruth, who=desk.studio.tomas, width=360, colours="dark")
    ana = desk.at(ruth)
    ana.locator(".scroll").focus()
    ana.keyboard.press("t")
    expect(ana.locator("#tag")).to_be_focused()
    expect(ana.locator("#known-tags option")).to_have_count(1)
    assert look_at(ana, "conversation-tagging", width=1440, colours="light") == []
    ana.keyboard.type("wholesale")
    ana.keyboard.press("Enter")
    expect(ana.locator("#head .tags")).to_contain_text("Wholesale")
    expect(tomas.locator("#head .tags")).to_contain_text("Wholesale")
    expect(tomas.locator(".words")).to_contain_text("Ana Moreau tagged it “Wholesale”")
    assert look_at(tomas, "conversation-tagged", width=360, colours="dark") == []
    assert look_at(ana, "conversation-tagged", width=1440, colours="light") == []

    tomas.locator("summary", has_text="Tag").click()
    assert look_at(tomas, "conversation-tags", width=360, colours="dark") == []
    tomas.get_by_role("button", name="Wholesale").click()
    expect(tomas.locator("#head .tags")).to_be_hidden()
    expect(ana.locator("#head .tags")).to_be_hidden()
