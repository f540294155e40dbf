"""Taking exports: the letters of another desk become arrivals; the rest is kept beside them until they were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from byhand.channels.archive import ArchiveImport
from byhand.channels.arrival import Arrival, Incoming
from byhand.channels.folder import Folder
from byhand.channels.told_elsewhere import ToldElsewhere
from byhand.kit.exports.export import Told
from byhand.kit.exports.matter import Matter

LONGEST_THREAD = 200


def take_told(one: ArchiveImport, batch: Sequence[Told]) -> None:
    """Stores these; the place, the account and what is told beside move in the same transaction."""
    incoming = [
        Incoming(
            letter.raw, role=Folder.Role.SENT if letter.is_ours else Folder.Role.INCOMING,
            received_at=letter.at, thread=thread_of(told.matter),
        )
        for told in batch if told.matter for letter in told.letters
    ]  # fmt: skip

    def and_then(new: int) -> None:
        one.advance(reached=batch[-1].position, position=batch[-1].done, stored=new)
        ToldElsewhere.objects.bulk_create(_rows(one, batch), ignore_conflicts=True)
        for told in batch:
            one.tell_left_out(told.place, told.troubles)

    Arrival.objects.store_many(incoming, inbox=one.inbox, and_then=and_then)


def thread_of(matter: Matter) -> str:
    """The conversation's name there, as it is stored and compared."""
    if len(matter.id) <= LONGEST_THREAD:
        return matter.id
    return f"{matter.desk}-{sha256(matter.id.encode(errors='replace')).hexdigest()}"


def _rows(one: ArchiveImport, batch: Sequence[Told]) -> list[ToldElsewhere]:
    """A row for each conversation, and one for all the people of a list."""
    rows = [
        ToldElsewhere(of=one, thread=thread_of(told.matter), place=told.place[:200], said=_said(told, told.matter))
        for told in batch if told.matter
    ]  # fmt: skip
    people = [asdict(card) for told in batch if told.matter is None for card in told.cards]
    if people:
        rows.append(ToldElsewhere(of=one, place=batch[0].place[:200], said={"cards": people}))
    return rows


def _said(told: Told, matter: Matter) -> dict[str, Any]:
    cards = [asdict(card) for card in told.cards]
    return {
        "desk": matter.desk, "state": matter.state, "tags": list(matter.tags[:50]), "has_it": matter.has_it.address,
        "since": told.since.isoformat() if told.since else None,
        "until": told.until.isoformat() if told.until else None, "cards": cards,
        "notes": [{**asdict(note), "at": note.at.isoformat()} for note in told.notes],
    }  # fmt: skip
