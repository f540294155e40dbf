"""Noted: what is remembered of others goes, too, where a letter of theirs said it; and ties by which they are known."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from byhand.conversations.erasing.theirs import Theirs
from byhand.people.memory import Memory
from byhand.people.occasion import Occasion
from byhand.people.tie import Tie, TieEnd


def forget_noted(theirs: Theirs, messages: Collection[int]) -> None:
    """Needs the messages to be there still: they tell what they said."""
    for noun in (Memory, Occasion):
        noun.objects.filter(message__in=messages).delete()
    named = Q()
    for name in theirs.names:
        named |= Q(name__iexact=name)
    of_them = TieEnd.objects.filter(Q(person__in=theirs.people) | (named & ~Q(name="")))
    Tie.objects.filter(pk__in=list(of_them.values_list("tie", flat=True))).delete()
