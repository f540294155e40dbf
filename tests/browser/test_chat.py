"""The chat on other people's pages, in a real browser: strict ones, hostile ones, one without TLS; and on the desk."""

from __future__ import annotations

import os
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pytest
import uvicorn
from playwright.sync_api import Frame, Page, expect
from tests import cast
from tests.browser.looking import PICTURES, look_at, violations, wait_until
from tests.servers.certificate import write_certificate
from tests.servers.website import Website, a_website

from byhand.channels.chat.settings import open_chat, set_up
from byhand.channels.models import Inbox, Visitor
from byhand.config.serving import asgi, configuration
from byhand.conversations.answering import blank_answer
from byhand.conversations.intake import read_arrivals_due
from byhand.conversations.models import Conversation
from byhand.conversations.visiting.here_now import who_is_here_due
from byhand.gate.delivering import deliver_at_once_due
from byhand.team import here

HOSTILE = """
<style>
  html { direction: rtl } body { transform: translateX(200px) }
  body *, html > :not(body), *::before { display: none !important; position: static !important; width: 1px !important;
    transform: scale(0) !important; height: 1px !important; opacity: 0 !important; visibility: hidden !important;
    z-index: -1 !important; transition: all 99s !important }
  iframe, byhand-chat { display: none !important; filter: blur(9px) !important; pointer-events: none !important }
  button { font-size: 0 !important; color: transparent !important }
</style>
<script>
  const no = () => { throw new Error("patched") }
  for (const name of ["push", "map", "forEach", "filter", "slice", "indexOf", "includes", "join", "concat", "splice"])
    Array.prototype[name] = no
  Array.prototype[Symbol.iterator] = no
  Array.prototype.extra = Object.prototype.extra = "enumerable"
  Object.prototype.toJSON = Array.prototype.toJSON = no
  Object.defineProperty(Array.prototype, "0", {set: no, configurable: true})
  JSON.parse = JSON.stringify = window.fetch = window.XMLHttpRequest = window.WebSocket = no
  Object.keys = Object.assign = no
  Promise.prototype.then = no
  localStorage.clear()
</script>
"""

WITHOUT_SOCKETS = """
if (location.pathname.startsWith("/chat/")) window.WebSocket = class {
  constructor() { setTimeout(() => this.onclose?.({code: 1006}), 20) }
  close() {}
}
"""


@dataclass
class Shop:
    """A website with the chat on its pages, and the desk behind it."""

    website: Website
    desk: object
    chat: Inbox

    def script(self, desk: str = "", **attributes: str) -> str:
        told = " ".join(f'data-{name}="{value}"' for name, value in attributes.items())
        return f'<script src="{desk or self.desk.address}/chat/{self.chat.options["key"]}.js" {told} async></script>'

    def page(
        self, html: str, *, width: int = 1000, colours: str = "light", path: str = "/", **headers: str
    ) -> Page:
        address = self.website.shows(path, html, **headers)
        page = self.desk.open_page(width=width, height=740, colours=colours)
        page.told = []
        page.on(
            "console", lambda line: page.told.append(line.text) if "Failed to load" not in line.text else None
        )
        page.on("pageerror", lambda error: page.told.append(str(error)))
        page.goto(address)
        return page


@pytest.fixture
def shop(desk) -> Iterator[Shop]:
    with a_website() as website:
        chat = open_chat(name="Website", origins=[website.address], goes_on_by=desk.studio.inbox.pk)
        here.touched(desk.studio.ana.pk)
        here.write_down()
        yield Shop(website, desk, chat)


def opens(page: Page) -> Frame:
    """Presses the button where a person would: its tree is closed to everybody else."""
    wait_until(page, "!!document.querySelector('byhand-chat')")
    size = page.viewport_size
    page.mouse.click(size["width"] - 60, size["height"] - 38)
    return framed(page)


def framed(page: Page) -> Frame:
    for _ in range(200):
        found = [one for one in page.frames if "/chat/" in one.url]
        if found:
            return found[0]
        page.wait_for_timeout(50)
    raise AssertionError("There is no frame.")


def answers(words: str, *, by) -> None:
    read_arrivals_due()
    conversation = Conversation.objects.latest("pk")
    to = blank_answer(conversation, list(conversation.messages.for_thread()), newest=0).to
    cast.answer(conversation, words, by=by, to=to)
    deliver_at_once_due()


