"""One tag of sanitised HTML rewritten: what it may carry, and what it means for text and quotes.

Works on the serialised output of nh3 alone, in which every attribute is quoted with `"` and escaped.
"""

# ruff: noqa: SIM905 - lists of words read better as words
from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from byhand.kit.styles import read_style

TAG = re.compile(r"<[^<>]*+>")  # in our own output, where no attribute holds an angle
NAMES = frozenset(
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd"
    " del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li"
    " main mark nav ol p pre q s samp section small span strike strong sub sup table tbody td tfoot th"
    " thead time tr tt u ul var wbr".split()
)
_LONGEST_KEPT = 400  # letters of a tag; longer ones hardly come twice
_MOST_KEPT = 8192
_ATTRIBUTE = re.compile(r'([a-z-]++)="([^"]*+)"')
_VOID = frozenset({"br", "hr", "img", "col", "wbr"})
_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_COPIED = frozenset(
    "align alt bgcolor border cellpadding cellspacing color colspan dir face height lang rowspan size"
    " start title type valign width".split()
)
_QUOTE_CLASS = re.compile(
    r"\b(?:gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote|tutanota_quote|zmail_extra"
    r"|moz-forward-container|mail-quote-collapse|ymail_android_signature_quote|WM_RESPONSE|quoted-text)",
    re.IGNORECASE,
)
_TAIL_ID = re.compile(
    r"(?:divRplyFwdMsg|x_divRplyFwdMsg|appendonsend|stopSpelling|zwchr|OLK_SRC_BODY_SECTION|mail-editor-reference"
    r"|reply-intro|AOLMsgPart|yahoo_quoted|yiv\d+yahoo_quoted|isForwardContent|replySplit)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"\b(?:gmail_signature|moz-signature|AppleMailSignature|ms-outlook-mobile-signature|protonmail_signature_block)",
    re.IGNORECASE,
)
# Outlook's line above the header block: 2003 and newer, Windows Mail.
_OUTLOOK_RULE = re.compile(
    r"border-top:\s*solid\s+#(?:B5C4DF|E1E1E1)|border-top-color:\s*rgb\(229,\s*229,\s*229\)", re.IGNORECASE
)


@dataclass(slots=True)
class Tag:
    """A tag as it may be shown, and what a reader of text has to know of it. Shared: not to be changed."""

    name: str
    closes: bool
    out: str
    breaks: int = 0  # line ends around it
    hidden: bool = False
    quote: bool = False  # what it encloses was written before
    tail: bool = False  # it and all that follows was written before
    signature: bool = False
    link: bool = False
    rich: bool = False
    alt: str = ""
    cid: str = ""
    step: int = 0  # into the page or out of it; 0 for tags that enclose nothing
    effect: int = 0  # on text: line ends around it, or one of those below
    is_notable: bool = False  # worth counting


BREAK, CELL, SPECIAL = 3, 4, 5


class Tags(dict[str, Tag]):
    """Tags by their source without its angles, each rewritten when it is first asked for.

    A page says few different ones many times over, and the next page says the same: `map(tags.__getitem__, sources)`
    never leaves C for those. Once there are too many, those not asked for since the last time are forgotten.
    """

    def __init__(self) -> None:
        super().__init__()
        self._before: dict[str, Tag] = {}

    def __missing__(self, source: str) -> Tag:
        tag = self._before.get(source) or rewrite(source)
        if len(source) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self._before = dict(self)
                self.clear()
            self[source] = tag
        return tag


def rewrite(source: str) -> Tag:
    """A tag, given without its angles, cleaned and understood."""
    name, _, attributes = source.partition(" ")
    if attributes and name in NAMES:
        return _opening(name, _ATTRIBUTE.findall(attributes))
    closes = source.startswith("/")
    name = source[closes:]
    return _bare(name, closes) if name in NAMES else Tag("span", closes, "", step=-1 if closes else 1)


_RICH = frozenset({"h1", "h2", "h3", "th"})
_BLOCKS = frozenset(
    "address article aside blockquote caption center dd div dl dt fieldset figcaption figure footer h1"
    " h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul".split()
)
_SPACED = frozenset("blockquote dl figure h1 h2 h3 h4 h5 h6 ol p pre table ul".split())


