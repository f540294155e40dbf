"""Two colleagues: one hands over with a word and calls the other in a note; the other finds both."""

from django.conf import settings
from playwright.sync_api import expect
from tests.browser.looking import look_at
from tests.signing_in import cookie_of


def test_a_colleague_is_handed_it_with_a_word_and_called_in_a_note(desk, ruth):
    ana = desk.at(ruth)
    ana.locator("summary", has_text="Yours").click()
    ana.get_by_label("With a word, if you like").fill("She prefers a call")
    assert look_at(ana, "conversation-assign", width=1440, colours="light") == []
    ana.get_by_role("button", name="Tomas Brandt").click()
    expect(ana.locator(".words")).to_contain_text("gave it to Tomas Brandt: “She prefers a call”")
    ana.get_by_label("Your words").fill("@Tomas, is the room free?")
    ana.locator("#write").get_by_text("Note to the team").click()
    ana.get_by_role("button", name="Add note").click()
    expect(ana.locator(".note .call").last).to_have_text("@Tomas")

    tomas = desk.sit_down("/conversations/", width=360)
    tomas.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie_of(desk.studio.tomas), "url": desk.address}]
    )
    tomas.goto("/conversations/")
    tomas.get_by_role("link", name="You are mentioned").click()
    assert look_at(tomas, "mentioned", width=360, colours="dark") == []
    tomas.locator(".row", has_text="Ruth Okafor").click()
    expect(tomas.get_by_text("A note here calls you.")).to_be_visible()
    assert look_at(tomas, "conversation-called", width=360, colours="light") == []
    tomas.get_by_role("button", name="I have read it").click()
    expect(tomas.get_by_text("A note here calls you.")).to_be_hidden()
