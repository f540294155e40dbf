"""Exports of other desks as the audit takes them: the messages customers and colleagues wrote, no notes."""

from __future__ import annotations

from collections.abc import Iterator

from byhand.audit.told import Told
from byhand.kit.exports.matter import NotAnExport
from byhand.kit.exports.shapes import entries_in, read_matter

__all__ = ["NotAnExport", "told_by_export"]
_RULE = 2  # the code of an automatic message


def told_by_export(found: object) -> Iterator[Told]:
    """The messages in an export, whole or one entry of it. Raises NotAnExport with a sentence."""
    for entry in entries_in(found):
        matter = read_matter(entry, {})
        for word in matter.words:
            if not word.is_note:
                yield Told(
                    matter.place, str(word.by), ", ".join(filter(None, map(str, (*word.to, *word.cc)))), word.when,
                    word.subject, word.text, word.html, word.id, matter.id, _RULE if word.by_rule else 0,
                )  # fmt: skip
