"""Markdown as a letter: one column of HTML with its style beside each tag, and the same as plain text.

Raw HTML is taken for words, and an allowlist stands behind (`nh3`). Pictures are our own alone; any other would tell
its house who reads, so its words stand for it. A `{field|words}` is carried through as a mark that no words
may hold, since a value is put in only when everything around it is settled: what it says is never read as Markdown.
"""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from byhand.kit.personal import SLOT, slot_of

OPEN, CLOSE, CLOSE_IN_LINK = "\ue000", "\ue001", "\ue002"
_MARKS = re.compile("[\ue000-\ue002]")
_IN_LINK = re.compile(r"%EE%80%80([a-z0-9_]+)%EE%80%81", re.IGNORECASE)
_STYLES = {
    "p": "margin:0 0 1em", "h1": "margin:1.2em 0 .5em;font-size:1.5em;line-height:1.25",
    "h2": "margin:1.2em 0 .5em;font-size:1.25em;line-height:1.3", "h3": "margin:1.2em 0 .5em;font-size:1.1em",
    "ul": "margin:0 0 1em;padding-left:1.4em", "ol": "margin:0 0 1em;padding-left:1.6em",
    "blockquote": "margin:0 0 1em;padding-left:1em;border-left:3px solid #ccc;color:#555",
    "pre": "margin:0 0 1em;white-space:pre-wrap;font-size:.9em", "a": "color:#1d4f91",
    "img": "display:block;max-width:100%;height:auto;border:0",
    "hr": "border:0;border-top:1px solid #ccc;margin:1.5em 0",
    "table": "border-collapse:collapse;margin:0 0 1em",
    "th": "padding:.3em .6em;border-bottom:1px solid #ccc;text-align:left",
    "td": "padding:.3em .6em;border-bottom:1px solid #eee;vertical-align:top",
}  # fmt: skip
_TAGS = {*_STYLES, "br", "li", "code", "em", "strong", "s", "thead", "tbody", "tr", "h4", "h5", "h6"}
_ATTRIBUTES = {tag: {"style"} for tag in _STYLES} | {
    "a": {"href", "title", "style"}, "img": {"src", "alt", "style"}, "ol": {"start", "style"},
}  # fmt: skip
_READER = MarkdownIt("commonmark", {"html": False, "maxNesting": 40}).enable(["table", "strikethrough"])


@lru_cache(64)
def to_html(words: str) -> str:
    """A fragment, with a mark wherever a field stands."""
    tokens = _read(words)
    for token in tokens:
        _dress(token)
        for child in token.children or ():
            _settle_picture(child)
            _dress(child)
    html = nh3.clean(
        _READER.renderer.render(tokens, _READER.options, {}), tags=_TAGS, attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"}, link_rel=None,
    )  # fmt: skip
    return _IN_LINK.sub(lambda found: f"{OPEN}{found[1]}{CLOSE_IN_LINK}", html)


@lru_cache(64)
def to_plain(words: str) -> str:
    """What can be read in it: lists keep their bullets, quotes their sign, links their address behind the words."""
    lines: list[str] = []
    lists: list[int] = []
    quotes, bullet = 0, ""
    for token in _read(words):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(int(token.attrGet("start") or 1) if token.type[0] == "o" else 0)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
            lines += [""] if not lists else []
        elif token.type == "list_item_open":
            bullet = f"{lists[-1]}. " if lists[-1] else "- "
            lists[-1] += 1 if lists[-1] else 0
        elif token.type in ("blockquote_open", "blockquote_close"):
            quotes += 1 if token.type == "blockquote_open" else -1
        elif token.type == "hr":
            lines += ["----", ""]
        elif token.type in ("fence", "code_block", "inline"):
            said = _said(token.children or []) if token.type == "inline" else token.content.rstrip("\n")
            lead = "  " * max(len(lists) - 1, 0)
            for number, line in enumerate(said.split("\n")):
                lines.append("> " * quotes + lead + (bullet if not number else " " * len(bullet)) + line)
            bullet = ""
            lines += [""] if not lists else []
    plain = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    return _IN_LINK.sub(lambda found: f"{OPEN}{found[1]}{CLOSE_IN_LINK}", plain)


def _read(words: str) -> list[Token]:
    bare = _MARKS.sub("", words).replace("\0", "")
    return _READER.parse(SLOT.sub(lambda found: f"{OPEN}{slot_of(found).key}{CLOSE}", bare))


def _dress(token: Token) -> None:
    if token.nesting >= 0 and token.tag in _STYLES and token.type != "inline":
        token.attrSet("style", _STYLES[token.tag])


def _settle_picture(child: Token) -> None:
    if child.type != "image":
        return
    src = str(child.attrGet("src") or "")
    if src.startswith("/") and not src.startswith("//"):
        child.attrSet("src", f"{settings.BASE_URL}{src}")
    elif not src.startswith(f"{settings.BASE_URL}/"):
        child.type, child.tag, child.children = "text", "", None


def _said(children: list[Token]) -> str:
    pieces: list[str] = []
    leads_to = ""
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif child.type in ("text", "code_inline", "image"):
            pieces.append(child.content)
        elif child.type == "link_open":
            leads_to = str(child.attrGet("href") or "")
        elif child.type == "link_close" and leads_to:
            said = "".join(pieces)
            if not said.endswith(leads_to.removeprefix("mailto:")):
                pieces.append(f" ({leads_to})")
            leads_to = ""
    return "".join(pieces)
