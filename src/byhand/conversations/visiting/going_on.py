"""The chore by which a chat goes on by mail: what was said to a visitor who has left is put into a letter, once."""

from __future__ import annotations

from functools import partial

from django.utils import timezone
from django.utils.translation import ngettext

from byhand.channels.chat.visitor import Visitor
from byhand.conversations.conversation import Conversation, Participant
from byhand.conversations.visiting.known import make_known
from byhand.gate.going_on import GoingOn, due_lines, go_on
from byhand.people.address import Address


def go_on_by_mail_due() -> str:
    """The chore. Says to how many."""
    done = 0
    for visitor, lines in due_lines(timezone.now()).items():
        make_known(visitor)
        done += go_on(visitor, lines, partial(_show_in_the_mail_inbox, visitor))
    if not done:
        return ""
    said = ngettext("%(n)s visitor gets the answer by mail.", "%(n)s visitors get the answer by mail.", done)
    return said % {"n": done}


def _show_in_the_mail_inbox(visitor: Visitor, letter: GoingOn) -> None:
    """Their answer comes through that inbox and finds the conversation there; the address takes part in it."""
    for conversation in Conversation.objects.filter(participants__address__value=visitor.address()):
        conversation.seen_in(letter.inbox)
        address = Address.objects.email(letter.recipient).first()
        if address is not None:
            Participant.objects.get_or_create(conversation=conversation, address=address)
