"""Known: what a visitor is to people we know. Who was vouched for is that person; what one only says of oneself merges
nobody with anybody.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from byhand.channels.chat.line import Line
from byhand.channels.chat.settings import KIND
from byhand.channels.chat.visitor import Visitor
from byhand.conversations.message import Message
from byhand.kit.mime import Mailbox
from byhand.people.address import Address, normal_email
from byhand.people.recognising import recognise


def bind(visitors: Iterable[Visitor]) -> None:
    """Whoever was proven with a mail address is the person of that address, from their first word on."""
    for one in visitors:
        if not one.vouched_email:
            continue
        found = recognise([Mailbox(one.name, one.vouched_email)]).get(normal_email(one.vouched_email))
        if found is not None:
            Address.objects.get_or_create(
                kind=Address.Kind.VISITOR, value=one.address(), defaults={"person": found.person}
            )


def make_known(visitor: Visitor) -> None:
    """The name and the address they left, where nobody else has them: said by themselves, and so not verified."""
    own = (
        Address.objects.filter(kind=Address.Kind.VISITOR, value=visitor.address())
        .select_related("person")
        .first()
    )
    if own is None:
        return
    if visitor.name and not own.person.name:
        own.person.rename(visitor.name)
    email = normal_email(visitor.email)
    if email and not Address.objects.email(email).exists():
        Address.objects.get_or_create(kind=Address.Kind.EMAIL, value=email, defaults={"person": own.person})


def bring_what_came_by_mail(visitor: Visitor) -> None:
    """What they answered by mail stands in their chat when they come back."""
    if visitor.mailed_at is None:
        return
    theirs = Message.objects.filter(conversation__participants__address__value=visitor.address())
    came = theirs.filter(origin=Message.Origin.CAME, stored_at__gte=visitor.mailed_at, automatic="")
    new = came.exclude(inbox__kind=KIND).order_by("said_at", "pk").distinct()
    for message in new:
        _bring(visitor, message)


@transaction.atomic
def _bring(visitor: Visitor, message: Message) -> None:
    row = Visitor.objects.select_for_update().get(pk=visitor.pk)
    name = message.message_id[:255]
    if Line.objects.filter(visitor=row, message_id=name).exists():
        return
    row.numbered += 1
    row.save(update_fields=["numbered"])
    Line.objects.create(
        visitor=row, number=row.numbered, message_id=name, words=message.new_text or message.text, at=message.said_at,
        by_mail=True,
    )  # fmt: skip
