"""Calling back: somebody asks for it, at a time they chose, and it becomes a promise of ours."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from byhand.conversations.between.knowing_whom import knows_best
from byhand.conversations.call import Call
from byhand.conversations.conversation import Conversation
from byhand.conversations.event import Event
from byhand.conversations.promise import Promise
from byhand.kit.phone import shown
from byhand.team.house import House
from byhand.team.user import User


@transaction.atomic
def ask_back(
    conversation: Conversation, *, at: datetime | None, reach: str = "", call: Call | None = None,
    among: Collection[int] = (),
) -> Promise:  # fmt: skip
    """A promise of ours on their conversation, due on that day; without a moment: any time, from today on.

    `reach` is a number (E.164), an address, or empty for the browser they called from. It is asked of whoever has
    the conversation, knows them best, or is the house's contact: of those `among` who are expected then, if they are
    named.
    Asking twice about the same call moves nothing and gives the promise that stands.
    """
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    if call is not None and not call.asked_back():
        standing = Promise.objects.open().ours().filter(conversation=conversation, due_at__isnull=at is None)
        found = standing.order_by("-pk").first()
        if found is not None:
            return found
    with translation.override(settings.LANGUAGE_CODE):
        text = _("Call back: %(reach)s") % {"reach": shown(reach) if reach.startswith("+") else reach} if reach else (
            _("Call back in the browser")
        )  # fmt: skip
    promise = Promise.objects.create(
        conversation=conversation, text=text, by=whom_to_ask(conversation, among), due_at=at,
        due_on=timezone.localdate(at) if at else timezone.localdate(),
    )  # fmt: skip
    # Nobody of us said it: the page did, and says so.
    Event.objects.create(
        conversation=conversation, kind=Event.Kind.ASKED_BACK, words=at.isoformat() if at else ""
    )
    Promise.objects.settle(conversation.pk)
    return promise


def whom_to_ask(conversation: Conversation, among: Collection[int] = ()) -> User:
    """Whoever has it; else who knows them best; else the house's contact; else an owner; of these, if any are named."""
    answering = User.objects.answering()
    if among:
        answering = answering.filter(pk__in=among)
    may = [
        one for one in answering if Conversation.objects.visible_to(one).filter(pk=conversation.pk).exists()
    ]
    by_pk = {one.pk: one for one in may}
    best = knows_best(conversation.person_id, list(by_pk)) if conversation.person_id else None
    house = House.current()
    contact = house.contact.pk if house and house.contact else None
    for pk in (conversation.assigned_to_id, best, contact):
        if pk in by_pk:
            return by_pk[pk]
    owners = [one for one in may if one.is_owner]
    return (owners or may or list(answering))[0]
