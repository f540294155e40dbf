"""Promises at the desk, with a browser: said yes and no to, kept by a letter, moved, and looked at."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at

from byhand.conversations.models import CalendarFeed, Conversation, Promise, Proposal


def test_a_promise_is_proposed_noted_moved_and_kept_by_a_letter(desk, ruth):
    cast.comes_in(desk.studio.inbox, cast.letter(
        "Thank you! I'll send the list of names tomorrow.", subject=f"Re: {ruth.subject}", ago=timedelta(seconds=-20),
        answers=ruth.messages.order_by("pk")[0].message_id,
    ))  # fmt: skip
    page = desk.at(ruth)
    asked = page.locator(".proposal")
    expect(asked).to_have_count(3)
    assert look_at(page, "promises-proposed") == []
    asked.filter(has_text="Look into the March workshop").get_by_role("button", name="Yes, note it").click()
    expect(page.locator(".card")).to_contain_text("Look into the March workshop")
    expect(page.locator(".proposal")).to_have_count(2)
    page.locator(".proposal").filter(has_text="Goes out").get_by_role("button", name="No", exact=True).click()
    expect(page.locator(".proposal")).to_have_count(1)
    expect(page.locator(".proposal")).to_contain_text("Their promise?")
    page.locator(".card summary", has_text="Move or break it").first.click()
    page.get_by_label("To another day").first.fill((timezone.localdate() + timedelta(days=2)).isoformat())
    page.get_by_label("A word with it").first.fill("the room is not settled")
    assert look_at(page, "promises-moving") == []
    page.get_by_role("button", name="Move it").first.click()
    expect(page.locator(".words")).to_contain_text("the room is not settled")
    page.get_by_label("Your words").fill("Twelve is fine in March.")
    page.get_by_label("This keeps: Tell her about March").check()
    assert look_at(page, "promises-kept-by-a-letter") == []
    page.get_by_role("button", name="Send", exact=False).first.click()
    expect(page.locator(".words")).to_contain_text("kept a promise: Tell her about March")
    promise = Promise.objects.get(text="Tell her about March")
    assert promise.kept_in == Conversation.objects.get(pk=ruth.pk).messages.order_by("pk").last()
    assert Proposal.objects.filter(accepted_at__isnull=False).count() == 1


def test_the_settings_say_how_often_it_was_right_and_give_a_calendar(desk, ruth):
    page = desk.sit_down("/settings/promises/")
    expect(page.locator("main")).to_contain_text("Cannot tell yet: 0 were decided on")
    page.get_by_role("button", name="Make an address").click()
    field = page.get_by_label("Subscribe to this address")
    expect(field).to_be_visible()
    secret = CalendarFeed.objects.get().secret
    expect(field).to_have_value(f"{page.url.split('/settings')[0]}/calendar/{secret}.ics")
    assert look_at(page, "promises-settings") == []
