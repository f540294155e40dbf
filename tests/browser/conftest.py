"""Ana's desk in a real browser, in a house of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from tests import cast
from tests.browser.looking import HEIGHT
from tests.browser.serving import served
from tests.servers.chromium import OpenPage
from tests.signing_in import cookie_of

from byhand.conversations.models import Conversation
from byhand.team.models import User

# Two browsers and two houses share a machine in the tests: how long a page may take is measured by bin/bench.
expect.set_options(timeout=15_000)


@dataclass(frozen=True)
class Desk:
    """The served desk: who works there, and a way to sit down at it."""

    address: str
    studio: cast.Studio
    open_page: OpenPage

    def sit_down(
        self,
        at: str = "/",
        *,
        width: int = 1440,
        colours="light",
        script: bool = True,
        who: User | None = None,
    ) -> Page:
        """A browser in which Ana is signed in, or whoever is named.

        Anything but the desk is out of reach, and an error fails the test.
        """
        page = self.open_page(
            width=width, height=HEIGHT.get(width, 800), colours=colours, script=script, base_url=self.address
        )
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": cookie_of(who or self.studio.ana),
                    "url": self.address,
                }
            ]
        )
        page.goto(at)
        return page

    def at(self, conversation: Conversation, **how) -> Page:
        return self.sit_down(f"/conversations/{conversation.public_id}/", **how)


@pytest.fixture
def desk(fresh_house, browser, open_page) -> Iterator[Desk]:
    studio = cast.studio()
    with served() as address:
        settings.CSRF_TRUSTED_ORIGINS = [address]
        yield Desk(address, studio, open_page)
        for context in browser.contexts:  # for what they still ask, a desk that ends waits eight seconds
            context.close()


@pytest.fixture
def ruth(desk) -> Conversation:
    return cast.a_busy_week(desk.studio)
