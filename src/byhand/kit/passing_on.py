"""Passing on: a letter as it is quoted in another. Each line of it is marked, so that nothing looks like ours."""

from __future__ import annotations

import re
from collections.abc import Iterable

from byhand.kit.markers import find_marker

# A letter of a whole book is no letter; what is longer goes as a file.
LONGEST = 200_000
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def quoted(title: str, headers: Iterable[tuple[str, str]], text: str, *, shortened: str) -> str:
    """The block: a title, header lines, and the text with `> ` before each line.

    Marks that find a conversation are taken out: an answer to this letter belongs to this letter.
    """
    lines = _without_markers(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"))
    if len(lines) > LONGEST:
        lines = f"{lines[:LONGEST]}\n{shortened}"
    above = "\n".join(f"{name}: {_one_line(value)}" for name, value in headers if value.strip())
    below = "\n".join(f"> {_UNSEEN.sub('', line)}".rstrip() for line in lines.split("\n"))
    return f"---------- {title} ----------\n{above}\n\n{below}"


def _without_markers(text: str) -> str:
    for token in find_marker(text):
        text = re.sub(rf"(?:Ref: )?\bbh-{token}", "", text, flags=re.IGNORECASE)
    return text


def _one_line(value: str) -> str:
    return " ".join(_UNSEEN.sub(" ", value).split())[:1000]
