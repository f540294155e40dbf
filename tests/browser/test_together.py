"""Two colleagues at one desk, each in a browser of their own: what one does the other sees, and nothing collides."""

import time

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from tests import cast
from tests.browser.looking import look_at
from tests.browser.serving import served
from tests.browser.test_at_the_desk import send, stayed, without_reload, words

from byhand.conversations.models import Draft, Message, Note
from byhand.gate.models import Dispatch

# Sooner than a page looks by itself, ten seconds: so it was told. Within a second is for bin/bench to say.
SOON = 8_000


@pytest.fixture
def both(desk, ruth) -> tuple[Page, Page]:
    """Ana and Tomas have Ruth's conversation open, and each sees that the other reads it."""
    ana, tomas = desk.at(ruth), desk.at(ruth, who=desk.studio.tomas)
    expect(ana.locator("#here")).to_have_text("Tomas is reading this, too.")
    expect(tomas.locator("#here")).to_have_text("Ana is reading this, too.")
    for page in (ana, tomas):
        without_reload(page)
    return ana, tomas


def test_what_one_does_the_other_sees_at_once(both, desk, ruth):
    ana, tomas = both
    words(ana).fill("I am in the middle of")
    words(tomas).fill("The key hangs in the office.")
    tomas.locator("#write").get_by_text("Note to the team").click()
    words(tomas).press("Control+Enter")
    expect(ana.locator(".note").last).to_contain_text("The key hangs", timeout=SOON)
    tomas.locator("summary", has_text="Ana").first.click()
    tomas.get_by_role("button", name="Me", exact=True).click()
    expect(ana.locator("#head summary").first).to_contain_text("Tomas", timeout=SOON)
    expect(ana.locator(".row", has_text="Ruth Okafor")).to_contain_text("Tomas", timeout=SOON)
    cast.comes_in(
        desk.studio.inbox, cast.letter("Hello!", sender="Nia New <nia@new.example>", subject="A question")
    )
    expect(ana.locator(".row", has_text="Nia New")).to_be_visible(timeout=SOON)
    tomas.get_by_role("button", name="Done", exact=True).click()
    expect(ana.get_by_role("button", name="Open again")).to_be_visible(timeout=SOON)
    expect(words(ana)).to_have_value("I am in the middle of")
    expect(words(ana)).to_be_focused()
    assert stayed(ana)


def test_one_sees_that_the_other_writes_until_they_stop(both):
    ana, tomas = both
    words(tomas).press_sequentially("Ruth, twelve")
    expect(ana.locator("#here")).to_have_text("Tomas is writing an answer…")
    words(tomas).fill("")
    expect(ana.locator("#here")).to_have_text("Tomas is reading this, too.")
    tomas.locator(".row", has_text="Jonas Lind").click()
    expect(ana.locator("#here")).to_have_text("")


def test_both_press_send_and_one_letter_leaves(both, desk):
    ana, tomas = both
    words(ana).fill("From Ana.")
    words(tomas).fill("From Tomas.")
    before = Dispatch.objects.count()
    for page in both:
        page.evaluate("document.querySelector('#write .seal').click()")
    expect(ana.locator("#held").or_(ana.locator(".msg", has_text="From Ana."))).to_be_visible()
    expect(tomas.locator("#held").or_(tomas.locator(".msg", has_text="From Tomas."))).to_be_visible()
    assert Dispatch.objects.count() == before + 1
    won = Dispatch.objects.latest("pk").author
    held, other, theirs, mine = (
        (tomas, ana, "From Ana.", "From Tomas.")
        if won == desk.studio.ana
        else (ana, tomas, "From Tomas.", "From Ana.")
    )
    expect(held.locator("#held")).to_contain_text(theirs)
    expect(words(held)).to_have_value(mine)
    with held.expect_response("**/write/"):
        words(held).press("Control+Enter")
    held.wait_for_timeout(500)
    expect(held.locator("#held")).to_contain_text(theirs)
    assert Dispatch.objects.count() == before + 1, "pressing the same again is no decision"
    held.get_by_role("button", name="Send anyway").click()
    expect(other.locator(".msg").last).to_contain_text(mine, timeout=SOON)
    assert Dispatch.objects.count() == before + 2


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_held_words_are_changed_or_dropped(desk, ruth, script):
    page = desk.at(ruth, script=script)
    words(page).fill("From Ana.")
    cast.answer(ruth, "From Tomas.", by=desk.studio.tomas)
    send(page)
    expect(page.locator("#held")).to_contain_text("From Tomas.")
    page.get_by_role("button", name="Change my words").click()
    expect(page.locator("#held")).to_have_count(0)
    words(page).fill("As Tomas said.")
    cast.answer(ruth, "One more thing.", by=desk.studio.tomas)
    send(page)
    expect(page.locator("#held")).to_contain_text("One more thing.")
    expect(page.locator("#held")).not_to_contain_text("From Tomas.")
    page.get_by_role("button", name="Drop them").click()
    expect(page.locator("#held")).to_have_count(0)
    expect(words(page)).to_have_value("")
    assert not Draft.objects.filter(author=desk.studio.ana, conversation=ruth).exists()
    assert not Message.objects.filter(text__contains="As Tomas said").exists()


