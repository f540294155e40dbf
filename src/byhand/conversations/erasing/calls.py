"""Calls of whoever is erased: the lines go, and what was recorded goes with its bytes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from byhand.channels.phone.knock import Knock
from byhand.channels.phone.texts import PicturedText
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
    _forget_knocks(theirs, rows)
    rows.delete()
    return files


def _forget_knocks(theirs: Theirs, calls: models.QuerySet[Call]) -> None:
    """What the exchange told of them, and texts whose pictures were not fetched yet."""
    named = models.Q(about__in=calls.exclude(remote_id="").values("remote_id"))
    for value in theirs.values:
        named |= models.Q(told__From=value) | models.Q(told__To=value)
        PicturedText.objects.filter(told__From=value).delete()
    Knock.objects.filter(named).delete()
