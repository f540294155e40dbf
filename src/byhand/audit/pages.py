"""The words of many pages at once: tags taken out by a few passes, none of which looks at a letter twice.

The desk shows pages and takes the long way (`kit.html`); the audit counts their words.
"""

from __future__ import annotations

from html import unescape

import polars as pl

_UNSEEN = "(?is)<!--.*?(?:-->|\\z)|" + "|".join(
    rf"<{name}\b.*?(?:</{name}[^>]*>?|\z)" for name in ("style", "script", "head", "title")
)
_QUOTE = r"(?i)<blockquote\b|<div[^>]{0,200}?(?:gmail_quote|divRplyFwdMsg|yahoo_quoted|moz-cite-prefix|appendonsend)"
_BLOCK = r"(?i)<(?:br|/?p|/?div|/?tr|/?li|/?h[1-6]|/?table|/?ul|/?ol)\b[^>]*>"
_TAG = r"<[^>]*>"
_BLANKS = r"[ \t\r\n\x{a0}]{2,}|[\t\r\n\x{a0}]"
_LINE, _BELOW = "\x00", "\x01"  # stand for a line's end and for the beginning of the quote
_LONGEST = 400_000  # letters of a page that are looked at


def words_of_pages(pages: list[str]) -> list[tuple[str, int]]:
    """Of each page the words a person wrote now, and how many letters are quoted below them."""
    page = pl.Series(pages, dtype=pl.String).str.replace_all(f"[{_LINE}{_BELOW}]", "")
    page = page.str.slice(0, _LONGEST).str.replace_all(_UNSEEN, " ").str.replace(_QUOTE, f"{_BELOW}${{0}}")
    lines = page.str.replace_all(_BLOCK, _LINE).str.replace_all(_TAG, "")
    return [_told(words) for words in lines.str.replace_all(_BLANKS, " ")]


def _told(words: str) -> tuple[str, int]:
    written, _, quoted = words.partition(_BELOW)
    return _plain(written), len(_plain(quoted))


def _plain(words: str) -> str:
    if "&" in words:
        words = unescape(words).replace("\xa0", " ")
    words = words.replace(_LINE, "\n").replace("\n ", "\n").strip()
    while "\n\n\n" in words:
        words = words.replace("\n\n\n", "\n\n")
    return words
