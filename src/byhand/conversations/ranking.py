"""Best first: where the subject says it, then where the words stand together, then the rest, each newest first.

Only the newest places are put in this order; that many hold what anybody wants, and a common word is in a million.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from byhand.conversations.words import SAID
from byhand.search.terms import Phrase, Term

MOST_RANKED = 1_500


def best_first(places: Mapping[int, int], terms: tuple[Term, ...]) -> list[int]:
    """The conversations of these places in order of how well they fit."""
    keys = places.values()
    if not keys:
        return []
    in_subject = _among(keys, tuple(_of_the_subject(term) for term in terms))
    together = _among(keys, _together(terms))
    return sorted(
        places, key=lambda one: (places[one] not in in_subject, places[one] not in together, -places[one])
    )


def _among(keys: Iterable[int], terms: tuple[Term, ...]) -> set[int]:
    """Which of the keys hold these terms."""
    wanted = set(keys)
    found: set[int] = set()
    if not terms:
        return found
    looked_at = 0
    for some in SAID.walk(terms, since=min(wanted), until=max(wanted) + 1):
        found.update(wanted.intersection(some))
        looked_at += len(some)
        if looked_at >= MOST_RANKED * 2:
            break
    return found


def _of_the_subject(term: Term) -> Term:
    return term if term.column else Term(term.ways, "subject")


def _together(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """All plain words as one phrase; nothing where there is only one."""
    plain = [term.ways[0] for term in terms if not term.column]
    if len(plain) < 2:
        return ()
    words = tuple(word for way in plain for word in way.words)
    return (Term((Phrase(words, plain[-1].unfinished),)), *(term for term in terms if term.column))
