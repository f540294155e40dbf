"""Merging two conversations and taking them apart again, by clicks."""

from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at

from byhand.conversations.models import Conversation


def test_two_are_merged_and_taken_apart(desk, ruth):
    cast.conversation_with(desk.studio.inbox, "One thing more.", subject="The kiln")
    page = desk.at(ruth)
    page.get_by_label("More", exact=True).click()
    page.get_by_role("link", name="Merge with another…").click()
    page.get_by_role("button", name="Merge into this").first.wait_for()
    assert look_at(page, "merge", width=1440, colours="light") == []
    page.locator("li", has_text="The kiln").get_by_role("button").click()
    expect(page.get_by_text("merged “Workshop in March, and the lid” into this")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("The kiln")
    assert look_at(page, "conversation-merged", width=1440, colours="dark") == []
    page.locator(".event", has_text="merged").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Workshop in March, and the lid")
    assert not Conversation.objects.filter(merged_into__isnull=False).exists()


def test_one_is_split_from_a_message_on(desk, ruth):
    page = desk.at(ruth, width=360)
    page.locator(".by summary").last.click()
    assert look_at(page, "conversation-split", width=360, colours="light") == []
    page.get_by_role("button", name="From here on").last.click()
    expect(page.locator(".words")).to_contain_text("split it off from")
    expect(page.locator(".msg")).to_have_count(1)
