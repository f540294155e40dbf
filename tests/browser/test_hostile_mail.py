"""Letters that script, phone home, break out of their frame or fake our buttons, on our own pages in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from tests import cast
from tests.browser.looking import wait_until
from tests.kit.xss_vectors import VECTORS

from byhand.conversations.models import Conversation, Message

# Counts whatever calls it, in every frame and before any script of the page.
CANARY = "window.pwned = () => { console.error('PWNED'); return true }"
# What must not stand in a letter's frame, and where its links may lead.
IN_THE_FRAME = """
() => [...document.querySelectorAll("iframe.letter")].flatMap(frame => {
  const inner = frame.contentDocument, found = []
  if (!inner?.body) return ["a frame is empty"]
  for (const one of inner.querySelectorAll("*")) {
    if (/^(script|object|embed|iframe|form|input|button|meta|base|link|svg|math)$/i.test(one.tagName)
      && !inner.head.contains(one)) found.push(one.outerHTML)
    for (const {name, value} of one.attributes) {
      if (/^on/i.test(name) || /^(hx-|data-hx-|srcdoc|formaction|autofocus)/i.test(name)) found.push(one.outerHTML)
      if (/^\\s*(javascript|vbscript|data:text)/i.test(value)) found.push(one.outerHTML)
    }
  }
  return found
})
"""
COVERED = """
() => ["#write .seal", "#write textarea", ".head h1", ".nav"].filter(name => {
  const own = document.querySelector(name), box = own.getBoundingClientRect()
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  return !(own === seen || own.contains(seen))
})
"""
LOADED = """
() => [...document.querySelectorAll("iframe.letter")].every(one =>
  one.contentDocument?.readyState === "complete" && one.contentDocument.location.href !== "about:blank")
"""
BATCH = 24


class Watch:
    """Everything that must not happen while a hostile letter is looked at."""

    def __init__(self, page: Page, home: str) -> None:
        self.seen: list[str] = []
        self.page, self.home = page, home
        page.add_init_script(CANARY)
        page.on("dialog", self._dialog)
        page.on("popup", lambda other: self.seen.append(f"a window opened: {other.url}"))
        page.on("console", lambda line: self.seen.append(line.text) if "PWNED" in line.text else None)
        page.on("framenavigated", self._navigated)
        page.context.route(lambda address: not address.startswith(home), self._left)
        page.on("request", self._asked)

    def _dialog(self, dialog) -> None:
        self.seen.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _navigated(self, frame) -> None:
        if not frame.url.startswith((self.home, "about:blank")):
            self.seen.append(f"went to {frame.url}")

    def _left(self, route) -> None:
        self.seen.append(f"a request left: {route.request.url}")
        route.abort()

    def _asked(self, request) -> None:
        """Of our own addresses a letter may ask for its pictures alone."""
        path = request.url.removeprefix(self.home)
        inside = request.frame.parent_frame is not None and not request.is_navigation_request()
        if inside and not path.startswith("/attachments/") and not request.url.startswith("data:"):
            self.seen.append(f"asked us for {request.url}")


@pytest.fixture
def letters(desk) -> list[Message]:
    """Each vector as a letter; BATCH of them make a conversation."""
    made: list[Message] = []
    for first in range(0, len(VECTORS), BATCH):
        names = VECTORS[first : first + BATCH]
        root = cast.comes_in(desk.studio.inbox, _letter(names[0]))
        cast.comes_in(desk.studio.inbox, *(_letter(one, answers=root.message_id) for one in names[1:]))
        made += list(root.conversation.messages.order_by("pk"))
    assert len(made) == len(VECTORS) >= 60
    return made


def _letter(vector: tuple[str, str], answers: str = ""):
    name, html = vector
    mail = cast.letter(
        html, subject="Re: hostile" if answers else "hostile", answers=answers, sender=cast.JONAS
    )
    mail.replace_header("From", "Mallory <mallory@evil.example>")
    mail["X-Vector"] = name.encode("ascii", "replace").decode()
    mail.add_alternative(f"<p>{name}</p>{html}".replace("\0", "\ufffd"), subtype="html", charset="utf-8")
    return mail


@pytest.fixture
def watched(desk, letters) -> Iterator[tuple[Page, Watch]]:
    page = desk.sit_down("/people/")
    watch = Watch(page, desk.address)
    yield page, watch


def test_on_our_page_no_letter_does_anything(desk, letters, watched):
    """All of them as they formatted it, with pictures off: silence, and our own buttons on top."""
    page, watch = watched
    for conversation in Conversation.objects.filter(messages__in=letters).distinct():
        page.goto(f"/conversations/{conversation.public_id}/?whole=1")
        page.evaluate("document.querySelectorAll('.as-sent').forEach(one => one.open = true)")
        page.evaluate("document.querySelectorAll('iframe.letter').forEach(one => one.loading = 'eager')")
        wait_until(page, LOADED)
        assert page.evaluate(IN_THE_FRAME) == []
        assert page.evaluate(COVERED) == []
        assert page.url.startswith(f"{desk.address}/conversations/")
    assert watch.seen == []


def test_opened_by_itself_no_letter_does_anything(desk, letters, watched):
    """The frame's address in a tab of its own: the policy of the answer holds alone."""
    page, watch = watched
    for message in letters:
        if message.html:
            page.goto(f"/messages/{message.pk}/html/")
            page.mouse.move(200, 100)
            assert watch.seen == [], message.html


def test_clicking_through_hostile_letters_leads_nowhere_with_us(desk, letters, watched):
    """Every link a letter has opens elsewhere, without a way back to our page."""
    page, _ = watched
    for message in letters:
        if "<a " not in message.html:
            continue
        page.goto(f"/messages/{message.pk}/html/")
        for link in page.locator("a[href]").all():
            address = link.get_attribute("href") or ""
            assert address.split(":")[0].lower() in ("http", "https", "mailto", "tel"), message.html
            rel = link.get_attribute("rel") or ""
            assert "noopener" in rel and "noreferrer" in rel, message.html


def test_the_policy_stops_what_the_cleaning_would_have_missed(desk, watched):
    """Raw hostile HTML put past the cleaning, straight into the row: the frame and its policy hold alone."""
    page, watch = watched
    one = Message.objects.exclude(html="").first()
    raw = "".join(html for _, html in VECTORS if "meta" not in html.lower())
    Message.objects.filter(pk=one.pk).update(html=raw, is_rich=True)
    page.goto(f"/conversations/{one.conversation.public_id}/?whole=1")
    page.wait_for_timeout(1500)
    assert not [line for line in watch.seen if "PWNED" in line or "dialog" in line or "went to" in line], (
        watch.seen
    )
    assert page.url.startswith(f"{desk.address}/conversations/")
