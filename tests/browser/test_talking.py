"""Two real browsers talk through the product, and audio arrives; a word is left and can be played."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from tests import cast
from tests.browser.looking import look_at
from tests.browser.serving import served
from tests.browser.talking import NOTE_PEERS, OwnDesk, hears_more
from tests.conversations.calling import is_here
from tests.servers.chromium import WITH_A_MICROPHONE, running_chromium
from tests.servers.coturn import SECRET, start_coturn
from tests.servers.machine import free_port, reachable_folder
from tests.signing_in import cookie_of

from byhand.channels.models import Inbox
from byhand.channels.voice.line import Line, change_line, open_line
from byhand.conversations.models import Call, Conversation, Promise, Recording

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def talkers(playwright) -> Browser:
    with running_chromium(playwright, flags=WITH_A_MICROPHONE) as browser:
        yield browser


@pytest.fixture
def studio(fresh_house):
    return cast.studio()


@pytest.fixture
def line(studio) -> Inbox:
    return open_line("Voice", Line(write_to="studio@kilnlane.example"))


@pytest.fixture
def own_desk(fresh_house, studio):
    desk = OwnDesk(free_port(), fresh_house.environment())
    desk.start()
    yield desk
    desk.kill()


def sits(talkers: Browser, address: str, user=None, *, width: int = 1280) -> Page:
    """A browser of its own, with a microphone; signed in if a colleague sits there."""
    context = talkers.new_context(
        base_url=address, permissions=["microphone"], locale="en-GB", timezone_id="Europe/Berlin",
        viewport={"width": width, "height": 800}, reduced_motion="reduce",
    )  # fmt: skip
    context.add_init_script(NOTE_PEERS)
    if user is not None:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": cookie_of(user), "url": address}
        context.add_cookies([cookie])
    return context.new_page()


def talk_page(line: Inbox) -> str:
    return f"/talk/{line.options['key']}/"


def test_two_talk_the_desk_is_killed_meanwhile_and_they_go_on(talkers, own_desk, studio, line):
    is_here(studio.ana)
    ana, ruth = sits(talkers, own_desk.address, studio.ana), sits(talkers, own_desk.address, width=360)
    ana.goto("/people/")
    ruth.goto(talk_page(line))
    ruth.get_by_label("Your name").fill("Ruth")
    ruth.get_by_role("button", name="Talk now").click()
    expect(ruth.locator("#call-state")).to_have_text("It rings …")
    card = ana.get_by_role("region", name="Ruth calls")
    expect(card).to_be_visible()
    assert look_at(ana, "ringing", width=1280, colours="light") == []
    with ana.expect_popup() as opened:
        card.get_by_role("button", name="Take it").click()
    window = opened.value
    expect(window.locator("#call-state")).to_have_text("You are talking.")
    expect(ruth.locator("#call-state")).to_have_text("You are talking with Ana Moreau.")
    expect(ana).to_have_url(f"{own_desk.address}/conversations/{Conversation.objects.get().public_id}/")
    expect(ana.locator(".heard-call")).to_contain_text("Ana Moreau talks with Ruth")
    for one in (window, ruth):
        assert hears_more(one)["energy"] > 0
    assert look_at(ruth, "talking", width=360, colours="light") == []
    window.get_by_role("button", name="Mute").click()
    expect(window.locator("#call-muted")).to_contain_text("they do not hear you")
    window.keyboard.press("m")
    expect(window.locator("#call-muted")).to_have_text("")

    own_desk.kill()
    expect(ruth.locator("#call-state")).to_contain_text("The desk cannot be reached")
    for one in (window, ruth):
        hears_more(one)
    own_desk.start()
    expect(ruth.locator("#call-state")).to_have_text("You are talking with Ana Moreau.")
    expect(window.locator("#call-state")).to_have_text("You are talking.")
    hears_more(ruth)
    assert Call.objects.get().is_talking()
    ruth.get_by_role("button", name="Hang up").click()
    expect(window.locator("#call-state")).to_have_text("The call is over.")
    expect(ana.locator(".heard-call")).to_contain_text("Ana Moreau talked with Ruth")
    call = Call.objects.get()
    assert call.outcome == "talked" and not call.signals.exists()
    for one in (ana, ruth):
        one.context.close()


DECODED = """async address => {
  const sound = await (await fetch(address)).arrayBuffer()
  const decoded = await new AudioContext().decodeAudioData(sound)
  const loudest = decoded.getChannelData(0).reduce((most, one) => Math.max(most, Math.abs(one)), 0)
  return {seconds: decoded.duration, loudest}
}"""


def test_voices_go_by_the_relay_alone_and_a_word_that_is_left_can_be_played(talkers, studio, line, open_page):
    with reachable_folder("coturn") as folder, served() as address:
        relay = start_coturn(folder)
        change_line(line, Line(turn=(f"{relay.url}?transport=udp",), relay_only=True), turn_secret=SECRET)
        is_here(studio.ana)
        ana, ruth = sits(talkers, address, studio.ana), sits(talkers, address, width=360)
        ana.goto("/people/")
        ruth.goto(talk_page(line))
        ruth.get_by_role("button", name="Talk now").click()
        with ana.expect_popup() as opened:
            ana.get_by_role("button", name="Take it").click()
        window = opened.value
        expect(ruth.locator("#call-state")).to_have_text("You are talking with Ana Moreau.")
        for one in (window, ruth):
            assert "relay" in hears_more(one)["kinds"]
        window.reload()  # a colleague's slip: the page comes back, and both take up the same call
        expect(window.locator("#call-state")).to_have_text("You are talking.")
        for one in (window, ruth):
            hears_more(one)
        window.get_by_role("button", name="Hang up").click()
        expect(ruth.locator("#call-state")).to_have_text("The call is over.")
        relay.stop()

        is_here()
        ruth.evaluate(
            "() => { navigator.mediaDevices.getUserMedia = () => { document.title = 'A microphone was asked for' } }"
        )
        ruth.get_by_role("button", name="Talk now").click()
        expect(ruth.locator("#who-is-there")).to_contain_text("Nobody is at the desk just now.")
        expect(ruth.locator("#call-state")).to_contain_text("Leave a word")
        expect(ruth).to_have_title(re.compile("Talk with us"))
        ruth.reload()
        expect(ruth.get_by_text("Nobody is at the desk just now.")).to_be_visible()
        assert look_at(ruth, "talk-nobody-there") == []
        ruth.get_by_role("button", name="I agree, record").click()
        expect(ruth.locator("#record-state")).to_contain_text("We record.")
        ruth.wait_for_timeout(3300)
        ruth.get_by_role("button", name="That is all").click()
        expect(ruth.locator("#record-state")).to_contain_text("Your word is with us")
        kept = Recording.objects.get()
        ana.goto(f"/conversations/{kept.call.conversation.public_id}/")
        player = ana.locator(".heard-call audio")
        expect(player).to_have_attribute("src", f"/recordings/{kept.pk}/")
        decoded = ana.evaluate(DECODED, f"/recordings/{kept.pk}/")
        assert decoded["seconds"] > 2 and decoded["loudest"] > 0.01
        assert look_at(ana, "a-word-left", width=1440) == []
        ana.goto(f"/settings/inboxes/voice/{line.pk}/")
        assert look_at(ana, "voice-settings", width=1440) == []
        for one in (ana, ruth):
            one.context.close()

        deaf = open_page(base_url=address, width=360)  # a browser without a microphone
        is_here(studio.ana)
        deaf.goto(talk_page(line))
        deaf.get_by_role("button", name="Talk now").click()
        expect(deaf.locator("#call-state")).to_have_text(
            re.compile("No microphone was found|does not let this page")
        )
        expect(deaf.get_by_role("button", name="Ask for it")).to_be_visible()
        deaf.get_by_label("Telephone").fill("+44 20 7946 0102")
        deaf.get_by_role("button", name="Ask for it").click()
        expect(deaf.get_by_role("heading", level=1)).to_have_text("We call you back")
        assert Promise.objects.get().text == "Call back: +44 20 7946 0102"
