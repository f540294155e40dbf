"""In which conversation a call stands: with the texts of the same number, in one for each inbox."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.channels.taking_words import thread
from byhand.conversations.conversation import Conversation
from byhand.conversations.event import Event
from byhand.conversations.threading import of_matters
from byhand.kit.mime import Mailbox
from byhand.people.address import Address
from byhand.people.recognising import recognise


def conversation_of(inbox: Inbox, number: str) -> tuple[Conversation, Address | None]:
    """The conversation with that number, made if there is none; one of its own for each call that shows no number.

    Call in a transaction: of two first calls at once the second waits and finds what the first made.
    """
    if not number:
        return _begin(inbox, None), None
    address = recognise([Mailbox("", number)])[number]
    Inbox.objects.select_for_update().get(pk=inbox.pk)
    matter = thread(inbox, number)
    known = of_matters({matter}).get(matter)
    if known is None:
        return _begin(inbox, address), address
    conversation = Conversation.objects.get(pk=known)
    conversation.join(address)
    return conversation, address


def _begin(inbox: Inbox, address: Address | None) -> Conversation:
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("By telephone")
    person = address.person if address else None
    conversation = Conversation.objects.create(inbox=inbox, subject=subject, person=person)
    Event.objects.create(conversation=conversation, kind=Event.Kind.BEGAN)
    conversation.seen_in(inbox)
    if address is not None:
        conversation.join(address)
    return conversation
