"""The fields of a letter's header by the short way: plain ASCII headers, split at their lines.

What is not plain goes the long way (`kit.headers`), which understands everything; both give the same fields.
"""

from __future__ import annotations

import re

from byhand.kit.headers import Fields, find_fields, parse_fields

_NEXT = re.compile(r"\n(?![ \t])")
_WHOLE = re.compile(r"(?:[!-9;-~]++:[^\n]*+(?:\n[ \t][^\n]*+)*+(?:\n|\Z))++")
_NOT_PLAIN = re.compile(rb"[^\t\n -~]")
_TWICE = ("\nto:", "\ncc:", "\nreferences:", "\nreply-to:")


def fields_of(raw: bytes) -> tuple[Fields, int]:
    """The fields of a message by their lower-case names, and where its body begins."""
    end = raw.find(b"\n\n")
    if end > 0:
        found = _short_way(raw[:end])
        if found is not None:
            return found, end + 2
    stop, body = find_fields(raw, 0, len(raw))
    return (parse_fields(raw, 0, stop) if stop else {}), body


def _short_way(block: bytes) -> Fields | None:
    if _NOT_PLAIN.search(block) or b"=?" in block:
        return None
    text = block.decode("ascii")
    lower = "\n" + text.lower()
    if any(lower.count(name) > 1 for name in _TWICE):
        return None
    if not _WHOLE.fullmatch(text):
        return None
    lines = _NEXT.split(text) if "\n " in text or "\n\t" in text else text.split("\n")
    lines.reverse()  # of a field that stands twice the first one counts
    split = [line.partition(":") for line in lines]
    return {name.lower(): value.lstrip(" \t") for name, _, value in split}
