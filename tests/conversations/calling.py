"""Somebody calls, and somebody is at the desk: for tests of calls."""

from __future__ import annotations

from django.utils import timezone

from byhand.conversations.models import Call, Conversation
from byhand.team.here import Here
from byhand.team.models import User

# The beginning of a sound as a browser records it (Matroska's mark), long enough to be cut into pieces.
RUTHS_SOUND = b"\x1aE\xdf\xa3" + bytes(range(256)) * 20


def is_here(*colleagues: User) -> None:
    """Only these sit at the desk now, with a browser that lives."""
    now = timezone.now()
    signs = {one.pk: now for one in colleagues}
    Here.objects.exclude(colleague__in=signs).delete()
    Here.objects.note(touched=signs, alive=signs)


def calls_us(conversation: Conversation, kind: str = "browser") -> Call:
    """Whoever the conversation is with calls."""
    person = conversation.person
    address = person.addresses.first() if person else None
    return Call.objects.begin(conversation, kind=kind, address=address)
