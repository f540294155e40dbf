"""As each reads it: exactly the letter that one person of the audience would get, and what stands there for what we do
not know of them."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.gate.many.plan import Plan
from byhand.gate.many.sample import parts_of, sample
from byhand.outreach.gathering import readers_of
from byhand.outreach.personal_fields import BY_NAME, Field
from byhand.people.person import Person


@dataclass(frozen=True, slots=True)
class AsRead:
    """`whole`: its bytes. `version`: which of two; empty where there is one in their language. `instead`: fields of
    which nothing is known, and what stands there."""

    whole: bytes
    language: str
    version: str
    subject: str
    text: str
    html: str
    instead: tuple[tuple[Field, str], ...]


def as_read(plan: Plan, person: Person, *, author: str, version: str = "") -> AsRead:
    """The letter of one person, in the first version unless the other is asked for: nobody has drawn yet. A handful of
    queries and one a field."""
    reader = readers_of([person.pk], plan)[0]
    address = person.addresses.filter(kind="email").first()
    whole = sample(plan, reader, address.value if address else "", author=author, version=version)
    words = plan.words_in(reader.language, version)
    instead = (
        (BY_NAME[one.name], one.said({}))
        for one in dict.fromkeys(words.slots())
        if one.name in BY_NAME and one.name not in reader.fields
    )
    return AsRead(whole, reader.language, words.version, *parts_of(whole), tuple(instead))
