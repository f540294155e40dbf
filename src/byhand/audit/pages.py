"""A page's words by the short way: tags taken out by a few passes, none of which looks at a letter twice.

The desk shows pages and takes the long way (`kit.html`); the audit counts their words.
"""

from __future__ import annotations

import re
from html import unescape

_UNSEEN = re.compile(r"<(style|script|head|title)\b|<!--", re.IGNORECASE)
_QUOTE = re.compile(
    r"<blockquote\b|<div[^>]{0,200}(?:gmail_quote|divRplyFwdMsg|yahoo_quoted|moz-cite-prefix|appendonsend)",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"<(?:br|/?p|/?div|/?tr|/?li|/?h[1-6]|/?table|/?ul|/?ol)\b[^>]*+>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*+>")
_BLANKS = re.compile(r"[ \t\r\n\xa0]+")
_MARK = "\x00"
_LONGEST = 400_000  # letters of a page that are looked at


def words_of(page: str) -> tuple[str, str]:
    """The words of a page a person wrote now, and those quoted below them."""
    page = page[:_LONGEST]
    page = _seen(page)
    quote = _QUOTE.search(page)
    cut = quote.start() if quote else len(page)
    return _plain(page[:cut]), _plain(page[cut:])


def _seen(page: str) -> str:
    """The page without comments, styles and scripts; one that is never closed takes the rest with it."""
    pieces: list[str] = []
    lower, at = page.lower(), 0
    while found := _UNSEEN.search(page, at):
        pieces.append(page[at : found.start()])
        closing = f"</{found[1].lower()}" if found[1] else "-->"
        end = lower.find(closing, found.end())
        if end < 0:
            return " ".join(pieces)
        at = end + len(closing)
    return " ".join([*pieces, page[at:]])


def _plain(page: str) -> str:
    lines = _TAG.sub("", _BLOCK.sub(_MARK, page))
    lines = _BLANKS.sub(" ", unescape(lines) if "&" in lines else lines)
    return re.sub(r"\n{3,}", "\n\n", lines.replace(_MARK, "\n").replace("\n ", "\n")).strip()