def test_what_stood_before_ones_eyes_is_seen(desk, ruth):
    page = desk.at(ruth)
    words(page).press_sequentially("Mine")
    cast.answer(ruth, "From Tomas.", by=desk.studio.tomas)
    expect(page.locator(".msg").last).to_contain_text("From Tomas.")
    page.wait_for_timeout(3500)
    send(page)
    expect(page.locator(".msg").last).to_contain_text("Mine")
    expect(page.locator("#held")).to_have_count(0)


def test_after_a_restart_the_page_comes_back_and_catches_up(fresh_house, open_page):
    from tests.browser.conftest import Desk

    studio = cast.studio()
    ruth = cast.a_busy_week(studio)
    with served() as address:
        settings.CSRF_TRUSTED_ORIGINS = [address]
        page = Desk(address, studio, open_page).at(ruth)
        without_reload(page)
        words(page).fill("Half a sent")
        page.wait_for_timeout(1600)
    Note.objects.write(ruth, "Said while the desk was down.", by=studio.tomas)
    expect(page.locator("#live")).to_contain_text("Not live just now", timeout=10_000)
    with served(port=int(address.rpartition(":")[2])):
        expect(page.locator(".note").last).to_contain_text("Said while the desk was down.", timeout=25_000)
        expect(page.locator("#live")).to_have_text("", timeout=20_000)
        expect(words(page)).to_have_value("Half a sent")
        Note.objects.write(ruth, "And live again.", by=studio.tomas)
        expect(page.locator(".note").last).to_contain_text("And live again.", timeout=SOON)
        assert stayed(page)


def test_where_sockets_are_blocked_the_page_looks_every_ten_seconds(desk, ruth):
    page = desk.sit_down("/people/")
    page.route_web_socket("**/live", lambda socket: socket.close())
    page.goto(f"/conversations/{ruth.public_id}/")
    expect(page.locator("#live")).to_contain_text("looks every ten seconds", timeout=10_000)
    started = time.monotonic()
    Note.objects.write(ruth, "Slowly, but surely.", by=desk.studio.tomas)
    expect(page.locator(".note").last).to_contain_text("Slowly, but surely.", timeout=14_000)
    assert time.monotonic() - started < 14


def test_held_words_are_readable_for_everyone(desk, ruth):
    page = desk.at(ruth)
    other = desk.at(ruth, who=desk.studio.tomas)
    words(other).press_sequentially("Ruth, ")
    expect(page.locator("#here")).to_have_text("Tomas is writing an answer…")
    found = look_at(page, "conversation-someone-writes")
    words(page).fill("Ruth, twelve is fine; we look forward to it.")
    cast.answer(
        ruth,
        "Dear Ruth,\n\ntwelve is fine.\n\nDonaudampfschifffahrtsgesellschaftskapitän",
        by=desk.studio.tomas,
    )
    send(page)
    expect(page.locator("#held")).to_be_visible()
    found += look_at(page, "conversation-held")
    assert found == []
