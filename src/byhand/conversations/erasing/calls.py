"""Calls of whoever is erased: the lines go, and what was recorded goes with its bytes."""

from __future__ import annotations

from django.db.models import Q

from byhand.conversations.call import Call
from byhand.conversations.erasing.theirs import Theirs
from byhand.conversations.leaving_a_word import Piece
from byhand.conversations.recording import Recording


def forget_calls(theirs: Theirs) -> set[str]:
    """All in conversations with them alone, and theirs in the others; gives the digests of what was recorded."""
    rows = Call.objects.filter(
        Q(conversation__in=theirs.alone) | Q(conversation__in=theirs.shared, address__in=theirs.addresses)
    )
    files: set[str] = set()
    for noun in (Recording, Piece):
        said = noun._default_manager.filter(call__in=rows).exclude(sha256="")
        files |= set(said.values_list("sha256", flat=True))
    rows.delete()
    return files
