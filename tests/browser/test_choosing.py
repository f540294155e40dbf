"""Several rows by keys and by Shift, done at once, undone at once; and the same without a script."""

from playwright.sync_api import expect
from tests.browser.looking import look_at, wait_until

from byhand.conversations.models import Conversation, Tag


def places() -> list[str]:
    return list(
        Conversation.objects.filter(subject__in=("Refund", "Glaze trial")).values_list("place", flat=True)
    )


def test_rows_are_ticked_with_x_and_done_with_e_and_come_back(desk, ruth):
    tomas = desk.sit_down("/conversations/", who=desk.studio.tomas)
    ana = desk.sit_down("/conversations/")
    ana.locator(".row", has_text="Refund").focus()
    ana.keyboard.press("x")
    expect(ana.locator("#together .how-many")).to_have_text("1")
    ana.locator(".row", has_text="Glaze trial").focus()
    ana.keyboard.press("x")
    expect(ana.locator("#together .how-many")).to_have_text("2")
    assert look_at(ana, "choosing", width=1440, colours="light") == []
    ana.keyboard.press("e")
    expect(ana.locator("#said")).to_contain_text("2 are done.")
    assert look_at(ana, "chosen-done", width=1440, colours="light") == []
    expect(tomas.locator(".row", has_text="Refund")).to_be_hidden()
    assert places() == ["done", "done"]
    ana.get_by_role("button", name="Undo").click()
    expect(ana.locator("#said")).to_contain_text("They stand as they stood.")
    assert places() == ["waiting", "waiting"]
    expect(tomas.locator(".row", has_text="Refund")).to_be_visible()


def test_a_look_that_was_under_way_does_not_take_the_boxes_away(desk, ruth):
    page = desk.sit_down("/conversations/")
    page.evaluate("""() => {
      const asked = window.fetch
      let first = true
      window.fetch = async (...words) => {
        const answer = await asked(...words)
        if (first && String(words[0]).includes("rows=")) {
          first = false
          await new Promise(go => { window.letGo = go })
        }
        return answer
      }
      document.dispatchEvent(new CustomEvent("byhand:changed", {detail: {spread: 0}}))
    }""")
    wait_until(page, "'letGo' in window")
    page.locator(".row", has_text="Refund").focus()
    page.keyboard.press("x")
    page.evaluate("letGo()")
    expect(page.locator("#together .how-many")).to_have_text("1")


def test_shift_ticks_all_between_and_ticks_stay_when_the_list_moves(desk, ruth):
    page = desk.sit_down("/conversations/?choose=1", colours="dark")
    boxes = page.locator("#list .choose")
    boxes.first.click()
    boxes.nth(3).click(modifiers=["Shift"])
    expect(page.locator("#list .choose:checked")).to_have_count(4)
    Conversation.objects.get(subject="Refund").tag(Tag.objects.named("kiln", by=None), by=None)
    expect(page.locator(".row", has_text="Refund").locator(".chip.tag")).to_be_visible()
    expect(page.locator("#list .choose:checked")).to_have_count(4)
    page.locator("#together summary", has_text="Tag").click()
    assert look_at(page, "choosing-tag", width=1440, colours="dark") == []
    page.locator("#all-tag").fill("fair")
    page.locator("#together").get_by_role("button", name="Add").click()
    expect(page.locator("#said")).to_contain_text("4 carry “fair”.")


def test_without_a_script_several_are_chosen_behind_a_link(desk, ruth):
    page = desk.sit_down("/conversations/", width=360, script=False, colours="dark")
    page.get_by_role("link", name="Choose several").click()
    page.get_by_label("Choose Jonas Lind").check()
    page.locator("#together").get_by_role("button", name="Done").scroll_into_view_if_needed()
    page.locator("#together").get_by_role("button", name="Done").click()
    expect(page.locator("#said")).to_contain_text("1 is done.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#said")).to_contain_text("They stand as they stood.")


def test_on_a_telephone_it_fits(desk, ruth):
    page = desk.sit_down("/conversations/?choose=all", width=360, colours="light")
    assert look_at(page, "choosing-all", width=360, colours="light") == []
    page.locator("#together summary", has_text="Later").click()
    assert look_at(page, "choosing-later", width=360, colours="light") == []
