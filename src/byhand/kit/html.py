"""HTML of strangers made safe to show, and its images turned on one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

from byhand.kit.html_tags import TAG
from byhand.kit.limits import DEFAULT, Limits
from byhand.kit.page import read_page

_REMOTE = re.compile(r' data-remote-src="([^"]*+)"')
_CID = re.compile(r' data-cid="([^"]*+)"')


def sanitise(source: str, limits: Limits = DEFAULT) -> str | None:
    """The page with only what cannot script, phone home or leave its frame; None if it is too large to show."""
    return read_page(source, limits).html


def text_of(source: str, limits: Limits = DEFAULT) -> str:
    """The visible text of a page."""
    return read_page(source, limits).text.strip()


def with_remote_images(clean: str) -> str:
    """Sanitised HTML with its remote images turned on: requests leave for other houses."""
    return _in_images(clean, _REMOTE, lambda address: address)


def with_inline_images(clean: str, url_for: Mapping[str, str]) -> str:
    """Sanitised HTML with `cid:` images shown from these addresses, by content id without angle brackets."""
    return _in_images(clean, _CID, lambda cid: escape(url_for.get(unescape(cid), "")))


def as_page(text: str) -> str:
    """Plain text as a piece of HTML."""
    return f'<div style="white-space:pre-wrap">{escape(text, quote=False)}</div>'


def _in_images(clean: str, waiting: re.Pattern[str], address_of: Callable[[str], str]) -> str:
    """Fills `src` within image tags alone: the same letters may stand in the text."""

    def fill(tag: re.Match[str]) -> str:
        if not tag[0].startswith("<img "):
            return tag[0]
        return waiting.sub(lambda found: _source(address_of(found[1])) or found[0], tag[0])

    return TAG.sub(fill, clean)


def _source(address: str) -> str:
    return f' src="{address}"' if address else ""
