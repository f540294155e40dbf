"""Style attributes of strangers: properties and values from a list, nothing that loads, floats over or escapes."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape

_SIDES = ("top", "right", "bottom", "left")
PROPERTIES = frozenset(
    ["background", "background-color", "border", "border-collapse", "border-color", "border-radius", "border-spacing", "border-style", "border-width", "caption-side", "clear", "color", "display", "empty-cells", "float", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "height", "letter-spacing", "line-height", "list-style", "list-style-type", "margin", "max-height", "max-width", "min-height", "min-width", "overflow", "overflow-wrap", "padding", "table-layout", "text-align", "text-decoration", "text-transform", "vertical-align", "visibility", "white-space", "width", "word-break", "word-spacing", "word-wrap"]
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


@lru_cache(maxsize=4096)
def clean_style(attribute: str) -> str:
    """An HTML-escaped style attribute with only what is allowed, escaped again."""
    return escape(
        ";".join(f"{name}:{value}" for name, value in declarations(attribute) if _allowed(name, value))
    )


@lru_cache(maxsize=4096)
def hides(attribute: str) -> bool:
    """Whether the style makes its element invisible, as preview texts and fillers are."""
    stated = dict(declarations(attribute))
    return (
        stated.get("display") == "none"
        or stated.get("visibility") == "hidden"
        or stated.get("mso-hide") == "all"
        or bool(_NOTHING.fullmatch(stated.get("font-size", "1")))
        or (bool(_NOTHING.fullmatch(stated.get("max-height", "1"))) and "overflow" in stated)
    )


def declarations(attribute: str) -> list[tuple[str, str]]:
    """Names in lower case and values as they stand, without quotes of the double kind."""
    if len(attribute) > _LONGEST:
        return []
    found: list[tuple[str, str]] = []
    for piece in unescape(attribute).replace('"', "'").split(";"):
        name, colon, value = piece.partition(":")
        if colon:
            found.append((name.strip().lower(), " ".join(value.split()).removesuffix("!important").strip()))
    return found


def _allowed(name: str, value: str) -> bool:
    if name not in PROPERTIES or not _VALUE.fullmatch(value) or value.count("'") % 2:
        return False
    if any(function.lower() not in _FUNCTIONS for function in _FUNCTION.findall(value)):
        return False
    if name == "display":
        return value.lower() in _DISPLAYS
    return not _NEGATIVE.search(value)
