"""To whom a rule gives a conversation. Nobody is given what they may not see.

The database is asked only when a rule wants to know, and once a batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.conversations.confidant import Confidant
from byhand.conversations.message import Message
from byhand.conversations.sorting.turn import Turns
from byhand.team.desk import at_the_desk, is_away
from byhand.team.user import User

# Knowing someone fades: words of half a year ago count half.
HALF_LIFE = timedelta(days=180)
MOST_SAID = 500


class CannotGive(Exception):
    """The rule names somebody who may not have it; the text is a sentence for a person."""


class Whom:
    """Colleagues and what they may see, kept for one batch."""

    def __init__(self, colleagues: Iterable[User]) -> None:
        self._all = {one.pk: one for one in colleagues}
        self._answering = {pk: one for pk, one in self._all.items() if one.is_active and not one.is_guest}
        self._members: dict[int, set[int]] = {}
        self._known: dict[int, list[int]] = {}
        self._turns: Turns | None = None

    def has_it(self, message: Message) -> bool:
        """Whether somebody who works here has the conversation: no rule takes it from them."""
        return message.conversation.assigned_to_id in self._answering

    def named(self, pk: int | None, message: Message) -> User | None:
        """That colleague; nobody while they are away: it waits for all. Raises CannotGive."""
        one = self._answering.get(pk or 0)
        if one is None:
            gone = self._all.get(pk or 0)
            raise CannotGive(
                _("%(name)s does not answer letters here any more, so nobody was given them.")
                % {"name": gone.name if gone else "?"}
            )
        if one.pk not in self._members_of(message.inbox):
            raise CannotGive(
                _("%(name)s does not belong to %(inbox)s, so nobody was given what came there.")
                % {"name": one.name, "inbox": message.inbox.name}
            )
        if one.pk not in self._who_may(message):
            raise CannotGive(
                _("%(name)s may not see a private conversation, so it was not given to them.")
                % {"name": one.name}
            )
        return None if is_away(one) else one

    def in_turn(self, message: Message) -> User | None:
        """Of those at the desk now, who has waited longest for one; nobody if none is there: it waits for all."""
        with transaction.atomic():
            if self._turns is None:
                self._turns = Turns({one.pk for one in at_the_desk(self._answering)})
            pk = self._turns.next_of(self._who_may(message))
        return self._answering[pk] if pk else None

    def knowing(self, message: Message) -> User | None:
        """Who has written most to the writer, lately more than long ago, and is not away; nobody if no one is."""
        person = message.writer.person_id if message.writer else None
        if person is None:
            return None
        with transaction.atomic():
            if person not in self._known:
                self._known[person] = _who_knows(person)
            may = self._who_may(message)
        known = (self._answering[one] for one in self._known[person] if one in may)
        return next((one for one in known if not is_away(one)), None)

    def write_down(self) -> None:
        """The turns that were given."""
        if self._turns is not None:
            self._turns.write_down()

    def _who_may(self, message: Message) -> set[int]:
        """Those who answer, belong to the inbox it came to, and are named on it if it is private."""
        members = self._members_of(message.inbox)
        if message.conversation.private_at is None:
            return members
        named = Confidant.objects.filter(conversation=message.conversation)
        return members & set(named.values_list("colleague", flat=True))

    def _members_of(self, inbox: Inbox) -> set[int]:
        if inbox.is_team_wide:
            return set(self._answering)
        if inbox.pk not in self._members:
            with transaction.atomic():
                self._members[inbox.pk] = set(inbox.members.values_list("pk", flat=True))
        return self._members[inbox.pk] & self._answering.keys()


def _who_knows(person: int) -> list[int]:
    """Colleagues by how well they know that person, best first. One query."""
    ours = Message.objects.filter(conversation__person=person, colleague__isnull=False, automatic="")
    ours = ours.exclude(origin=Message.Origin.CAME)
    said = ours.order_by("-said_at").values_list("colleague", "said_at")[:MOST_SAID]
    weights: defaultdict[int, float] = defaultdict(float)
    for colleague, at in said:
        weights[colleague or 0] += _weight(at)
    return sorted(weights, key=lambda one: (-weights[one], one))


def _weight(at: datetime) -> float:
    return 0.5 ** max((timezone.now() - at) / HALF_LIFE, 0)
