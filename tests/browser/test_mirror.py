"""The mirror beside the sheet: it answers a pause, puts a fact in, shows the words, never holds up a key."""

import re

import pytest
from playwright.sync_api import expect
from tests import cast
from tests.browser.looking import look_at

from byhand.conversations.models import Conversation, Fact, Message

ASKS = "I am sorry. Could you send me your order number?"
TEMPLATE = (
    "thank you for asking about our workshop, which takes place every second Saturday from ten until four in the "
    "afternoon, with clay, tools and one firing included in the price of ninety pounds"
)


@pytest.fixture
def asks(desk) -> Conversation:
    """Ruth has told her order number and asks for the bank details; three others got our text about the workshop."""
    studio = desk.studio
    at = {"keeper": studio.ana, "every_days": 90, "by": studio.ana}
    Fact.objects.begin("bank", "Bank details", "IBAN GB00 KILN", **at)
    for n, who in enumerate((cast.JONAS, cast.MEI, cast.KATHARINA)):
        other = cast.conversation_with(studio.inbox, sender=who, subject=f"Workshop {n}")
        cast.answer(other, f"Good morning!\n\n{TEMPLATE}.", by=studio.ana, to=who)
    words = "The lid of order 4711 came broken. And what are your bank details, please?"
    return cast.conversation_with(studio.inbox, words, subject="The lid, and a bill")


def test_it_answers_a_pause_and_falls_silent_again(desk, asks):
    page = desk.at(asks)
    words, mirror = page.get_by_label("Your words"), page.locator("#mirror")
    words.press_sequentially(ASKS)
    expect(mirror).to_contain_text("You ask for the order number; they wrote “4711”")
    expect(words).to_be_focused()
    expect(page.locator("#mirror-said")).to_have_text("The mirror has 2 remarks below your words.")
    mirror.get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"#m{asks.messages.get().pk}$"))
    words.fill("Order 4711 is on its way.\n\n| IBAN GB00 KILN")
    expect(mirror.get_by_role("listitem")).to_have_count(0)
    expect(page.locator("#mirror-said")).to_have_text("The mirror has no remark any more.")


def test_a_fact_that_answers_is_put_in_by_one_press_and_taken_back(desk, asks):
    page = desk.at(asks)
    words = page.get_by_label("Your words")
    words.focus()
    put = page.get_by_role("button", name="Put it in Bank details")
    expect(put).to_be_visible()
    words.press_sequentially("Dear Ruth,")
    put.focus()
    page.keyboard.press("Enter")
    expect(words).to_be_focused()
    expect(words).to_have_value(re.compile(r"^Dear Ruth,\n\n\| Bank details \(checked on"))
    expect(words).to_have_value(re.compile(r"\| IBAN GB00 KILN"))
    expect(put).to_have_count(0)
    words.press("Control+z")
    expect(words).to_have_value("Dear Ruth,")


def test_the_run_that_was_sent_before_is_shown_in_the_words(desk, asks):
    page = desk.at(asks)
    words = page.get_by_label("Your words")
    words.fill(f"Dear Ruth 😀,\n\n{TEMPLATE}.")
    own = page.locator("[data-kind=own]")
    expect(own).to_contain_text("Most of this was sent to 3 others since")
    own.get_by_role("button", name="Show the words").click()
    chosen = page.evaluate("(() => { const f = document.getElementById('body'); "
                           "return f.value.slice(f.selectionStart, f.selectionEnd) })()")  # fmt: skip
    assert chosen == TEMPLATE


def test_a_promise_is_ticked_while_the_words_go_on_and_noted_when_they_leave(desk, asks):
    page = desk.at(asks)
    words, tick = (
        page.get_by_label("Your words"),
        page.locator("[data-kind=promised]").get_by_role("checkbox"),
    )
    words.press_sequentially("I will call you tomorrow about it.")
    expect(tick).not_to_be_checked()
    tick.check()
    words.press_sequentially(" Could you send me your order number?")
    expect(page.locator("[data-kind=told]")).to_be_visible()
    expect(tick).to_be_checked()
    assert look_at(page, "mirror-promise") == []
    words.press("Control+Enter")
    expect(page.locator(".card")).to_contain_text("Call you tomorrow about it")
    expect(page.locator(".proposal")).to_have_count(0)


def test_it_never_holds_up_typing_or_sending(desk, asks):
    """Its answers do not come at all: the letter is typed and sent."""
    page = desk.at(asks)
    page.route("**/mirror/", lambda route: None)
    words = page.get_by_label("Your words")
    words.press_sequentially("The new lid goes out today.")
    page.wait_for_timeout(600)
    words.press_sequentially(" Warmly, Ana")
    words.press("Control+Enter")
    expect(page.locator(".msg.ours .body")).to_contain_text("Warmly, Ana")
    assert Message.objects.filter(origin="sent", conversation=asks).count() == 1


def test_a_note_to_the_team_is_not_looked_at(desk, asks):
    page = desk.at(asks)
    asked = []
    page.on(
        "request", lambda request: asked.append(request.url) if request.url.endswith("/mirror/") else None
    )
    page.get_by_role("switch").check(force=True)
    page.get_by_label("Your words").press_sequentially(ASKS)
    page.wait_for_timeout(700)
    assert len(asked) <= 1  # when the field took the focus, at most
    expect(page.locator("#mirror")).to_be_hidden()


def test_without_javascript_it_answers_when_the_sheet_is_kept(desk, asks):
    page = desk.at(asks, script=False)
    page.get_by_label("Your words").fill(ASKS)
    page.get_by_role("button", name="Add these files").click()
    expect(page.locator("[data-kind=told]")).to_contain_text("4711")
    page.get_by_role("button", name="Put it in").click()
    expect(page.get_by_label("Your words")).to_have_value(re.compile(r"\| IBAN GB00 KILN"))


def test_the_mirror_is_readable_for_everyone(desk, asks):
    page = desk.at(asks)
    page.get_by_label("Your words").fill(f"Dear Ruth,\n\n{TEMPLATE}.\n\n{ASKS}")
    expect(page.locator(".remark")).to_have_count(3)
    found = look_at(page, "mirror-sheet")
    again = cast.letter(
        "And the bank details of yours? And the lid of 4711?",
        answers=asks.messages.get().message_id,
        ago=-cast.timedelta(hours=30),
    )
    cast.comes_in(desk.studio.inbox, again)
    page.goto(f"/conversations/{asks.public_id}/")
    page.locator(".raised").wait_for()
    found += look_at(page, "mirror-asked-twice")
    page.goto("/settings/mirror/")
    found += look_at(page, "mirror-settings")
    assert not found, "\n".join(found)
