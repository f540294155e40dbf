"""Sentences of a letter, where they stand. Lines that were wrapped belong together, lines of a list do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WRAPPED = 45  # a line at least so long was broken by a program; a shorter one by its writer
_LONGEST = 600  # letters of one sentence; what is longer is a table or a list
_BLANK = re.compile(r"\n[ \t>]*\n")
_END = re.compile(r"[.!?…]{1,6}[\"'”“’»)\]]{0,3}(?=\s)|\n")
_UNFINISHED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|no|vs|etc|approx|inc|co|e\.g|i\.e|ca|bzw|nr|hr|fr|str|tel|z\.\s?b|d\.\s?h"
    r"|u\.\s?a|usw)|\b[a-z]|^[ \t]*\d{1,3})\.$",
    re.IGNORECASE,
)
_OF_A_DATE = re.compile(
    r"(?:(?:^|[\s(])\d{1,2}|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|o[ck]t|nov|de[cz]|mon|tue|wed|thu|fri|sat|sun))\.$",
    re.IGNORECASE,
)
_MORE_OF_A_DATE = re.compile(
    r"\s+(?:[a-zäöü\d(]|(?:Jan|Feb|Mär|Mar|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[kc]t|Nov|De[zc])[a-zä]*\b)"
)
_ITEM = re.compile(r"[ \t]*(?:[-*•·–]|\(?[\da-zA-Z][.)])[ \t]")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence in `text`, in order, without the white space around it."""
    start = 0
    for blank in _BLANK.finditer(text):
        yield from _of_paragraph(text, start, blank.start())
        start = blank.end()
    yield from _of_paragraph(text, start, len(text))


def _of_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop in _END.finditer(text, start, end):
        if _goes_on(text, begin, stop, end):
            continue
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, end)


def _goes_on(text: str, begin: int, stop: re.Match[str], end: int) -> bool:
    """Whether this is no end: a wrapped line, an abbreviation, the day of a date."""
    at = stop.end()
    if stop[0] == "\n":
        line = text.rfind("\n", 0, stop.start()) + 1
        return stop.start() - line >= _WRAPPED and not _ITEM.match(text, at, end)
    if stop[0] != ".":
        return False
    before = text[max(begin, at - 12) : at]
    if _UNFINISHED.search(before):
        return True
    return bool(_OF_A_DATE.search(before) and _MORE_OF_A_DATE.match(text, at, end))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end <= start + _LONGEST:
        yield start, end
