"""Debian's Chromium, driven by Playwright."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import Literal, Protocol

from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from tests.servers import machine

# Without these Chromium looks up its maker's servers at every start.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A microphone that hums, granted without a question; and addresses on loopback that other browsers here can reach.
WITH_A_MICROPHONE = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
    "--autoplay-policy=no-user-gesture-required",
)


class OpenPage(Protocol):
    """Opens a page in a context of its own, with no cookie of any other."""

    def __call__(
        self,
        *,
        width: int = 1440,
        height: int = 900,
        colours: Literal["light", "dark"] = "light",
        script: bool = True,
        base_url: str | None = None,
    ) -> Page: ...


@contextmanager
def running_playwright() -> Generator[Playwright]:
    # Playwright keeps an event loop in the test's thread, where Django would refuse to query.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        yield playwright


@contextmanager
def running_chromium(
    playwright: Playwright, *, whole: bool = False, flags: tuple[str, ...] = ()
) -> Generator[Browser]:
    """Debian's shell without windows opens a page in half the time; without it, and for pushes, the whole one."""
    shell = None if whole else machine.find("chromium-headless-shell")
    program = shell or machine.needs("chromium", "chromium chromium-headless-shell")
    browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, *flags])
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def page_opener(browser: Browser) -> Generator[OpenPage]:
    """What it opens is closed at the end."""
    opened: list[Page] = []

    def open_page(
        *,
        width: int = 1440,
        height: int = 900,
        colours: Literal["light", "dark"] = "light",
        script: bool = True,
        base_url: str | None = None,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=colours,
            java_script_enabled=script,
            base_url=base_url,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/Berlin",
        )
        opened.append(context.new_page())
        return opened[-1]

    try:
        yield open_page
    finally:
        for page in opened:
            page.context.close()
