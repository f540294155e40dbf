"""The little language of the search: words, “phrases”, and a few words with a colon.

    from:ruth to:studio has:file before:2026-03-01 after:2026 in:studio is:waiting "the blue bowl" lid
    tag:wholesale for:ana waiting

Where no other words are looked for, “waiting”, “theirs”, “later”, “done” and “mine” say where it stands, and whose it
is. Whatever it does not understand counts as words: nothing a hand may type is an error.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

LONGEST = 400
MOST_PARTS = 20
PLACES = ("waiting", "theirs", "later", "done", "not-for-us")
ME, NOBODY = "me", "nobody"
# Said bare, they are what these say.
BARE = {"mine": ("for", ME), **{place: ("is", place) for place in ("waiting", "theirs", "later", "done")}}
_AMONG = {
    "from": "writers", "to": "readers", "in": "inboxes", "inbox": "inboxes", "tag": "tags", "for": "colleagues",
}  # fmt: skip
_PART = re.compile(r'(?:(\w+):)?(?:["“”„«]([^"“”„»]*)(?:["“”»]|$)|(\S+))')
_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for. Days are theirs: `after` that day's beginning, `before` that day's beginning."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    unfinished: bool = False
    writers: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()
    inboxes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    colleagues: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    has_file: bool = False
    after: date | None = None
    before: date | None = None
    not_a_day: tuple[str, ...] = ()

    def says_something(self) -> bool:
        """Whether anything at all is looked for."""
        return self != Asked(unfinished=self.unfinished, not_a_day=self.not_a_day)

    def names_a_matter(self) -> bool:
        """Whether words are looked for, rather than all that was said somewhere or sometime."""
        return bool(self.words or self.phrases or self.writers or self.readers)


def read(text: str) -> Asked:
    """What that line asks for. Never raises."""
    line = text.replace("\0", " ")[:LONGEST]
    asked = Asked(unfinished=bool(line) and not line[-1].isspace() and line[-1] not in '"“”»')
    for part in list(_PART.finditer(line))[:MOST_PARTS]:
        key, quoted, plain = part.groups()
        asked = _with(asked, (key or "").lower(), quoted if quoted is not None else plain, quoted is not None)
    asked = _bare(asked)
    last = line.split()[-1] if line.split() else ""
    return replace(asked, unfinished=asked.unfinished and bool(asked.words) and asked.words[-1] == last)


def _bare(asked: Asked) -> Asked:
    """Words that say where it stands, if there are no others: then they are none."""
    said = [one.lower() for one in asked.words]
    if not said or asked.phrases or not set(said) <= set(BARE):
        return asked
    asked = replace(asked, words=(), bare=tuple(said))
    for key, value in map(BARE.__getitem__, said):
        asked = _with(asked, key, value, False)
    return asked


def _with(asked: Asked, key: str, value: str, is_quoted: bool) -> Asked:
    if key in _AMONG and value.strip():
        return _among(asked, _AMONG[key], value)
    if key == "is" and value.lower() == "mine":
        return _among(asked, "colleagues", ME)
    if key == "is" and value.lower() in PLACES:
        return _among(asked, "places", value.lower())
    if key == "has" and value.lower() in ("file", "files", "attachment"):
        return replace(asked, has_file=True)
    if key in ("before", "after", "on"):
        return _on_days(asked, key, value)
    if is_quoted:
        asked = _among(asked, "words", key) if key else asked
        return _among(asked, "phrases", value) if value.strip() else asked
    return _among(asked, "words", f"{key}:{value}" if key else value)


def _among(asked: Asked, name: str, value: str) -> Asked:
    return replace(asked, **{name: (*getattr(asked, name), value)})


def _on_days(asked: Asked, key: str, value: str) -> Asked:
    """A year, a month or a day; “after” begins when it is over, as one would say it."""
    span = days(value)
    if span is None:
        return replace(asked, not_a_day=(*asked.not_a_day, value)) if value else asked
    first, beyond = span
    if key == "before":
        return replace(asked, before=min(first, asked.before or first))
    since = first if key == "on" else beyond
    asked = replace(asked, after=max(since, asked.after or since))
    return replace(asked, before=min(beyond, asked.before or beyond)) if key == "on" else asked


def days(value: str) -> tuple[date, date] | None:
    """The first day that a year, month or day names, and the first one beyond; None if it is none."""
    turned = _DAY_FIRST.fullmatch(value)
    found = _DAY.fullmatch("-".join(reversed(turned.groups())) if turned else value)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        length = 1 if day else monthrange(year, month)[1] if month else (date(year + 1, 1, 1) - first).days
        return first, first + timedelta(days=length)
    except (ValueError, OverflowError):
        return None
