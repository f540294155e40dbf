"""Style attributes of strangers: properties and values from a list, nothing that loads, floats over or escapes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

_SIDES = ("top", "right", "bottom", "left")
PROPERTIES = frozenset(
    [
        "background",
        "background-color",
        "border",
        "border-collapse",
        "border-color",
        "border-radius",
        "border-spacing",
        "border-style",
        "border-width",
        "caption-side",
        "clear",
        "color",
        "display",
        "empty-cells",
        "float",
        "font",
        "font-family",
        "font-size",
        "font-style",
        "font-variant",
        "font-weight",
        "height",
        "letter-spacing",
        "line-height",
        "list-style",
        "list-style-type",
        "margin",
        "max-height",
        "max-width",
        "min-height",
        "min-width",
        "overflow",
        "overflow-wrap",
        "padding",
        "table-layout",
        "text-align",
        "text-decoration",
        "text-transform",
        "vertical-align",
        "visibility",
        "white-space",
        "width",
        "word-break",
        "word-spacing",
        "word-wrap",
    ]
    + [f"border-{side}" for side in _SIDES]
    + [f"border-{side}-{what}" for side in _SIDES for what in ("color", "style", "width")]
    + [f"{box}-{side}" for side in _SIDES for box in ("margin", "padding")]
)
_LONGEST = 4_000
# No backslash, quote, semicolon, "@", "<" or "/*": nothing in it can end the declaration or hide a word.
_VALUE = re.compile(r"[\w #.,%!()'+-]{1,300}")
_FUNCTION = re.compile(r"([\w-]*)\(")
_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla"}
_NEGATIVE = re.compile(r"(?:^|[\s,(])-\s*[\d.]")
_DISPLAYS = {
    "block", "inline", "inline-block", "none", "table", "table-row", "table-cell", "list-item", "inline-table",
}  # fmt: skip
_NOTHING = re.compile(r"0(?:\.0+)?(?:px|pt|em|%)?")
_HIDING = {
    "display": re.compile("none"),
    "visibility": re.compile("hidden|collapse"),
    "mso-hide": re.compile("all"),
    "font-size": _NOTHING,
    "max-height": _NOTHING,
    "opacity": re.compile(r"0(?:\.0+)?"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """A style attribute understood."""

    cleaned: str  # HTML-escaped; only what is allowed
    hides: bool  # its element is invisible, as preview texts and fillers are


@lru_cache(maxsize=4096)
def read_style(attribute: str) -> Style:
    """Reads an HTML-escaped style attribute."""
    if len(attribute) > _LONGEST:
        return Style("", False)
    stated = [_declaration(piece) for piece in unescape(attribute).replace('"', "'").split(";")]
    return Style(";".join(text for text, _ in stated if text), any(hides for _, hides in stated))


@lru_cache(maxsize=4096)
def _declaration(piece: str) -> tuple[str, bool]:
    """One declaration as it may stand, or "", and whether it hides its element."""
    name, _, value = piece.partition(":")
    name = name.strip().lower()
    value = " ".join(value.split()).removesuffix("!important").strip()
    hides = name in _HIDING and bool(_HIDING[name].fullmatch(value.lower()))
    return (escape(f"{name}:{value}") if _allowed(name, value) else ""), hides


def _allowed(name: str, value: str) -> bool:
    if name not in PROPERTIES or not _VALUE.fullmatch(value) or value.count("'") % 2:
        return False
    if any(function.lower() not in _FUNCTIONS for function in _FUNCTION.findall(value)):
        return False
    if name == "display":
        return value.lower() in _DISPLAYS
    return not _NEGATIVE.search(value)
