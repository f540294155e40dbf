"""A page of HTML understood in one pass: what may be shown, what it says, what of it is new."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape

import nh3

from byhand.kit.html_guard import rough_text, too_costly
from byhand.kit.html_tags import TAG, VOID, Tag, rewrite
from byhand.kit.html_text import Lines
from byhand.kit.limits import DEFAULT, Limits

_TAGS = set(
    ["a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr"]
)
_DROPPED_WITH_CONTENT = set(
    ["script", "style", "title", "template", "noscript", "noembed", "noframes", "iframe", "object", "applet", "svg", "math", "textarea", "select", "option", "datalist", "audio", "video", "canvas", "dialog", "xmp", "plaintext", "frameset"]
)
_ATTRIBUTES = {
    "*": set(
        ["align", "bgcolor", "border", "class", "color", "dir", "face", "height", "hidden", "id", "lang", "size", "style", "title", "valign", "width"]
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
    tags=_TAGS,
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
    reader = _Reader()
    reader.read(_CLEANER.clean(source))
    if reader.links > limits.links:
        return Page(None, reader.all.text(), reader.new_text(), problem=_TOO_MANY_LINKS.format(limits.links))
    html = "".join(reader.out)
    return Page(html, reader.all.text(), reader.new_text(), reader.rich or reader.cells > 1, reader.cids)


class _Reader:
    """Walks over tags and text; `new` parts from `all` at the first quote."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.all = Lines()
        self.new: Lines | None = None
        self.open: list[Tag] = []
        self.hidden = self.quoted = self.pre = self.links = self.cells = 0
        self.rich = self.in_tail = False
        self.cids: set[str] = set()

    def read(self, clean: str) -> None:
        at = 0
        for found in TAG.finditer(clean):
            if found.start() > at:
                self._text(clean[at : found.start()])
            tag = rewrite(found[0])
            self.out.append(tag.out)
            if tag.closes:
                self._closing(tag)
            else:
                self._opening(tag)
            at = found.end()
        self._text(clean[at:])

    def new_text(self) -> str | None:
        return self.new.text() if self.new else None

    def _text(self, escaped: str) -> None:
        self.out.append(escaped)
        if not self.hidden:
            text = unescape(escaped) if "&" in escaped else escaped
            for lines in self._lines():
                lines.preformatted(text) if self.pre else lines.words(text)

    def _lines(self) -> tuple[Lines, ...]:
        if self.new is None or self.quoted or self.in_tail:
            return (self.all,)
        return (self.all, self.new)

    def _opening(self, tag: Tag) -> None:
        self.rich = self.rich or (tag.rich and not self.quoted)
        self.links += tag.link
        self.cells += tag.name == "td" and not self.quoted
        if tag.quote or tag.tail:
            self._begins_quote(tag)
        for lines in self._lines():
            lines.opens(tag.name)
        if tag.name == "img":
            self._image(tag)
        if tag.name not in VOID:
            self.open.append(tag)
            self._count(tag, 1)

    def _closing(self, tag: Tag) -> None:
        if not self.open:
            return
        for lines in self._lines():
            lines.closes(tag.name)
        self._count(self.open.pop(), -1)

    def _count(self, tag: Tag, step: int) -> None:
        self.hidden += step * tag.hidden
        self.pre += step * (tag.name == "pre")
        self.quoted += step * (tag.quote or tag.signature)
        if tag.name == "blockquote" and tag.quote:
            self.all.depth = max(0, self.all.depth + step)

    def _begins_quote(self, tag: Tag) -> None:
        """Leaves a `>` in the new text where the quote stood, so that the line above it is known for what it is."""
        if self.new is None:
            self.new = self.all.copy()
        if not self.quoted and not self.in_tail:
            self.new.opens("div")
            self.new.preformatted(">")
            self.new.closes("div")
        self.in_tail = self.in_tail or tag.tail

    def _image(self, tag: Tag) -> None:
        if tag.cid:
            self.cids.add(tag.cid)
        if tag.alt and not self.hidden:
            for lines in self._lines():
                lines.words(tag.alt)
