"""Light formatting: how a colleague's plain text becomes HTML, in a letter and in its preview.

`*bold*`, `_italic_`, lines that begin with `- ` as a list, with `>` as a quote; an empty line begins a
paragraph and links become links. Everything is escaped; every pattern is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

_QUOTED = re.compile(r">[ ]?")
_LISTED = re.compile(r"[-*•][ \t]+")
_LINK = re.compile(
    r"(?P<url>https?://[^\s<>\"]+)|(?P<www>\bwww\.[^\s<>\"]+)"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[\w-]{2,63})",
    re.IGNORECASE,
)
_STRONG = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{0,500}[^\s*]|)\*(?![\w*])")
_SLANTED = re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{0,500}[^\s_]|)_(?![\w_])")
_DEEPEST_QUOTE = 8
_CLOSING = {")": "(", "]": "[", "}": "{"}


def to_html(text: str) -> str:
    """The text as a fragment of HTML: p, br, strong, em, ul, li, blockquote, a; no attribute but href, rel."""
    return _blocks(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 0)


def _blocks(lines: list[str], depth: int) -> str:
    return "".join(_block(kind, list(group), depth) for kind, group in groupby(lines, _kind_of))


def _kind_of(line: str) -> str:
    if not line.strip():
        return "gap"
    if _QUOTED.match(line):
        return "quote"
    return "list" if _LISTED.match(line) else "words"


def _block(kind: str, lines: list[str], depth: int) -> str:
    if kind == "gap":
        return ""
    if kind == "quote" and depth < _DEEPEST_QUOTE:
        return f"<blockquote>{_blocks([_QUOTED.sub('', line, count=1) for line in lines], depth + 1)}</blockquote>\n"
    if kind == "list":
        items = (f"<li>{_inline(_LISTED.sub('', line, count=1))}</li>" for line in lines)
        return f"<ul>{''.join(items)}</ul>\n"
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>\n"


def _inline(line: str) -> str:
    return "".join(_pieces(line))


def _pieces(line: str) -> Iterator[str]:
    """Links are cut out first, so that no underscore within an address turns italic."""
    done = 0
    for found in _LINK.finditer(line):
        target = _without_trailing_stops(found[0])
        yield _emphasised(line[done : found.start()])
        yield _link(target, str(found.lastgroup))
        done = found.start() + len(target)
    yield _emphasised(line[done:])


def _without_trailing_stops(target: str) -> str:
    """`(see https://example.org/a_(b)).` ends before the last bracket."""
    while target and (target[-1] in ".,;:!?'*_" or _closes_what_it_did_not_open(target)):
        target = target[:-1]
    return target


def _closes_what_it_did_not_open(target: str) -> bool:
    opened_by = _CLOSING.get(target[-1])
    return opened_by is not None and target.count(target[-1]) > target.count(opened_by)


def _link(target: str, kind: str) -> str:
    start = {"www": "https://", "mail": "mailto:"}.get(kind, "")
    return f'<a href="{escape(start + target)}" rel="noopener noreferrer nofollow">{escape(target)}</a>'


def _emphasised(text: str) -> str:
    return _SLANTED.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", escape(text)))
