"""Pages that would take too long to build, found before they are built, and their text all the same."""

# ruff: noqa: SIM905 - lists of words read better as words
from __future__ import annotations

import re
from html import unescape

_FEW_TAGS = 2_000
_MOST_TAGS = 150_000
_DEEPEST = 400
# Each open formatting tag is built again in every block that follows (HTML, "reconstruct the active
# formatting elements"), so their product bounds the size of the page.
_MOST_REBUILT = 400_000
# html5ever appends to a text node in time proportional to the node, once for each character reference.
_MOST_APPENDED = 10**11
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)")
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_CLOSED_BY_OTHERS = frozenset(
    "br hr img input meta link col wbr area base embed p li td tr th dd dt option".split()
)
_DROPPED = re.compile(
    r"<(script|style|title|head)\b[^>]*+>(?:[^<]++|<(?!/\1))*+(?:</\1[^>]*+>|\Z)", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)")
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?tr|/?li|/?h[1-6]|/?blockquote|/?table)\b[^<>]*+>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z!][^<>]*+>?")


def too_costly(source: str) -> bool:
    """Whether building this page would take much longer than reading it."""
    if source.count("&") * len(source) > _MOST_APPENDED:
        return True
    tags = source.count("<")
    if tags < _FEW_TAGS:
        return False
    return tags > _MOST_TAGS or _nests_too_deep(source)


def _nests_too_deep(source: str) -> bool:
    depth = deepest = formatting = rebuilt = 0
    for slash, name in _NAME.findall(source):
        name = name.lower()
        step = -1 if slash else 1
        if name in _FORMATTING:
            formatting = max(0, formatting + step)
        elif name not in _CLOSED_BY_OTHERS:
            depth = max(0, depth + step)
        if formatting > 3:
            rebuilt += formatting
        deepest = max(deepest, depth + formatting)
    return deepest > _DEEPEST or rebuilt > _MOST_REBUILT


def rough_text(source: str) -> str:
    """The text between the tags, by patterns alone, in time proportional to its length."""
    source = _COMMENT.sub("", source)
    source = _DROPPED.sub(" ", source)
    source = _ANY_TAG.sub("", _BREAK.sub("\n", source))
    lines = (" ".join(line.split()) for line in unescape(source).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
