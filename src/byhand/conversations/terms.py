"""What somebody asks for, as the index understands it; names of people become their addresses, too."""

from __future__ import annotations

from byhand.conversations.words import HAS_FILE
from byhand.people.person import Person
from byhand.search.asking import Asked
from byhand.search.terms import Phrase, Term, phrase

# Of so many people who are called that, the addresses are looked for beside the name.
MOST_NAMED = 4


def terms_of(asked: Asked) -> tuple[Term, ...]:
    """Every word and phrase, each writer and reader, and whether there must be a file."""
    words, unfinished = asked.words, asked.unfinished
    if unfinished and len(words) > 1 and len(words[-1]) == 1 and words[-1].isascii():
        words, unfinished = words[:-1], False  # a first letter narrows nothing yet, and would hide all
    last = len(words) - 1
    said = [
        *(phrase(one, unfinished=unfinished and n == last) for n, one in enumerate(words)),
        *(phrase(one) for one in asked.phrases),
    ]
    terms = [Term((one,)) for one in said if one]
    terms += [_person(name, "sender") for name in asked.writers]
    terms += [_person(name, "recipients") for name in asked.readers]
    if asked.has_file:
        terms.append(Term((Phrase((HAS_FILE,)),), "marks"))
    return tuple(one for one in terms if one.ways)


def _person(name: str, column: str) -> Term:
    """Whoever wrote under that name or address, and whoever is called so now."""
    written = phrase(name, unfinished=True)
    people = Person.objects.named(name, most=MOST_NAMED)
    addresses = [phrase(one.value) for person in people for one in person.addresses.all()]
    return Term(tuple(one for one in (written, *addresses) if one), column)
