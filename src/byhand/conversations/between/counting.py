"""Counting: letters become figures. Needs a transaction; the people are locked in the order of the house.

Letters may come in any order. Whatever is counted here can be told anew from the messages: `telling_anew.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from django.db import connection

from byhand.conversations.between.letter import WHOLE, Letter, Place
from byhand.conversations.between.pair import Between
from byhand.conversations.between.updating import update
from byhand.kit.between import Tally, is_touch, together, weight_of
from byhand.people.person import Person

Pair = tuple[int, int | None]
Rows = dict[Place, Between]


def count(letters: Sequence[Letter]) -> None:
    """Adds these letters to what was counted before."""
    if not letters:
        return
    letters = _for_those_who_stand(letters)
    pairs = _pairs_of({one.person for one in letters})
    touched: dict[int, Between] = {}
    for one in letters:
        for colleague in one.whose():
            rows = pairs[one.person, colleague]
            for row in _rows_for(rows, one, colleague):
                tally = row.tally()
                add(tally, one)
                row.take(tally)
            touched |= {id(row): row for row in rows.values()}
    _write(touched.values())


def add(tally: Tally, letter: Letter) -> None:
    """One letter more."""
    tally.add(letter.at, weight_of(letter.recipients), ours=letter.ours)
    if is_touch(letter.recipients):
        tally.touch(letter.at)


def lock(people: Collection[int]) -> dict[int, int]:
    """Locks people by their ids; gives for each who is kept for them now."""
    kept: dict[int, int] = {}
    ids = set(people)
    while ids:
        rows = Person.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
        found = {pk: into or pk for pk, into in rows.values_list("pk", "merged_into")}
        kept |= found
        ids = set(found.values()) - set(kept)
    return kept


def _for_those_who_stand(letters: Sequence[Letter]) -> Sequence[Letter]:
    """Who was merged in the same moment counts as whom they were merged into.

    On SQLite nobody else writes meanwhile, and no address leads to somebody who was merged.
    """
    if not connection.features.has_select_for_update:
        return letters
    kept = lock({one.person for one in letters})
    return [
        one if kept[one.person] == one.person else replace(one, person=kept[one.person]) for one in letters
    ]


def _pairs_of(people: Collection[int]) -> defaultdict[Pair, Rows]:
    pairs: defaultdict[Pair, Rows] = defaultdict(dict)
    for row in Between.objects.filter(person__in=people):
        pairs[row.person_id, row.colleague_id][row.place] = row
    return pairs


def _rows_for(rows: Rows, letter: Letter, colleague: int | None) -> Iterable[Between]:
    """Where the letter counts: in its place, and in the whole where there are several places."""
    if letter.place not in rows:
        _open(rows, letter.place, letter.person, colleague)
    here = rows[letter.place]
    return (here,) if here.is_whole else (here, rows[WHOLE])


def _open(rows: Rows, place: Place, person: int, colleague: int | None) -> None:
    """A new place; with the second one what was the whole becomes a part, and a row of the whole stands beside it.

    A row for which nothing was counted yet (somebody set a cadence) stands in no place: it becomes this one.
    """
    first = next(iter(rows.values()), None)
    if first is not None and not first.as_of:
        del rows[first.place]
        first.inbox_id, first.conversation_id = place
        rows[place] = first
        return
    rows[place] = _row(person, colleague, place, is_whole=first is None)
    if first is None:
        return
    rows[place].cadence, rows[place].cadence_since = first.cadence, first.cadence_since
    if WHOLE not in rows:
        first.is_whole = False
        rows[WHOLE] = _row(person, colleague, WHOLE, is_whole=True)
        rows[WHOLE].cadence, rows[WHOLE].cadence_since = first.cadence, first.cadence_since
        rows[WHOLE].take(together([first.tally()]))


def _row(person: int, colleague: int | None, place: Place, *, is_whole: bool) -> Between:
    return Between(
        person_id=person, colleague_id=colleague, inbox_id=place[0], conversation_id=place[1], is_whole=is_whole
    )  # fmt: skip


def _write(rows: Iterable[Between]) -> None:
    every = list(rows)
    Between.objects.bulk_create([one for one in every if one.pk is None])
    update([one for one in every if one.pk is not None])