def talk(frame: Frame, page: Page, words: str, answer: str, *, by) -> None:
    frame.get_by_role("button", name="Write to a person").click()
    expect(frame.get_by_role("textbox", name="Your words")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(frame.locator("#words .theirs:not(.waiting)")).to_contain_text(words)
    answers(answer, by=by)
    expect(frame.locator("#words .ours")).to_contain_text(answer)


def test_a_visitor_is_answered_stays_over_pages_and_is_seen_at_the_desk(shop):
    studio = shop.desk.studio
    page = shop.page(f"<body><h1>Bowls</h1><a href='/next'>Next</a>{shop.script()}")
    shop.website.shows("/next", f"<body><h1>Cups</h1>{shop.script()}")
    wait_until(page, "!!document.querySelector('byhand-chat')")
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length].join()") == ",0,0"
    frame = opens(page)
    expect(frame.locator("#desk-says")).to_have_text("Ana is at the desk.")
    assert frame.evaluate("[document.cookie, localStorage.length].join()") == ",0"
    assert violations(frame) == []
    talk(frame, page, "Is the blue bowl still there?", "It is; shall I put it aside?", by=studio.ana)
    assert frame.evaluate("[document.cookie, localStorage.length].join()") == ",1"
    frame.get_by_label("Name").fill("Ruth")
    frame.get_by_label("E-mail").fill("nowhere")
    frame.get_by_label("E-mail").evaluate("one => { one.type = 'text' }")
    frame.get_by_role("button", name="Keep").click()
    expect(frame.locator("#reach-no")).to_contain_text("no e-mail address")
    frame.get_by_label("E-mail").fill("ruth@harrow.example")
    frame.get_by_role("button", name="Keep").click()
    expect(frame.locator("#reached")).to_contain_text("ruth@harrow.example")
    assert violations(frame) == []

    page.get_by_role("link", name="Next").click()
    frame = framed(page)
    expect(frame.locator("#words .ours")).to_contain_text("shall I put it aside?")
    desk = shop.desk.sit_down(f"/conversations/{Conversation.objects.get().public_id}/")
    desk.locator("#body").press_sequentially("Let me")
    expect(frame.locator("#writes")).to_have_text("Ana writes…")
    expect(desk.locator(".visit")).to_contain_text("Here now, on 127.0.0.1")
    frame.locator("#field").fill("Yes please")
    frame.locator("#field").press("Enter")
    expect(frame.locator("#words .theirs:not(.waiting)")).to_have_count(2)
    read_arrivals_due()
    expect(desk.locator("#words")).to_contain_text("Yes please")
    who_is_here_due()
    expect(desk.locator("#list .row").first).to_contain_text("here now")
    desk.locator("#body").fill("")
    assert look_at(desk, "chat-at-the-desk") == []

    frame.locator("#field").press("Escape")
    answers("It is on my shelf.", by=studio.ana)
    page.wait_for_timeout(300)
    assert Visitor.objects.get().seen == 2, "what stands in a closed chat was not seen"
    opens(page)
    expect(frame.locator("#words .ours").last).to_contain_text("on my shelf")
    page.set_viewport_size({"width": 360, "height": 740})
    assert eventually(page, lambda: tabs_back_within(frame, page)), (
        "where it covers the page, Tab stays within"
    )
    assert page.told == []


def tabs_back_within(frame: Frame, page: Page) -> bool:
    """From its first button back to its last: not out into the page."""
    frame.locator("#close").focus()
    page.keyboard.press("Shift+Tab")
    return frame.evaluate("document.activeElement.tagName + document.hasFocus()") in ("Atrue", "BUTTONtrue")


def eventually(page: Page, is_so: Callable[[], bool]) -> bool:
    """The host page tells the frame how much room it has, and a frame is told a moment later."""
    for _ in range(60):
        if is_so():
            return True
        page.wait_for_timeout(250)
    return False


def test_how_it_looks(shop):
    frames = []
    for width in (1440, 360):
        for colours in ("light", "dark"):
            page = shop.page(f"<body><h1>Bowls</h1>{shop.script()}", width=width, colours=colours)
            frame = opens(page)
            assert violations(frame) == []
            if not frames:
                talk(frame, page, "Is it there?", "It is, and the cup is, too.", by=shop.desk.studio.ana)
            else:
                frame.get_by_role("button", name="Write to a person").click()
                page.keyboard.type("Is it there?")
                page.keyboard.press("Enter")
                expect(frame.locator("#words .theirs:not(.waiting)")).to_be_visible()
            frames.append(frame)
            assert violations(frame) == []
            if os.environ.get("BYHAND_SCREENSHOTS"):
                page.screenshot(
                    path=PICTURES / f"chat-{width}-{colours}.png", animations="disabled", caret="hide"
                )


def test_it_works_on_a_page_with_a_strict_policy(shop):
    desk = shop.desk.address
    policy = f"default-src 'none'; script-src {desk}; frame-src {desk}; require-trusted-types-for 'script'"
    page = shop.page(f"<body><h1>Bowls</h1>{shop.script()}", Content_Security_Policy=policy)
    talk(opens(page), page, "Hello?", "Good morning.", by=shop.desk.studio.ana)
    assert page.told == [], "and it breaks no rule of the page"


