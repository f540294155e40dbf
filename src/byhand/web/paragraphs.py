"""Plain words as paragraphs: escaped, with their addresses as links."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

LONGEST = 60_000
_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINK = re.compile(r"\bhttps?://[^\s<>\"]{1,2000}", re.IGNORECASE)
_TRAILING = ".,;:!?)]}'’”»"


def lines(text: str) -> Markup:
    """Paragraphs at empty lines, breaks at others; at most 60,000 characters, the rest is a click away."""
    paragraphs = _GAP.split(text[:LONGEST].replace("\r\n", "\n").strip("\n"))
    return Markup("").join(Markup("<p>{}</p>").format(_linked(one)) for one in paragraphs if one.strip())


def _linked(paragraph: str) -> Markup:
    pieces: list[Markup] = []
    at = 0
    for found in _LINK.finditer(paragraph):
        address = found[0].rstrip(_TRAILING)
        pieces += [_broken(paragraph[at : found.start()]), _link(address)]
        at = found.start() + len(address)
    return Markup("").join([*pieces, _broken(paragraph[at:])])


def _broken(text: str) -> Markup:
    return Markup(str(escape(text)).replace("\n", "<br>"))


def _link(address: str) -> Markup:
    """Shows the whole address: what one sees is where one goes."""
    return Markup('<a href="{0}" target="_blank" rel="noopener noreferrer nofollow">{0}</a>').format(address)
