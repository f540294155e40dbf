"""Calling: a colleague has a number rung. No words pass, yet a touch does: the same rules, the same journal."""

from __future__ import annotations

from django.db import transaction

from byhand.channels.envelope import Envelope, Recipient
from byhand.channels.inbox import Inbox
from byhand.gate.context import Context
from byhand.gate.journal import JournalEntry
from byhand.gate.refusals import ask_all
from byhand.team.signin import NotSignedIn, SignIn
from byhand.team.user import User


@transaction.atomic
def let_call(inbox: Inbox, number: str, *, about: str, by: SignIn) -> User:
    """The colleague at the desk, if they may have that number rung from that line; the journal says that they did.

    Raises NotSignedIn for anything but a living SignIn, Refusal with the first no.
    """
    author = _colleague_behind(by)
    envelope = Envelope(inbox=inbox, to=(Recipient(number),), subject="", body="")
    ask_all(envelope, kind="call", context=Context(about=about, answers_them=False), author=author)
    JournalEntry.objects.append("call", {"author": author.pk, "inbox": inbox.pk})
    return author


def _colleague_behind(by: object) -> User:
    if not isinstance(by, SignIn):
        raise NotSignedIn("Only a signed-in colleague calls somebody. Nobody was called.")
    return by.confirm()
