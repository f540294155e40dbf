"""Markdown as HTML that anyone may be shown: CommonMark with tables, then an allowlist.

Two walls, neither of which is ours: markdown-it-py takes raw HTML for words, and nh3 lets through only what stands
here. Pictures are those kept under our own address; any other would tell its house who reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST = 60_000
PICTURES = "/help/pictures/"
_PICTURE = re.compile(
    r"/(?:help|letters)/pictures/([0-9a-f]{64})"
)  # those of articles, and of letters to many
_WORD = re.compile(r"[^\W_]+")
_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s",
    "a", "img", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"}, "img": {"src", "alt", "title", "loading"}, "ol": {"start"}, "code": {"tabindex"},
    **{heading: {"id"} for heading in ("h2", "h3", "h4", "h5", "h6")},
}  # fmt: skip
_READER = MarkdownIt("commonmark", {"html": False, "maxNesting": 40}).enable(["table", "strikethrough"])


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in the words: the digest of its bytes, and what it shows, in words."""

    sha256: str
    alt: str


@lru_cache(256)
def to_html(words: str, pictures_at: str = PICTURES) -> str:
    """The words as safe HTML; their headings begin at h2. `pictures_at`: where this reader gets our pictures from."""
    tokens = _read(words)
    _take_down_headings(tokens)
    for token in tokens:
        if token.type in ("fence", "code_block"):
            token.attrSet("tabindex", "0")  # a long line scrolls, by keyboard, too
        for child in token.children or ():
            _settle_picture(child, pictures_at)
    html = _READER.renderer.render(tokens, _READER.options, {})
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )  # fmt: skip


@lru_cache(256)
def to_plain(words: str) -> str:
    """What can be read in it, without signs and addresses: what a search looks through."""
    pieces: list[str] = []
    for token in _read(words):
        if token.children:
            pieces.append("".join(_said(child) for child in token.children))
        elif token.type in ("fence", "code_block"):
            pieces.append(token.content)
    return "\n".join(one.strip() for one in pieces if one.strip())


def pictures_in(words: str) -> list[Shown]:
    """Our own pictures that it shows, in order."""
    found: list[Shown] = []
    for token in _read(words):
        for child in token.children or ():
            at = _PICTURE.fullmatch(str(child.attrGet("src"))) if child.type == "image" else None
            if at:
                found.append(Shown(at[1], child.content.strip()))
    return found


def pictures_of_others(words: str) -> list[str]:
    """Addresses of pictures that are not ours, and so are not shown."""
    sources = [str(child.attrGet("src")) for child in _inline(words) if child.type == "image"]
    return [one for one in sources if not _PICTURE.fullmatch(one)]


@dataclass(frozen=True, slots=True)
class Link:
    """Where it leads, and the words one sees."""

    to: str
    words: str


def links_in(words: str) -> list[Link]:
    """Every link, in order, as a reader sees it."""
    found: list[Link] = []
    to, seen = "", ""
    for child in _inline(words):
        if child.type == "link_open":
            to, seen = str(child.attrGet("href")), ""
        elif child.type == "link_close":
            found.append(Link(to, seen))
        else:
            seen += _said(child)
    return found


def _inline(words: str) -> list[Token]:
    return [child for token in _read(words) for child in token.children or ()]


def _read(words: str) -> list[Token]:
    return _READER.parse(words[:LONGEST].replace("\0", ""))


def _take_down_headings(tokens: list[Token]) -> None:
    """The title of the page is its only h1, whatever its writer began with; each heading can be linked to."""
    used: dict[str, int] = {}
    highest = min((int(one.tag[1]) for one in tokens if one.type == "heading_open"), default=2)
    for at, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        token.tag = f"h{min(int(token.tag[1]) - highest + 2, 6)}"
        if token.type == "heading_open":
            name = "s-" + "-".join(_WORD.findall(tokens[at + 1].content.lower()))[:60]
            used[name] = used.get(name, 0) + 1
            token.attrSet("id", name if used[name] == 1 else f"{name}-{used[name]}")


def _settle_picture(child: Token, pictures_at: str) -> None:
    if child.type != "image":
        return
    at = _PICTURE.fullmatch(str(child.attrGet("src")))
    if at is None:  # nothing is fetched from elsewhere: its words stand for it
        child.type, child.tag, child.children = "text", "", None
        return
    child.attrSet("src", f"{pictures_at}{at[1]}")
    child.attrSet("loading", "lazy")


def _said(child: Any) -> str:
    if child.type in ("softbreak", "hardbreak"):
        return "\n"
    return child.content if child.type in ("text", "code_inline", "image") else ""
