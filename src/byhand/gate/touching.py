"""Touching: words that nobody asked for draw on the budgets of whoever they go to; taken back, they give it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byhand.gate.canonical import salted_digest
from byhand.gate.journal import JournalEntry
from byhand.gate.room import Room
from byhand.gate.touch import Touch
from byhand.kit.mime import Mailbox
from byhand.people.recognising import recognise

if TYPE_CHECKING:
    from byhand.gate.dispatch import Dispatch

OVER_BUDGET = "over budget"


def touch(dispatch: Dispatch, *, because: str) -> None:
    """Counts it at each address, in the transaction of the release. A reason is told to the journal, as a digest."""
    recipients = dispatch.envelope().recipients()
    addresses = recognise(Mailbox(one.name, one.address) for one in recipients).values()
    Touch.objects.note(addresses, dispatch=dispatch, at=dispatch.released_at)
    Room.objects.touched({one.person_id for one in addresses}, dispatch.released_at)
    if because:
        reason = salted_digest(bytes(dispatch.salt), because)
        JournalEntry.objects.append(
            OVER_BUDGET, {"dispatch": dispatch.pk, "author": dispatch.author_id, "reason": reason}
        )


def take_back_touches(dispatch: Dispatch) -> None:
    """Nothing of it left: nobody was turned to. Needs a transaction."""
    touches = Touch.objects.filter(dispatch=dispatch)
    people = set(touches.values_list("address__person", flat=True))
    touches.delete()
    Room.objects.tell_anew(people)
