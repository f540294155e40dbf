"""One tag of sanitised HTML rewritten: what it may carry, and what it means for text and quotes.

Works on the serialised output of nh3 alone, in which every attribute is quoted with `"` and escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from byhand.kit.styles import clean_style, hides

TAG = re.compile(r'<[^>"]*+(?:"[^"]*+"[^>"]*+)*+>')
_ATTRIBUTE = re.compile(r'([a-z-]++)="([^"]*+)"')
VOID = frozenset({"br", "hr", "img", "col", "wbr"})
_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_COPIED = frozenset(
    ["align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "color", "colspan", "dir", "face", "height", "lang", "rowspan", "size", "start", "title", "type", "valign", "width"]
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


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it may be shown, and what a reader of text has to know of it."""

    name: str
    closes: bool
    out: str
    hidden: bool = False
    quote: bool = False  # what it encloses was written before
    tail: bool = False  # it and all that follows was written before
    signature: bool = False
    link: bool = False
    rich: bool = False
    alt: str = ""
    cid: str = ""


def rewrite(source: str) -> Tag:
    """The tag, cleaned. Tags repeat a lot within a mail and between mails."""
    return _cached(source) if len(source) <= 400 else _rewrite(source)


def _rewrite(source: str) -> Tag:
    if source.startswith("</"):
        return Tag(source[2:-1], True, source)
    head = source[1:-1].split(None, 1)
    name = head[0]
    if len(head) == 1:
        return Tag(name, False, source, rich=name in _RICH)
    stated = dict(_ATTRIBUTE.findall(head[1]))
    return _opening(name, stated)


_cached = lru_cache(maxsize=8192)(_rewrite)
_RICH = frozenset({"h1", "h2", "h3", "th"})


def _opening(name: str, stated: dict[str, str]) -> Tag:
    kept = {key: value for key, value in stated.items() if key in _COPIED}
    style = stated.get("style", "")
    if style and (cleaned := clean_style(style)):
        kept["style"] = cleaned
    hidden = "hidden" in stated or bool(style and hides(style))
    link = name == "a" and _set_link(kept, stated.get("href", ""))
    cid = _set_image(kept, stated.get("src", "")) if name == "img" else ""
    marks = f"{stated.get('class', '')} {stated.get('id', '')}"
    quote = _is_quote(name, stated, marks)
    tail = bool(_TAIL_ID.search(stated.get("id", "")) or (style and _OUTLOOK_RULE.search(style)))
    signature = bool(_SIGNATURE.search(marks))
    if quote or tail:
        kept["data-quote"] = ""
    attributes = "".join(f' {key}="{value}"' for key, value in kept.items())
    out = f"<{name}{attributes}>"
    return Tag(
        name, False, out, hidden, quote, tail, signature, link,
        rich=name in _RICH or _is_rich(name, stated), alt=unescape(stated.get("alt", "")), cid=cid,
    )  # fmt: skip


def _set_link(kept: dict[str, str], href: str) -> bool:
    """Keeps links that lead out of the house. Relative ones would lead to our own pages."""
    if not _LINK.match(href):
        return False
    kept |= {"href": href, "rel": "noopener noreferrer nofollow", "target": "_blank"}
    return True


def _set_image(kept: dict[str, str], source: str) -> str:
    """Lets no request leave: remote images wait, `cid:` ones are filled in by who shows the page."""
    source = source.strip()
    if _REMOTE.match(source):
        kept["data-remote-src"] = f"https:{source}" if source.startswith("//") else source
    elif source[:4].lower() == "cid:":
        kept["data-cid"] = source[4:]
        return unescape(source[4:])
    elif _DATA_IMAGE.fullmatch(source):
        kept["src"] = source
    return ""


def _is_quote(name: str, stated: dict[str, str], marks: str) -> bool:
    if _QUOTE_CLASS.search(marks):
        return True
    if name != "blockquote":
        return False
    return "border:none" not in stated.get("style", "").replace(" ", "")  # Gmail's indented paragraph


def _is_rich(name: str, stated: dict[str, str]) -> bool:
    if name == "img":
        return stated.get("width") not in ("0", "1") and stated.get("height") not in ("0", "1")
    return "bgcolor" in stated or "background" in stated.get("style", "")