def test_it_works_on_a_page_that_breaks_styles_and_javascript(shop):
    page = shop.page(f"<body>{HOSTILE}{shop.script(colour='#aa3311')}")
    page.wait_for_timeout(1500)  # whatever asks the page something meets its patches
    page.mouse.click(60, 740 - 38)
    frame = framed(page)
    talk(frame, page, "Hello?", "Good morning.", by=shop.desk.studio.ana)
    box = frame.frame_element().bounding_box()
    assert box["width"] > 300 and box["height"] > 400 and box["x"] < 40, (
        "at the end of the line, which is left here"
    )
    assert (
        frame.evaluate("getComputedStyle(document.querySelector('.first')).backgroundColor")
        == "rgb(170, 51, 17)"
    )
    assert page.told == []


def test_a_page_that_may_not_show_it_gets_a_sentence_in_the_console_and_nothing_else(shop):
    with a_website() as stranger:
        shop.website = stranger
        page = shop.page(f"<body><h1>Bowls</h1>{shop.script()}")
        wait_until(page, "document.readyState === 'complete'")
        page.wait_for_timeout(300)
        assert len(page.told) == 1 and re.match(
            rf"Byhand: the chat is not shown, because {stranger.address} ", page.told[0]
        )
        assert page.evaluate("document.body.children.length") == 2
        frame = f"{shop.desk.address}/chat/{shop.chat.options['key']}/?in={stranger.address}"
        framing = shop.page(f"<body><iframe src='{frame}'></iframe>", path="/frame")
        framing.wait_for_timeout(300)
        assert "frame-ancestors" in " ".join(framing.told)
        assert not Visitor.objects.exists()


def test_words_of_other_windows_are_not_heard(shop):
    page = shop.page(f"<body><h1>Bowls</h1>{shop.script()}")
    frame = opens(page)
    expect(frame.get_by_role("button", name="Write to a person")).to_be_visible()
    page.evaluate("for (const byhand of ['close', 'said', 'unread']) postMessage({byhand, count: 3}, '*')")
    frame.evaluate("postMessage({byhand: 'host', colour: '#ff0000', page: 'https://evil.example'}, '*')")
    page.wait_for_timeout(300)
    assert frame.frame_element().bounding_box()["height"] > 400
    assert page.evaluate("sessionStorage.length") == 0
    assert frame.evaluate("document.documentElement.style.getPropertyValue('--accent')") != "#ff0000"


def test_it_works_over_tls_on_a_page_without(shop, tmp_path):
    with served_by_tls(tmp_path) as desk:
        set_up(shop.chat, name="Website", origins=[shop.website.address], colour="", goes_on_by=0)
        context = shop.desk.open_page().context.browser.new_context(
            ignore_https_errors=True, viewport={"width": 900, "height": 740}
        )
        page = context.new_page()
        page.goto(shop.website.shows("/tls", f"<body><h1>Bowls</h1>{shop.script(desk)}"))
        frame = opens(page)
        assert frame.url.startswith("https://")
        talk(frame, page, "Hello?", "Good morning.", by=shop.desk.studio.ana)
        context.close()


def test_without_a_socket_it_talks_another_way_and_comes_back_after_a_cut(shop):
    page = shop.page("<body><h1>Bowls</h1>")
    page.context.add_init_script(WITHOUT_SOCKETS)
    page.goto(shop.website.shows("/", f"<body><h1>Bowls</h1>{shop.script()}"))
    frame = opens(page)
    talk(frame, page, "Hello?", "Good morning.", by=shop.desk.studio.ana)
    page.context.set_offline(True)
    frame.locator("#field").fill("Are you there?")
    frame.locator("#field").press("Enter")
    expect(frame.locator("#words .waiting")).to_contain_text("Are you there?")
    answers("I am.", by=shop.desk.studio.ana)
    page.context.set_offline(False)
    expect(frame.locator("#words .ours").last).to_contain_text("I am.", timeout=30_000)
    expect(frame.locator("#words .theirs:not(.waiting)")).to_have_count(2)


@contextmanager
def served_by_tls(folder) -> Iterator[str]:
    """The same desk with a certificate."""
    certificate, key = write_certificate(folder)
    with closing(socket.create_server(("127.0.0.1", 0), backlog=256)) as bound:
        served = configuration(asgi(chores=False))
        served.ssl_certfile, served.ssl_keyfile = str(certificate), str(key)
        served.ssl_version = ssl.PROTOCOL_TLS_SERVER
        server = uvicorn.Server(served)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield f"https://localhost:{bound.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(15)
