"""Spoken: the words its writer chose, of a letter: without quotes, signature, footer, links and addresses."""

from __future__ import annotations

import re
from collections.abc import Callable

from byhand.kit.quoting import split

# Between blanks: what follows would look at a long row of signs once for each of them.
_TOKEN = re.compile(r"\S+")
_NOT_A_SPACE = re.compile(r"\S")
_FOOTER = re.compile(
    r"confidential|privileged|intended (?:only|solely|recipient)|disclaimer|unsubscribe|registered (?:office|in)"
    r"|company (?:number|no)|vertraulich|geschäftsführer|handelsregister|ust-id|\bhrb\b|abmelden|abbestellen",
    re.IGNORECASE,
)
# A footer is among the last paragraphs; the same words further up are the writer's.
_LAST = 3
_BLANK = re.compile(r"\n[ \t]*\n")


def spoken(text: str, *, leaves_out: Callable[[str], bool] | None = None) -> str:
    """The text with everything else blanked: as long as before, so that places in it stay places in the letter.

    `leaves_out` names further lines that are not the writer's own. In time proportional to the length.
    """
    kept = _lines_blanked(text, leaves_out) if leaves_out else text
    for span in split(kept).spans:
        if span.kind != "new":
            kept = _blanked(kept, span.start, span.end)
    kept = _without_footer(kept)
    return (
        _TOKEN.sub(_blank_if_link, kept) if "@" in kept or "://" in kept or "www." in kept.lower() else kept
    )


def _blank_if_link(found: re.Match[str]) -> str:
    token = found[0]
    is_address = "." in token.rpartition("@")[2] and "@" in token
    is_link = "://" in token or token.lower().lstrip("(<[\"'“").startswith("www.")
    return " " * len(token) if is_address or is_link else token


def _lines_blanked(text: str, leaves_out: Callable[[str], bool]) -> str:
    return "\n".join(" " * len(line) if leaves_out(line) else line for line in text.split("\n"))


def _without_footer(text: str) -> str:
    if _FOOTER.search(text) is None:
        return text
    starts = [0, *(gap.end() for gap in _BLANK.finditer(text.rstrip()))]
    for start, end in zip(starts[-_LAST:], [*starts[1:], len(text)][-_LAST:], strict=True):
        if start and _FOOTER.search(text, start, end):
            text = _blanked(text, start, end)
    return text


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + _NOT_A_SPACE.sub(" ", text[start:end]) + text[end:]
