"""A page of HTML understood in one pass: what may be shown, what it says, what of it is new."""

# ruff: noqa: SIM905 - lists of words read better as words
from __future__ import annotations

import nh3

from byhand.kit.html_guard import rough_text, too_costly
from byhand.kit.html_tags import NAMES, Tag, Tags
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
_KNOWN = Tags()
_MOST_BREAKS = 4  # letters a tag adds to the text: line ends, or the bullet of a list
_TOO_MANY_LINKS = "It holds more than {:,} links; its text is shown instead of its page."
_TOO_COSTLY = "Its page is too large or too deeply nested to be shown; its text is shown instead."


class Page:
    """What a page of HTML amounts to. Its words are read when somebody asks: beside a plain text nobody does."""

    __slots__ = ("_before", "_read", "_rough", "_tags", "_texts", "cids", "html", "is_rich", "problem")

    def __init__(self, before: str, tags: list[Tag], texts: list[str]) -> None:
        self.html: str | None = None  # None: only the text may be shown
        self.is_rich = False
        self.cids = set[str]()
        self.problem = ""
        self._before, self._tags, self._texts = before, tags, texts
        self._read: PageText | None = None
        self._rough: str | None = None

    @classmethod
    def only_rough(cls, text: str) -> Page:
        """A page too costly to build: the words between its tags."""
        page = cls("", [], [])
        page._rough, page.problem = text, _TOO_COSTLY
        return page

    @property
    def text(self) -> str:
        return self._words().all.text() if self._rough is None else self._rough

    @property
    def new_text(self) -> str | None:
        """What stood outside of quote containers; None if there are none."""
        return self._words().new_text() if self.holds_quotes() else None

    def holds_quotes(self) -> bool:
        """Whether any tag says that its words were written before."""
        return any(tag.quote or tag.tail for tag in self._tags)

    def most_letters(self) -> int:
        """No fewer than its text has, a quote's marks apart; found without reading."""
        if self._rough is not None:
            return len(self._rough)
        words = len(self._before) + sum(map(len, self._texts))
        return words + sum(_MOST_BREAKS + len(tag.alt) for tag in self._tags)

    def _words(self) -> PageText:
        if self._read is None:
            self._read = PageText()
            self._read.read(self._before, self._tags, self._texts)
        return self._read


def read_page(source: str, limits: Limits = DEFAULT) -> Page:
    """Reads a page. Takes time proportional to its length and never raises."""
    if len(source) > limits.html_bytes or too_costly(source):
        return Page.only_rough(rough_text(source[: limits.text_bytes]))
    pieces = _taken_apart(_CLEANER.clean(source))
    tags = [*map(_KNOWN.__getitem__, pieces[1::2])]
    page = Page(pieces[0], tags, pieces[2::2])
    notable = [tag for tag in tags if tag.is_notable]
    if sum(tag.link for tag in notable) > limits.links:
        page.problem = _TOO_MANY_LINKS.format(limits.links)
        return page
    page.is_rich = any(tag.rich for tag in notable) or sum(tag.name == "td" for tag in notable) > 1
    page.cids = {tag.cid for tag in notable if tag.cid}
    pieces[1::2] = [tag.out for tag in tags]
    page.html = "".join(pieces)
    return page


def _taken_apart(clean: str) -> list[str]:
    """The words before the first tag, then each tag without its angles and the words behind it, in turns.

    nh3 escapes angles wherever they are no tag's, so what they part is words and tags in turns. Should it ever
    leave one, the page is garbled and still harmless: tags pass our own lists, and words hold no angles.
    """
    pieces = clean.replace("<", ">").split(">")
    if len(pieces) % 2 == 0:
        pieces.append("")
    return pieces
