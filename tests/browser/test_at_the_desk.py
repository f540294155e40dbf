"""A colleague's day, in a real browser: what JavaScript adds, and that nothing is lost when it fails."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests import cast
from tests.browser.looking import wait_until

from byhand.conversations.models import Conversation, Draft, Message, Note
from byhand.team.models import Session

LOOK = "document.dispatchEvent(new Event('visibilitychange'))"


def words(page: Page):
    return page.get_by_label("Your words")


def send(page: Page) -> None:
    page.locator("#write .seal").click()


def without_reload(page: Page) -> None:
    page.evaluate("window.stayed = true")


def stayed(page: Page) -> bool:
    return page.evaluate("window.stayed === true")


def test_a_conversation_opens_beside_the_list_and_back_leads_back(desk, ruth):
    page = desk.sit_down("/conversations/")
    without_reload(page)
    page.locator(".row", has_text="Jonas Lind").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Refund")
    expect(page).to_have_title("Refund · Byhand")
    expect(page.locator(".row[aria-current]")).to_contain_text("Jonas Lind")
    assert stayed(page)
    page.go_back()
    expect(page).to_have_url(f"{desk.address}/conversations/")
    expect(page.get_by_text("Choose a conversation")).to_be_visible()


def test_a_thread_opens_at_its_last_word(desk, ruth):
    first = ruth.messages.order_by("pk")[0].message_id
    cast.comes_in(desk.studio.inbox, *(
        cast.letter(f"word {n}\n\n" * 5, subject=f"Re: {ruth.subject}", answers=first,
                    ago=-cast.timedelta(minutes=n + 1))
        for n in range(20)
    ))  # fmt: skip
    for script in (True, False):
        page = desk.at(ruth, script=script)
        expect(page.locator(".words").get_by_text("word 19").last).to_be_in_viewport()


def test_words_are_kept_as_they_are_typed(desk, ruth):
    page = desk.at(ruth)
    words(page).press_sequentially("Twelve is fine; ")
    expect(page.locator("#keeping")).to_have_text("kept")
    assert Draft.objects.get(conversation=ruth).body == "Twelve is fine; "
    page.reload()
    expect(words(page)).to_have_value("Twelve is fine; ")


def test_an_answer_is_sent_by_a_key_and_taken_back_by_a_click(desk, ruth):
    page = desk.at(ruth)
    without_reload(page)
    words(page).fill("Twelve is fine.")
    words(page).press("Control+Enter")
    expect(page.locator(".msg").last).to_contain_text("Twelve is fine.")
    expect(page.locator(".msg").last).to_contain_text("Waiting to leave")
    expect(words(page)).to_have_value("")
    page.locator(".msg").last.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("took a letter back")).to_be_visible()
    expect(words(page)).to_have_value("Twelve is fine.")
    assert stayed(page) and Message.objects.filter(origin="sent", conversation=ruth).count() == 2


def test_a_refusal_is_said_above_the_words(desk, ruth):
    page = desk.at(ruth)
    page.locator(".to summary").click()
    page.get_by_label("To", exact=True).fill("nowhere")
    words(page).fill("Twelve is fine.")
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("is no e-mail address")
    expect(words(page)).to_have_value("Twelve is fine.")


def test_someone_elses_answer_holds_mine_until_i_have_read_it(desk, ruth):
    page = desk.at(ruth)
    words(page).fill("Mine")
    cast.answer(ruth, "Tomas was quicker.", by=desk.studio.tomas)
    send(page)
    expect(page.get_by_role("alert")).to_contain_text("Something new was said")
    expect(page.get_by_role("region", name="What is new")).to_contain_text("Tomas was quicker.")
    page.get_by_role("button", name="Send anyway").click()
    expect(page.locator(".msg").last).to_contain_text("Mine")


def test_enter_in_a_line_sends_nothing(desk, ruth):
    page = desk.at(ruth)
    words(page).fill("Not yet")
    page.locator(".to summary").click()
    page.get_by_label("Subject", exact=True).press("Enter")
    page.wait_for_timeout(500)
    expect(words(page)).to_have_value("Not yet")
    assert not Message.objects.filter(text="Not yet").exists()


def test_a_note_is_amber_and_stays_here(desk, ruth):
    page = desk.at(ruth)
    words(page).fill("Who has the key?")
    page.locator("#write").get_by_text("Note to the team").click()
    expect(page.get_by_role("button", name="Add note")).to_be_visible()
    words(page).press("Control+Enter")
    expect(page.locator(".note").last).to_contain_text("Who has the key?")
    expect(page.get_by_role("switch")).not_to_be_checked()
    assert Note.objects.filter(text="Who has the key?").exists()
    assert not Message.objects.filter(text="Who has the key?").exists()


def test_files_are_chosen_dropped_and_left_out(desk, ruth):
    page = desk.at(ruth)
    words(page).fill("Look at this")
    files = page.locator("input[type=file]")
    files.set_input_files([{"name": "a.txt", "mimeType": "text/plain", "buffer": b"one"},
                           {"name": "b.txt", "mimeType": "text/plain", "buffer": b"two"}])  # fmt: skip
    expect(page.locator(".going .file")).to_have_count(2)
    page.evaluate("""() => {
      const data = new DataTransfer(); data.items.add(new File(["three"], "c.txt", {type: "text/plain"}))
      for (const name of ["dragover", "drop"])
        document.getElementById("body").dispatchEvent(
          new DragEvent(name, {dataTransfer: data, bubbles: true, cancelable: true}))
    }""")
    expect(page.locator(".going .file")).to_have_count(3)
    page.get_by_label("Leave out a.txt").click()
    expect(page.locator(".going .file")).to_have_count(2)
    send(page)
    expect(page.locator(".msg").last).to_contain_text("c.txt")
    sent = Message.objects.filter(origin="sent", conversation=ruth).latest("pk")
    assert {one.filename for one in sent.attachments.all()} == {"b.txt", "c.txt"}


def test_a_file_is_left_out_though_the_list_is_renewed_while_the_button_is_down(desk, ruth):
    page = desk.at(ruth)
    words(page).fill("Look at this")
    page.locator("input[type=file]").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"one"}
    )
    page.get_by_label("Leave out a.txt").hover()
    page.mouse.down()
    with page.expect_response("**/draft/"):
        page.locator("form[data-keep]").dispatch_event("byhand:keep")
    page.mouse.up()
    expect(page.locator(".going .file")).to_have_count(0)


def test_new_mail_appears_by_itself_and_disturbs_nobody(desk, ruth):
    page = desk.at(ruth)
    page.locator(".by summary").first.click()
    words(page).fill("I am in the middle of")
    words(page).press("Home")
    newcomer = cast.letter("Hello!", sender="Nia New <nia@new.example>", subject="A question")
    answered = cast.letter("One more thing!", subject=f"Re: {ruth.subject}", answers=ruth.messages.first().message_id,
                           ago=-cast.timedelta(minutes=1))  # fmt: skip
    cast.comes_in(desk.studio.inbox, newcomer, answered)
    page.evaluate(LOOK)
    expect(page.locator(".row", has_text="Nia New")).to_be_visible()
    expect(page.locator(".words")).to_contain_text("One more thing!")
    expect(words(page)).to_have_value("I am in the middle of")
    expect(words(page)).to_be_focused()
    assert page.evaluate("document.getElementById('body').selectionStart") == 0
    expect(page.locator(".by").first).to_have_attribute("open", "")
    expect(page.locator(".row[aria-current]")).to_contain_text("Ruth Okafor")


def test_words_on_the_sheet_survive_what_else_is_done(desk, ruth):
    page = desk.at(ruth)
    words(page).fill("Half a sent")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.get_by_role("button", name="Open again")).to_be_visible()
    expect(words(page)).to_have_value("Half a sent")
    assert Conversation.objects.get(pk=ruth.pk).is_closed()


def test_it_is_handed_on_and_put_off_from_the_menus(desk, ruth):
    page = desk.at(ruth)
    page.locator("summary", has_text="Yours").click()
    page.get_by_role("button", name="Tomas Brandt").click()
    # The menu names him, too: only the button's own face says that the page was drawn anew.
    expect(page.locator("summary", has_text="Tomas")).to_be_visible()
    page.locator("summary", has_text="Later").click()
    page.get_by_role("button", name=re.compile("^Tomorrow")).click()
    expect(page.locator(".words")).to_contain_text("Put off until")
    row = Conversation.objects.get(pk=ruth.pk)
    assert row.assigned_to == desk.studio.tomas and row.place == "later"


def test_the_card_remembers_and_promises(desk, ruth):
    page = desk.at(ruth)
    page.get_by_text("Add something worth remembering").click()
    page.get_by_label("Worth remembering").fill("Her dog is called Clay")
    page.get_by_role("button", name="Remember").click()
    expect(page.locator(".card")).to_contain_text("Her dog is called Clay")
    page.get_by_role("button", name="Kept").click()
    expect(page.locator(".card").get_by_role("button", name="Kept")).to_have_count(0)
    assert Conversation.objects.get(pk=ruth.pk).urgency == 5


def test_everything_is_reached_by_keys(desk, ruth):
    page = desk.sit_down("/conversations/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the page")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Search words or people")).to_be_focused()
    page.locator("body").press("Escape")
    page.locator(".row").first.focus()
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == first
    page.keyboard.press("Enter")
    page.locator("#body").wait_for()
    page.locator("summary", has_text="Later").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".menu[open]")).to_have_count(0)
    expect(page.locator("summary", has_text="Later")).to_be_focused()


def test_without_javascript_one_can_read_answer_and_be_done(desk, ruth):
    page = desk.sit_down("/conversations/", script=False)
    page.locator(".row", has_text="Jonas Lind").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"one"}
    )
    words(page).fill("Jonas, I am sorry. Your money went back this morning.")
    page.get_by_role("button", name="Add these files").click()
    expect(page.locator(".going")).to_contain_text("a.txt")
    expect(words(page)).to_have_value("Jonas, I am sorry. Your money went back this morning.")
    send(page)
    expect(page.locator(".msg").last).to_contain_text("Your money went back")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(page.get_by_role("button", name="Open again")).to_be_visible()
    jonas = Conversation.objects.get(subject="Refund")
    assert jonas.is_closed() and jonas.messages.get(origin="sent").attachments.count() == 1


def test_on_a_narrow_screen_there_is_one_pane_at_a_time(desk, ruth):
    page = desk.sit_down("/conversations/", width=360)
    page.locator(".row", has_text="Ruth Okafor").click()
    expect(page.locator(".list")).to_be_hidden()
    expect(page.locator(".card")).to_be_hidden()
    page.get_by_label("About Ruth Okafor").first.click()
    expect(page.locator(".card")).to_be_visible()
    page.locator(".card").get_by_label("Close").click()
    expect(page.locator(".card")).to_be_hidden()
    page.get_by_label("Back to the list").click()
    expect(page.locator(".list")).to_be_visible()


@pytest.mark.parametrize("what", ["the line is cut", "the session ended"])
def test_when_sending_fails_it_is_said_and_the_words_stay(desk, ruth, what):
    page = desk.at(ruth)
    words(page).fill("Do not lose me")
    if what == "the line is cut":
        page.context.set_offline(True)
    else:
        Session.objects.all().delete()
    send(page)
    sentence = "cannot be reached" if what == "the line is cut" else "no longer signed in"
    expect(page.locator("#said")).to_contain_text(sentence)
    expect(words(page)).to_have_value("Do not lose me")
    assert not Message.objects.filter(text="Do not lose me").exists()


def test_after_signing_in_again_elsewhere_the_same_page_goes_on(desk, ruth):
    page = desk.at(ruth)
    words(page).fill("Still here")
    Session.objects.all().delete()
    send(page)
    expect(page.locator("#said")).to_contain_text("no longer signed in")
    other = page.context.new_page()
    other.goto("/accounts/login/")
    other.get_by_label("Your e-mail address").fill("ana@kilnlane.example")
    other.get_by_label("Your password").fill("a long enough phrase")
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.wait_for_url(re.compile("today|welcome"))
    send(page)
    expect(page.locator(".msg").last).to_contain_text("Still here")


def test_a_new_letter_is_begun_kept_and_sent(desk, ruth):
    page = desk.sit_down("/write/?to=joan@atkins.example")
    page.get_by_label("Subject").fill("Your bowl")
    words(page).press_sequentially("Joan, it is out")
    expect(page.locator("#keeping")).to_have_text("kept")
    words(page).press_sequentially(" of the kiln.")
    page.wait_for_timeout(1600)
    expect(page.locator("#keeping")).to_have_text("kept")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your bowl")
    assert Message.objects.get(subject="Your bowl").text == "Joan, it is out of the kiln."
    assert not Draft.objects.filter(conversation=None).exists()


def test_a_letters_frame_is_as_tall_as_the_letter(desk, studio_letter):
    page = desk.at(studio_letter)
    page.frame_locator("iframe.letter").get_by_text("The last.").wait_for()
    expect(page.frame_locator("iframe.letter").get_by_text("The last.")).to_be_visible()
    tall = """(() => {
      const frame = document.querySelector("iframe.letter")
      return [frame.clientHeight, frame.contentDocument.documentElement.scrollHeight]
    })()"""
    wait_until(page, f"{tall}[0] > 900")
    height, inner = page.evaluate(tall)
    assert abs(height - inner) < 4


@pytest.fixture
def studio_letter(desk) -> Conversation:
    html = "<table><tr><td>" + "<p>A line.</p>" * 40 + "<p>The last.</p></td><td>x</td></tr></table>"
    return cast.comes_in(desk.studio.inbox, cast.letter("A line.", html=html)).conversation
