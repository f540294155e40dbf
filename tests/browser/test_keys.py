"""The desk by keys alone: lists, deeds, places, the palette; and that no key fires while someone types."""

from playwright.sync_api import Page, expect
from tests.browser.looking import look_at, wait_until

from byhand.conversations.models import Conversation, Note


def palette(page: Page):
    return page.get_by_role("combobox", name="Where to, or what to do?")


def test_a_morning_without_a_mouse(desk, ruth):
    page = desk.sit_down("/conversations/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("#body")).to_be_visible()
    public_id = page.locator("#conversation").get_attribute("data-conversation")
    page.keyboard.press("a")
    expect(page.locator(".menu[open] button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".tools summary").first).to_contain_text("Yours")
    page.keyboard.press("n")
    expect(page.get_by_role("switch")).to_be_checked()
    page.keyboard.type("jk? g/ea: who knows?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".note").last).to_contain_text("jk? g/ea: who knows?")
    assert Note.objects.filter(text="jk? g/ea: who knows?").exists()
    page.locator("#main").focus()
    page.keyboard.press("r")
    expect(page.locator("#body")).to_be_focused()
    expect(page.get_by_role("switch")).not_to_be_checked()
    page.locator("#main").focus()
    page.keyboard.press("e")
    expect(page.get_by_role("button", name="Open again")).to_be_visible()
    assert Conversation.objects.get(public_id=public_id).is_closed()


def test_later_opens_by_a_key_and_escape_gives_the_focus_back(desk, ruth):
    page = desk.at(ruth)
    page.keyboard.press("l")
    expect(page.locator(".menu[open] button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("summary", has_text="Later")).to_be_focused()


def test_g_and_a_letter_goes_anywhere_and_nothing_else_happens(desk, ruth):
    page = desk.at(ruth)
    for key, address in {
        "a": "/conversations/?list=all",
        "p": "/people/",
        "l": "/conversations/?list=later",
    }.items():
        page.keyboard.press("g")
        page.keyboard.press(key)
        expect(page).to_have_url(desk.address + address)
        page.goto(f"/conversations/{ruth.public_id}/")
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.wait_for_timeout(300)
    ruth.refresh_from_db()
    assert ruth.is_open()


def test_the_keys_are_listed_and_can_be_switched_off_on_this_device(desk, ruth):
    page = desk.at(ruth)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.get_by_label("Single keys do something").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("e")
    page.keyboard.press("?")
    page.wait_for_timeout(300)
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    ruth.refresh_from_db()
    assert ruth.is_open()
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Single keys do something").check()
    page.get_by_role("button", name="Close").first.click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_the_palette_does_what_the_conversation_can_and_goes_to_people(desk, ruth):
    page = desk.at(ruth)
    page.keyboard.press("Control+k")
    expect(palette(page)).to_be_focused()
    page.keyboard.type("give tomas")
    expect(page.get_by_role("option").first).to_contain_text("Give it to: Tomas Brandt")
    page.keyboard.press("Enter")
    expect(page.locator(".tools summary").first).to_contain_text("Tomas")
    page.keyboard.press("Control+k")
    page.keyboard.type("fold")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Not for us, because")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("jonas")
    expect(page.get_by_role("option", name="Jonas Lind")).to_be_visible()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Jonas Lind")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jonas Lind")


def test_the_palette_searches_for_what_it_does_not_know(desk, ruth):
    page = desk.at(ruth)
    page.keyboard.press("Control+k")
    page.keyboard.type("<b>zebra & lid")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{desk.address}/search/?q=%3Cb%3Ezebra+%26+lid".replace("+", "%20"))


def test_the_focus_stays_in_the_list_when_its_row_goes(desk, ruth):
    page = desk.sit_down("/conversations/")
    page.locator(".row").first.wait_for()
    second = page.locator(".row").nth(1).get_attribute("id")
    page.keyboard.press("j")
    gone = page.evaluate("document.activeElement.id")
    Conversation.objects.get(public_id=gone.removeprefix("row-")).close(by=desk.studio.tomas)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(f"#{gone}")).to_have_count(0)
    wait_until(page, f"document.activeElement.id === {second!r}")


def test_the_focus_goes_to_the_thread_where_the_list_gives_way(desk, ruth):
    page = desk.sit_down("/conversations/", width=360)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator("#body").wait_for()
    wait_until(page, "document.activeElement.id === 'main'")


def test_keys_and_palette_are_readable_for_everyone(desk, ruth):
    page = desk.at(ruth)
    page.keyboard.press("?")
    found = look_at(page, "keys")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("la")
    page.get_by_role("option", selected=True).wait_for()
    found += look_at(page, "palette")
    assert not found, "\n".join(found)
