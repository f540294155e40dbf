"""A page of HTML understood in one pass: what may be shown, what it says, what of it is new."""

# ruff: noqa: SIM905 - lists of words read better as words
from __future__ import annotations

from dataclasses import dataclass, field

import nh3

from byhand.kit.html_guard import rough_text, too_costly
from byhand.kit.html_tags import NAMES, Tag, rewrite
from byhand.kit.limits import DEFAULT, Limits
from byhand.kit.page_text import PageText

_DROPPED_WITH_CONTENT = set(
    "script style title template noscript noembed noframes iframe object applet svg math textarea"
    " select option datalist audio video canvas dialog xmp plaintext frameset".split()
)
_ATTRIBUTES = {
    "*": set(
        "align bgcolor border class color dir face height hidden id lang size style title valign width".split()
    ),
    "a": {"href"},
    "blockquote": {"type"},
    "img": {"src", "alt"},
    "ol": {"start", "type"},
    "table": {"cellpadding", "cellspacing"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "col": {"span"},
}
_CLEANER = nh3.Cleaner(
    tags=set(NAMES),
    clean_content_tags=_DROPPED_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
    link_rel=None,
    strip_comments=True,
)
_TOO_MANY_LINKS = "It holds more than {:,} links; its text is shown instead of its page."
_TOO_COSTLY = "Its page is too large or too deeply nested to be shown; its text is shown instead."


@dataclass(slots=True)
class Page:
    """What a page of HTML amounts to."""

    html: str | None  # None: only the text may be shown
    text: str
    new_text: str | None  # without what stood in quote containers; None if there were none
    is_rich: bool = False
    cids: set[str] = field(default_factory=set)
    problem: str = ""


def read_page(source: str, limits: Limits = DEFAULT) -> Page:
    """Reads a page. Takes time proportional to its length and never raises."""
    if len(source) > limits.html_bytes or too_costly(source):
        return Page(None, rough_text(source[: limits.text_bytes]), None, problem=_TOO_COSTLY)
    pieces = _taken_apart(_CLEANER.clean(source))
    tags = _understood(pieces[1::2])
    reader = PageText()
    reader.read(pieces[0], tags, pieces[2::2])
    notable = [tag for tag in tags if tag.is_notable]
    if sum(tag.link for tag in notable) > limits.links:
        return Page(None, reader.all.text(), reader.new_text(), problem=_TOO_MANY_LINKS.format(limits.links))
    is_rich = any(tag.rich for tag in notable) or sum(tag.name == "td" for tag in notable) > 1
    pieces[1::2] = [tag.out for tag in tags]
    return Page(
        "".join(pieces),
        reader.all.text(),
        reader.new_text(),
        is_rich,
        {tag.cid for tag in notable if tag.cid},
    )


def _taken_apart(clean: str) -> list[str]:
    """The words before the first tag, then each tag without its angles and the words behind it, in turns.

    nh3 escapes angles wherever they are no tag's, so what they part is words and tags in turns. Should it ever
    leave one, the page is garbled and still harmless: tags pass our own lists, and words hold no angles.
    """
    pieces = clean.replace("<", ">").split(">")
    if len(pieces) % 2 == 0:
        pieces.append("")
    return pieces


def _understood(sources: list[str]) -> list[Tag]:
    """The tags rewritten. A page says few different ones, many times over, so each is looked up but once."""
    known = {source: rewrite(source) for source in set(sources)}
    return [known[source] for source in sources]
