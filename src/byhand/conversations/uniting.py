"""Uniting: two people become one, if nobody sees thereby what is hidden from them now."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from byhand.conversations.confidant import Confidant
from byhand.conversations.conversation import Conversation
from byhand.people.address import Address
from byhand.people.homes import root_of
from byhand.people.link import Link
from byhand.people.merging import NotTogether
from byhand.people.person import Person
from byhand.team.user import User


@transaction.atomic
def unite(one: Person, *, into: Person, by: User) -> Link:
    """They are one person from now on. Raises NotTogether; then nothing has changed."""
    source, target = root_of(one.pk), root_of(into.pk)
    if source != target:
        _guard_shared(source, target)
        _guard_eyes(source, target)
    return Link.objects.merge(one, into=into, by=by)


def who_sees(person: int) -> frozenset[int] | None:
    """Which colleagues see a person for the sake of a conversation, by id; None if there is none: then all do."""
    colleagues = frozenset(User.objects.filter(is_active=True).values_list("pk", flat=True))
    taking_part = Q(person=person) | Q(participants__address__person=person)
    theirs = Conversation.objects.filter(taking_part).distinct()
    if not theirs.exists():
        return None
    open_to_all = theirs.filter(private_at__isnull=True)
    if open_to_all.filter(seen_in_inboxes__inbox__is_team_wide=True).exists():
        return colleagues
    seeing = set(open_to_all.values_list("seen_in_inboxes__inbox__members", flat=True))
    for private in theirs.filter(private_at__isnull=False).prefetch_related("seen_in_inboxes__inbox"):
        seeing |= _who_sees_private(private)
    return colleagues & {one for one in seeing if one}


def _who_sees_private(conversation: Conversation) -> set[int]:
    """Those named on it and whoever has it, if they belong to one of its inboxes."""
    named = set(Confidant.objects.filter(conversation=conversation).values_list("colleague", flat=True))
    named |= {conversation.assigned_to_id} if conversation.assigned_to_id else set()
    inboxes = conversation.seen_in_inboxes
    if inboxes.filter(inbox__is_team_wide=True).exists():
        return named
    return named & set(inboxes.values_list("inbox__members", flat=True))


def _guard_shared(*people: int) -> None:
    for address in Address.objects.filter(person__in=people):
        if address.is_shared():
            raise NotTogether(
                _("Several people write from %(address)s. It is nobody's own, so it is merged with nobody.")
                % {"address": address.value}
            )


def _guard_eyes(source: int, target: int) -> None:
    """Whoever sees them merged has seen both. One without conversations is seen where the other is."""
    one, other = who_sees(source), who_sees(target)
    if one is not None and other is not None and one != other:
        raise NotTogether(
            _("Not the same colleagues see both; merged, some would read what is hidden from them.")
        )