_EFFECTS = {name: 2 if name in _SPACED else int(name in _BLOCKS) for name in NAMES} | {
    "td": CELL, "th": CELL, "br": BREAK,
}  # fmt: skip
_ALWAYS_SPECIAL = frozenset({"li", "pre", "img", "hr"})


def _bare(name: str, closes: bool) -> Tag:
    """A tag without attributes."""
    quote = name == "blockquote" and not closes
    out = f"</{name}>" if closes else f'<{name} data-quote="">' if quote else f"<{name}>"
    return _placed(Tag(name, closes, out, quote=quote, rich=name in _RICH and not closes))


def _opening(name: str, attributes: list[tuple[str, str]]) -> Tag:
    tag = Tag(name, False, "", rich=name in _RICH)
    kept = [f'{key}="{value}"' for key, value in attributes if key in _COPIED]
    for key, value in attributes:
        if key in _READ:
            _READ[key](tag, kept, value)
    if name == "blockquote" and not tag.quote:
        tag.quote = not any(
            key == "style" and "border:none" in value.replace(" ", "") for key, value in attributes
        )
    if tag.quote or tag.tail:
        kept.append('data-quote=""')
    tag.out = f"<{name} {' '.join(kept)}>" if kept else f"<{name}>"
    return _placed(tag)


def _placed(tag: Tag) -> Tag:
    """Where a tag stands in the page, and what it does to the text around it."""
    name, closes = tag.name, tag.closes
    tag.effect = _EFFECTS[name]
    tag.breaks = tag.effect if tag.effect < BREAK else int(name in _BLOCKS)
    tag.step = 0 if name in _VOID else -1 if closes else 1
    if not closes:
        if tag.hidden or tag.quote or tag.tail or tag.signature or name in _ALWAYS_SPECIAL:
            tag.effect = SPECIAL
        tag.is_notable = bool(tag.link or tag.rich or tag.cid or name == "td")
    return tag


def _read_style(tag: Tag, kept: list[str], value: str) -> None:
    style = read_style(value)
    tag.hidden = tag.hidden or style.hides
    tag.tail = tag.tail or bool(_OUTLOOK_RULE.search(value))
    tag.rich = tag.rich or "background" in style.cleaned
    if style.cleaned:
        kept.append(f'style="{style.cleaned}"')


def _read_class(tag: Tag, kept: list[str], value: str) -> None:
    tag.quote = tag.quote or bool(_QUOTE_CLASS.search(value))
    tag.signature = tag.signature or bool(_SIGNATURE.search(value))


def _read_id(tag: Tag, kept: list[str], value: str) -> None:
    _read_class(tag, kept, value)
    tag.tail = tag.tail or bool(_TAIL_ID.search(value))


def _read_href(tag: Tag, kept: list[str], value: str) -> None:
    """Keeps links that lead out of the house. Relative ones would lead to our own pages."""
    if tag.name == "a" and _LINK.match(value):
        kept.append(f'href="{value}" rel="noopener noreferrer nofollow" target="_blank"')
        tag.link = True


def _read_src(tag: Tag, kept: list[str], value: str) -> None:
    """Lets no request leave: remote images wait, `cid:` ones are filled in by who shows the page."""
    source = value.strip()
    tag.rich = True
    if _REMOTE.match(source):
        scheme = "https:" if source.startswith("//") else ""
        kept.append(f'data-remote-src="{scheme}{source}"')
    elif source[:4].lower() == "cid:":
        kept.append(f'data-cid="{source[4:]}"')
        tag.cid = unescape(source[4:])
    elif _DATA_IMAGE.fullmatch(source):
        kept.append(f'src="{source}"')


def _read_alt(tag: Tag, kept: list[str], value: str) -> None:
    tag.alt = unescape(value)


def _read_hidden(tag: Tag, kept: list[str], value: str) -> None:
    kept.append('style="display:none"')
    tag.hidden = True


def _read_bgcolor(tag: Tag, kept: list[str], value: str) -> None:
    tag.rich = True


_READ = {
    "style": _read_style,
    "class": _read_class,
    "id": _read_id,
    "href": _read_href,
    "src": _read_src,
    "alt": _read_alt,
    "hidden": _read_hidden,
    "bgcolor": _read_bgcolor,
}
