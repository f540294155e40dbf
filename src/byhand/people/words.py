"""Words: by what a person is found: name, line, addresses, where they belong, and who was merged into them.

A merge writes the card of whoever is kept in the same transaction, and so what they are found by is written anew, too.
"""

from __future__ import annotations

from byhand.search.documents import Source, Watched, key_postgresql, key_sqlite
from byhand.search.index import WordIndex

_TOUCHED = "made_at"


def _text(gather: str, names: str) -> tuple[str, ...]:
    addresses = f"coalesce((SELECT {gather} FROM people_address a WHERE a.person_id = t.id), '')"
    merged = f"coalesce((SELECT {names} FROM people_person m WHERE m.merged_into_id = t.id), '')"
    return (
        f"t.name || ' ' || {merged}",
        addresses,
        "t.line || ' ' || coalesce(o.name, '') || ' ' || coalesce(o.domain, '')",
    )


PEOPLE = Source(
    table="people_person",
    changing="name, line, organisation_id, made_at",
    key_sqlite=key_sqlite(_TOUCHED, 0),
    key_postgresql=key_postgresql(_TOUCHED, 0),
    text_sqlite=_text("group_concat(a.value, ' ')", "group_concat(m.name, ' ')"),
    text_postgresql=_text("string_agg(a.value, ' ')", "string_agg(m.name, ' ')"),
    joins="LEFT JOIN people_organisation o ON o.id = t.organisation_id",
    watched=(
        Watched("people_address", "value, person_id", "t.id = {row}.person_id"),
        Watched("people_organisation", "name, domain", "t.organisation_id = {row}.id"),
    ),
)

KNOWN = WordIndex("people_words", ("name", "addresses", "about"), (PEOPLE,))
