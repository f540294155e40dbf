"""Waking a colleague's browsers: each gets the same few words, and shows them in place of the ones before."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from byhand.pocket.browser import Browser
from byhand.pocket.pushing import Outcome, push
from byhand.team.house import House

LONGEST = timedelta(hours=12)
LONGEST_LINE = 120

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """What a notification shows, and the path of the page it opens."""

    title: str
    body: str
    at: str

    def written(self) -> bytes:
        """As the service worker reads it; any name and any subject fit."""
        short = Words(self.title[:LONGEST_LINE], self.body[:LONGEST_LINE], self.at)
        return json.dumps(asdict(short), ensure_ascii=False).encode()


def wake(browsers: Iterable[Browser], words: Words, *, until: datetime) -> bool:
    """Whether any of them took it, or may have. A device that is off shows nothing once `until` has passed."""
    lasts = int(min(until - timezone.now(), LONGEST).total_seconds())
    woken = [_wake(one, words.written(), max(lasts, 0)) for one in browsers]
    return any(woken)


def _wake(browser: Browser, words: bytes, lasts: int) -> bool:
    outcome = push(
        browser.endpoint, words, key=bytes(browser.key), secret=bytes(browser.secret), lasts=lasts,
        contact=_contact(),
    )  # fmt: skip
    log.info("push.tried", extra={"browser": browser.pk, "outcome": outcome.value})
    if outcome is Outcome.TAKEN:
        browser.took_it()
    elif outcome is Outcome.GONE:
        browser.forget()
    else:
        browser.failed()
    return outcome in (Outcome.TAKEN, Outcome.PERHAPS)


def _contact() -> str:
    """Whom a push service may write to when we trouble it (RFC 8292, 2.1)."""
    if settings.IS_SECURE:
        return settings.BASE_URL
    house = House.current()
    return f"mailto:{house.contact.email}" if house and house.contact else "mailto:postmaster@localhost"
