"""A page of HTML understood in one pass: what may be shown, what it says, what of it is new."""

from __future__ import annotations

from dataclasses import dataclass, field
import nh3

from byhand.kit.html_guard import rough_text, too_costly
from byhand.kit.html_tags import LONGEST_KEPT, NAMES, TAG, Tag, rewrite, rewrite_once
from byhand.kit.html_text import Lines
from byhand.kit.limits import DEFAULT, Limits

_DROPPED_WITH_CONTENT = set(
    [
        "script",
        "style",
        "title",
        "template",
        "noscript",
        "noembed",
        "noframes",
        "iframe",
        "object",
        "applet",
        "svg",
        "math",
        "textarea",
        "select",
        "option",
        "datalist",
        "audio",
        "video",
        "canvas",
        "dialog",
        "xmp",
        "plaintext",
        "frameset",
    ]
)
_ATTRIBUTES = {
    "*": set(
        [
            "align",
            "bgcolor",
            "border",
            "class",
            "color",
            "dir",
            "face",
            "height",
            "hidden",
            "id",
            "lang",
            "size",
            "style",
            "title",
            "valign",
            "width",
        ]
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
    reader = _Reader()
    reader.read(_CLEANER.clean(source))
    if reader.links > limits.links:
        return Page(None, reader.all.text(), reader.new_text(), problem=_TOO_MANY_LINKS.format(limits.links))
    html = "".join(reader.out)
    return Page(html, reader.all.text(), reader.new_text(), reader.is_rich, reader.cids)


def _unescaped(text: str) -> str:
    """nh3 writes these four references and no others (HTML, "serialising HTML fragments")."""
    return text.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class _Reader:
    """Walks over tags and text; `new` parts from `all` at the first quote.

    Most of a mail's pages is tags that mean nothing to a reader of text. They take the short way in `read`;
    the few that matter are `special` and go through the methods below.
    """

    def __init__(self) -> None:
        self.out: list[str] = []
        self.all = Lines()
        self.new: Lines | None = None
        self.targets: tuple[Lines, ...] = (self.all,)  # whom the words at this place belong to
        self.open: list[Tag] = []
        self.hidden = self.quoted = self.pre = self.links = 0
        self.is_rich = self.in_tail = False
        self.cids: set[str] = set()

    def read(self, clean: str) -> None:
        pieces = iter(TAG.split(clean))
        self._text(next(pieces))
        out, opened = self.out.append, self.open
        links = cells = rich = 0
        for source, text in zip(pieces, pieces, strict=True):
            tag = rewrite(source) if len(source) <= LONGEST_KEPT else rewrite_once(source)
            out(tag.out)
            links += tag.link
            cells += tag.is_cell
            rich += tag.rich
            if tag.special:
                self._special(tag)
            else:
                for lines in self.targets:
                    if tag.breaks > lines.breaks:
                        lines.breaks = tag.breaks
                    elif tag.is_cell:
                        lines.space = True
                if not tag.closes:
                    opened.append(tag)
                elif opened and (opening := opened.pop()).special:
                    self._count(opening, -1)
            if text:
                if text.isspace() and not self.pre:  # most of what stands between tags
                    out(text)
                    for lines in self.targets:
                        lines.space = True
                else:
                    self._text(text)
        self.links, self.is_rich = links, bool(rich) or cells > 2  # a cell's two tags make no table

    def new_text(self) -> str | None:
        return self.new.text() if self.new else None

    def _text(self, escaped: str) -> None:
        self.out.append(escaped)
        if not self.hidden:
            text = _unescaped(escaped) if "&" in escaped else escaped
            for lines in self.targets:
                lines.preformatted(text) if self.pre else lines.words(text)

    def _special(self, tag: Tag) -> None:
        if tag.quote or tag.tail:
            self._begins_quote(tag)
        for lines in self.targets:
            lines.opens(tag.name, tag.breaks)
        if tag.name == "img":
            self._image(tag)
        if not tag.is_void:
            self.open.append(tag)
            self._count(tag, 1)

    def _count(self, tag: Tag, step: int) -> None:
        self.hidden += step * tag.hidden
        self.pre += step * (tag.name == "pre")
        self.quoted += step * (tag.quote or tag.signature)
        if tag.name == "blockquote" and tag.quote:
            self.all.depth = max(0, self.all.depth + step)
        if self.new is not None:
            self.targets = (self.all,) if self.quoted or self.in_tail else (self.all, self.new)

    def _begins_quote(self, tag: Tag) -> None:
        """Leaves a `>` in the new text where the quote stood, so that the line above it is known for what it is."""
        if self.new is None:
            self.new = self.all.copy()
        if not self.quoted and not self.in_tail:
            self.new.alone(">")
        self.in_tail = self.in_tail or tag.tail

    def _image(self, tag: Tag) -> None:
        if tag.cid:
            self.cids.add(tag.cid)
        if tag.alt and not self.hidden:
            for lines in self.targets:
                lines.words(tag.alt)
