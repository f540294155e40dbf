"""Forwarding and several readers, by hand in a browser: f, own words, files unticked, who sees what, undo."""

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at

from byhand.conversations.models import Conversation, Draft
from byhand.gate.models import Dispatch

OMAR = "Omar Haddad <omar@haddad.example>"


def test_f_forwards_below_own_words_with_the_files_one_ticks(desk, ruth):
    first = ruth.messages.get(attachments__filename="the-lid.png")
    page = desk.at(ruth)
    page.keyboard.press("f")
    page.wait_for_url("**/write/*/")
    expect(page.get_by_label("The forwarded letter")).to_contain_text("The replacement lid fits")
    page.go_back()
    page.locator(f"#m{first.pk} summary").first.click()
    page.locator(f"#m{first.pk}").get_by_role("button", name="Forward this letter").click()
    expect(page.get_by_label("The forwarded letter")).to_contain_text(
        "From: Ruth Okafor <ruth@harrow.example>"
    )
    page.get_by_label("To", exact=True).fill(OMAR)
    page.get_by_label("the-lid.png").uncheck()
    expect(page.locator("#keeping")).to_have_text("kept")
    assert Draft.objects.get(forwards=first).files.get().left_out_at
    page.locator("#write .seal").click()
    expect(page.get_by_role("alert")).to_contain_text("Say in your own words why you forward this")
    expect(page.get_by_label("the-lid.png")).not_to_be_checked()
    page.get_by_label("Your words").fill("Omar, could you look at this lid?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".msg").last).to_contain_text("could you look at this lid?")
    letter = Dispatch.objects.latest("pk")
    assert letter.files == [] and "> the lid of the jar broke" in letter.forwarded
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_label("Your words")).to_have_value("Omar, could you look at this lid?")
    expect(page.get_by_label("The forwarded letter")).to_be_visible()


def test_without_javascript_it_goes_the_same_way(desk, ruth):
    page = desk.at(ruth, script=False)
    page.locator("summary[aria-label=More]").click()
    page.get_by_role("button", name="Forward…").click()
    page.get_by_label("To", exact=True).fill(OMAR)
    page.get_by_label("Your words").fill("Omar, what do you think?")
    page.locator("#write .seal").click()
    expect(page.locator(".msg").last).to_contain_text("what do you think?")
    assert Dispatch.objects.latest("pk").forwarded


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_forwards_and_readers_are_readable_for_everyone(desk, ruth, width, colours):
    first = ruth.messages.get(attachments__filename="the-lid.png")
    page = desk.at(ruth, width=width, colours=colours)
    page.locator("details.to summary").click()
    page.get_by_label("Copy to").fill(OMAR)
    page.get_by_label("Unseen (Bcc)").fill("Lena Vogt <lena@vogt.example>")
    page.get_by_label("Your words").fill("Twelve is fine.")
    expect(page.locator("#files .readers")).to_contain_text("Lena Vogt gets it unseen (Bcc).")
    found = look_at(page, "conversation-readers", width=width, colours=colours)
    page.get_by_label("Your words").press("Control+Enter")
    expect(page.locator(".msg").last).to_contain_text("Twelve is fine.")
    page.locator(f"#m{first.pk} summary").first.click()
    page.locator(f"#m{first.pk}").get_by_role("button", name="Forward this letter").click()
    page.get_by_label("To", exact=True).fill(OMAR)
    page.get_by_label("Your words").fill("Omar, could you look at this lid?")
    found += look_at(page, "forward", width=width, colours=colours)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".msg").last).to_contain_text("could you look at this lid?")
    found += look_at(page, "forward-sent", width=width, colours=colours)
    cast.delivered(Conversation.objects.latest("pk").messages.get())
    page.goto(f"/conversations/{ruth.public_id}/")
    found += look_at(page, "conversation-forwarded", width=width, colours=colours)
    assert not found, "\n".join(found)
