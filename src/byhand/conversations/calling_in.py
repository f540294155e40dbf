"""Calling in: somebody presses “Talk now”, or leaves a word, or asks to be called back. Where it stands, and as whom.

A visitor is known by the word their browser keeps, and by nothing they type: a name or an address that anybody could
have typed is shown as theirs, unproven, and makes them nobody we know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.conversations.call import Call
from byhand.conversations.conversation import Conversation, Participant
from byhand.conversations.event import Event
from byhand.kit.addresses import is_valid
from byhand.kit.mime import Mailbox
from byhand.kit.phone import e164, region_of
from byhand.people.address import Address
from byhand.people.recognising import recognise
from byhand.team.house import House

VISITOR = re.compile(r"[a-z0-9_-]{16,64}")
# A visitor who calls again after this begins a matter of its own.
SAME_MATTER = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Caller:
    """`visitor` is the word their browser keeps; `reach` a number or an e-mail address as they typed it, or nothing."""

    visitor: str
    name: str = ""
    reach: str = ""

    def reached_at(self) -> str:
        """The number in E.164, or the address; empty if it is neither."""
        house = House.current()
        number = e164(self.reach, region_of(e164(house.phone)) if house else "")
        written = self.reach.strip()
        return number or (written if is_valid(Mailbox("", written)) else "")


@transaction.atomic
def call_in(inbox: Inbox, caller: Caller) -> Call:
    """A call in the conversation we have with that visitor there, or in a new one. Nobody is rung by that."""
    address = _address(caller)
    conversation = _going_on(inbox, address) or _begun(inbox, address)
    reach = caller.reached_at()
    if reach.startswith("+"):
        Address.objects.get_or_create(person=address.person, kind=Address.Kind.PHONE, value=reach)
    return Call.objects.begin(
        conversation, kind=Call.Kind.BROWSER, address=address, name=caller.name, reach=reach
    )


def _address(caller: Caller) -> Address:
    value = f"visitor:{caller.visitor}"
    return recognise([Mailbox(" ".join(caller.name.split())[:200], value)])[value]


def _going_on(inbox: Inbox, address: Address) -> Conversation | None:
    theirs = Conversation.objects.filter(participants__address=address, seen_in_inboxes__inbox=inbox)
    return (
        theirs.filter(merged_into=None, last_at__gte=timezone.now() - SAME_MATTER)
        .order_by("-last_at")
        .first()
    )


def _begun(inbox: Inbox, address: Address) -> Conversation:
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("A call")
    conversation = Conversation.objects.create(inbox=inbox, subject=subject, person=address.person)
    conversation.seen_in(inbox)
    Participant.objects.create(conversation=conversation, address=address)
    Event.objects.create(conversation=conversation, kind=Event.Kind.BEGAN)
    return conversation
