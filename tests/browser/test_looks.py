"""Every page of the desk at both ends of the scale, light and dark: no violation, nothing too wide."""

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at, overflow

from byhand.conversations.models import Conversation, Message
from byhand.people.models import Person


@pytest.mark.parametrize("width", [360, 1440])
def test_every_page_is_readable_for_everyone(desk, ruth, width):
    page = desk.sit_down("/conversations/", width=width)
    found = []

    def look(name):
        found.extend(look_at(page, name, width=width))

    person = Person.objects.get(name="Ruth Okafor")
    rich = Message.objects.get(subject="Ball clay is up, and why").conversation
    long = Conversation.objects.get(subject__startswith="Rindfleisch")
    theirs = Conversation.objects.get(subject="Blue")
    cast.delivered(theirs.messages.get(origin="sent"), "perhaps", "The connection was cut while it was sent.")
    for name, address in {
        "conversations": "/conversations/",
        "conversation": f"/conversations/{ruth.public_id}/",
        "conversation-formatted": f"/conversations/{rich.public_id}/?list=not-for-us",
        "conversation-long-words": f"/conversations/{long.public_id}/",
        "conversation-perhaps": f"/conversations/{theirs.public_id}/?list=theirs",
        "later": "/conversations/?list=later",
        "not-for-us": "/conversations/?list=not-for-us",
        "search": "/search/?q=ruth",
        "search-nothing": "/search/?q=zebra",
        "people": "/people/",
        "person": f"/people/{person.pk}/",
        "write": f"/write/?to={person.pk}",
        "needs-a-look": "/needs-a-look/",
    }.items():
        page.goto(address)
        if "formatted" in name:
            page.frame_locator("iframe.letter").locator("h1").wait_for()
        look(name)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [360, 1440])
def test_every_state_of_a_conversation_is_readable_for_everyone(desk, ruth, width):
    page = desk.at(ruth, width=width)
    found = []

    def look(name):
        found.extend(look_at(page, name, width=width))

    page.locator("summary", has_text="Later").click()
    look("conversation-later")
    page.keyboard.press("Escape")
    page.locator("summary", has_text="Ruth Okafor").last.click()
    page.get_by_label("Show what it quotes").last.click()
    look("conversation-details")
    page.get_by_label("Your words").fill("Who has the key to the March room?")
    page.locator("#write").get_by_text("Note to the team").click()
    look("conversation-note")
    page.locator("#write").get_by_text("Note to the team").click()
    page.get_by_label("Your words").fill("  ")
    page.get_by_role("button", name="Send", exact=False).last.click()
    page.get_by_role("alert").wait_for()
    look("conversation-refused")
    if width == 360:
        page.get_by_label("About Ruth Okafor").first.click()
    page.get_by_text("I promised").first.click()
    page.get_by_text("Add something worth remembering").click()
    look("conversation-card")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [360, 1440])
def test_an_empty_desk_is_kind(desk, width):
    page = desk.sit_down("/conversations/", width=width)
    expect(page.get_by_text("Nobody is waiting for us.")).to_be_visible()
    assert look_at(page, "conversations-empty", width=width, colours="light") == []


@pytest.mark.parametrize("width", [320, 500, 761, 900, 1281, 2200])
def test_between_the_ends_of_the_scale_nothing_is_too_wide(desk, ruth, width):
    page = desk.at(ruth, width=width)
    assert overflow(page) == []
    page.goto("/people/")
    assert overflow(page) == []
