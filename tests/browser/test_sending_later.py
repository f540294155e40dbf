"""Sending later, undoing after the tab was closed, and drafts that outlive tab, desk and device."""

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at, wait_until

from byhand.conversations.models import Conversation, Draft
from byhand.gate.models import Delivery


def words(page):
    return page.get_by_label("Your words")


@pytest.mark.parametrize("script", [True, False])
def test_a_letter_is_sent_later_and_taken_back(desk, ruth, script):
    page = desk.at(ruth, script=script)
    words(page).fill("Twelve is fine.")
    page.locator(".ways-to-send summary").click()
    page.get_by_role("button", name="Send: Tomorrow").click()
    expect(page.locator(".msg").last).to_contain_text("Leaves ")
    page.get_by_role("button", name="Take it back").click()
    expect(words(page)).to_have_value("Twelve is fine.")
    assert Delivery.objects.latest("pk").stage == "recalled"


def test_what_was_put_off_is_held_and_its_author_decides(desk, ruth):
    page = desk.at(ruth, width=360)
    words(page).fill("Twelve is fine.")
    page.locator(".ways-to-send summary").click()
    assert look_at(page, "ways-to-send", width=360, colours="dark") == []
    page.get_by_role("button", name="Send: Tomorrow").click()
    expect(page.locator(".msg").last).to_contain_text("Leaves ")
    cast.answer(ruth, "It fits.", by=desk.studio.tomas)
    page.reload()
    expect(page.get_by_text("Held: Tomas Brandt answered before this left.")).to_be_visible()
    assert look_at(page, "conversation-held", width=360, colours="light") == []
    page.get_by_role("button", name="Send anyway").click()
    expect(page.get_by_text("Held:")).to_have_count(0)
    assert not Delivery.objects.filter(stage="held").exists()


def test_send_and_done_in_one_step(desk, ruth):
    page = desk.at(ruth)
    words(page).fill("Twelve is fine.")
    page.locator(".ways-to-send summary").click()
    assert look_at(page, "ways-to-send", width=1440, colours="light") == []
    page.get_by_role("button", name="Send and done").click()
    expect(page.get_by_role("button", name="Open again")).to_be_visible()
    assert Conversation.objects.get(pk=ruth.pk).is_closed()


@pytest.mark.parametrize("script", [True, False])
def test_what_was_sent_is_undone_after_the_tab_was_closed(desk, ruth, script):
    page = desk.at(ruth, script=script)
    words(page).fill("Too quick.")
    page.locator("#write .seal").click()
    expect(page.locator(".msg").last).to_contain_text("Too quick.")
    page.close()
    again = desk.at(ruth, script=script)
    again.get_by_role("button", name="Undo").click()
    expect(words(again)).to_have_value("Too quick.")


def test_a_draft_outlives_its_tab_and_is_found_on_another_device(desk, ruth):
    page = desk.at(ruth)
    words(page).press_sequentially("Half a sent")
    page.close(run_before_unload=False)
    for _ in range(100):
        if Draft.objects.filter(body="Half a sent").exists():
            break
        wait_until(desk.sit_down("/people/"), "true")
    expect(words(desk.at(ruth, width=360))).to_have_value("Half a sent")


def test_a_draft_typed_while_the_desk_is_away_is_kept_when_it_is_back(desk, ruth):
    page = desk.at(ruth)
    page.context.set_offline(True)
    words(page).press_sequentially("Typed in a tunnel")
    expect(page.locator("#keeping")).to_have_text("not kept yet")
    page.context.set_offline(False)
    expect(page.locator("#keeping")).to_have_text("kept", timeout=15_000)
    assert Draft.objects.filter(body="Typed in a tunnel").exists()
