"""Followed links: the copies whose links lead over a page of ours, since their readers allow that we see it.

`COPY.LINK.HASH` with HMAC-SHA256 (RFC 2104) cut to 100 bits names the n-th link of one copy. Where it leads stands
nowhere in it and is asked of nobody: it is read from the words as they were sealed, so a link cannot lead elsewhere.
Everybody else's links are the plain ones.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from html import unescape

from django.conf import settings
from django.db import models

from byhand.gate.many.copy import Copy
from byhand.gate.many.markdown import CLOSE, OPEN, to_html
from byhand.gate.many.plan import Words
from byhand.people.address import Address
from byhand.team.typed import objects_of

_FORM = re.compile(r"([1-9][0-9]{0,17})\.([0-9]{1,3})\.([a-z2-7]{20})")
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")(https?://[^"]*)(")', re.IGNORECASE)
_MARKS = re.compile("[\ue000-\ue002]")
MOST = 100  # links of one letter; what stands behind them is plain


def with_marks(html: str) -> str:
    """The fragment with a mark in place of each link that can be followed, by its number."""
    number = iter(range(MOST))

    def marked(found: re.Match[str]) -> str:
        at = next(number, None) if _leads_alike(found[2]) else None
        return found[0] if at is None else f"{found[1]}{OPEN}{name_of(at)}{CLOSE}{found[3]}"

    return _LINK.sub(marked, html)


@lru_cache(256)
def targets_of(words: Words) -> tuple[str, ...]:
    """Where the links of a letter lead that can be followed, in their order."""
    return tuple(
        unescape(found[2]) for found in _LINK.finditer(to_html(words.body)) if _leads_alike(found[2])
    )[:MOST]


def links_of(copy: int, words: Words) -> dict[str, str]:
    """What stands in place of each mark in one copy."""
    return {
        name_of(n): f"{settings.BASE_URL}/letters/go/{token_of(copy, n)}/"
        for n in range(len(targets_of(words)))
    }


def name_of(number: int) -> str:
    return f"_link_{number}"


def token_of(copy: int, number: int) -> str:
    return f"{copy}.{number}.{_keyed_hash(copy, number)}"


def behind(token: str) -> tuple[int, int] | None:
    """Which copy and which of its links; None for a forged or foreign one."""
    found = _FORM.fullmatch(token)
    if found is None or not hmac.compare_digest(_keyed_hash(int(found[1]), int(found[2])), found[3]):
        return None
    return int(found[1]), int(found[2])


class FollowedQuerySet(models.QuerySet["Followed"]):
    def note(self, copies: Iterable[Copy]) -> None:
        """These are written with links that lead over us. Once each, however often they are written."""
        self.bulk_create(
            (self.model(copy=one, address_id=one.address_id, dispatch_id=one.dispatch_id) for one in copies),
            ignore_conflicts=True,
        )


class Followed(models.Model):
    """One copy whose reader allows it. It goes with their address."""

    copy = models.OneToOneField(Copy, primary_key=True, on_delete=models.CASCADE, related_name="followed")
    copy_id: int
    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="+")
    address_id: int
    dispatch = models.ForeignKey("gate.Dispatch", on_delete=models.CASCADE, related_name="+")
    dispatch_id: int

    objects = objects_of(FollowedQuerySet)

    class Meta:
        verbose_name_plural = "followed"

    def __str__(self) -> str:
        return f"copy {self.copy_id}"


def _leads_alike(href: str) -> bool:
    """Whether it leads to the same place for everybody: no fact of one person stands in it."""
    return _MARKS.search(href) is None


def _keyed_hash(copy: int, number: int) -> str:
    whole = hmac.new(settings.SECRETS_KEY, b"click\x00%d\x00%d" % (copy, number), sha256).digest()
    return base64.b32encode(whole).decode().lower()[:20]
