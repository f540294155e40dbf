"""Words: what help pages are found by: the title and words of the version that is on the pages, nothing else."""

from __future__ import annotations

from byhand.search.documents import LONGEST_BODY, Source, key_postgresql, key_sqlite
from byhand.search.index import WordIndex

_TEXT = ("coalesce(v.title, '')", f"substr(coalesce(v.plain, ''), 1, {LONGEST_BODY})")

EDITIONS = Source(
    table="help_edition",
    changing="published_id",
    key_sqlite=key_sqlite("made_at", 0),
    key_postgresql=key_postgresql("made_at", 0),
    text_sqlite=_TEXT,
    text_postgresql=_TEXT,
    joins="LEFT JOIN help_version v ON v.id = t.published_id",
    needs=("help_version",),
)

PUBLISHED = WordIndex("help_words", ("title", "words"), (EDITIONS,))
