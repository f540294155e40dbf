"""Plain words as paragraphs: escaped, with their addresses as links."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from markupsafe import Markup, escape

from byhand.conversations.mentioning import calls_in
from byhand.team.user import User

Plain = Callable[[str], Markup]
LONGEST = 60_000
_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINK = re.compile(r"\bhttps?://[^\s<>\"]{1,2000}", re.IGNORECASE)
_TRAILING = ".,;:!?)]}'’”»"


def lines(text: str) -> Markup:
    """Paragraphs at empty lines, breaks at others; at most 60,000 characters, the rest is a click away."""
    return _paragraphs(text, _broken)


def linked(text: str) -> Markup:
    """A line of words: escaped, with its addresses as links."""
    return _linked(text, _broken)


def noted(text: str, colleagues: Collection[User]) -> Markup:
    """A note: the same, with the @names of colleagues marked; not those inside links."""
    return _paragraphs(text, lambda piece: _called(piece, colleagues)) if "@" in text else lines(text)


def _paragraphs(text: str, plain: Plain) -> Markup:
    paragraphs = _GAP.split(text[:LONGEST].replace("\r\n", "\n").strip("\n"))
    return Markup("").join(
        Markup("<p>{}</p>").format(_linked(one, plain)) for one in paragraphs if one.strip()
    )


def _linked(paragraph: str, plain: Plain) -> Markup:
    pieces: list[Markup] = []
    at = 0
    for found in _LINK.finditer(paragraph):
        address = found[0].rstrip(_TRAILING)
        pieces += [plain(paragraph[at : found.start()]), _link(address)]
        at = found.start() + len(address)
    return Markup("").join([*pieces, plain(paragraph[at:])])


def _broken(text: str) -> Markup:
    return Markup(str(escape(text)).replace("\n", "<br>"))


def _called(text: str, colleagues: Collection[User]) -> Markup:
    pieces: list[Markup] = []
    at = 0
    for call in calls_in(text, colleagues):
        pieces += [
            _broken(text[at : call.start]),
            Markup('<b class="call">{}</b>').format(text[call.start : call.end]),
        ]
        at = call.end
    return Markup("").join([*pieces, _broken(text[at:])])


def _link(address: str) -> Markup:
    """Shows the whole address: what one sees is where one goes."""
    return Markup('<a href="{0}" target="_blank" rel="noopener noreferrer nofollow">{0}</a>').format(address)
