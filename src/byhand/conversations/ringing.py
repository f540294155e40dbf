"""Ringing: whom a call rings, in which order, and what becomes of it when nobody takes it.

First the colleague who has the conversation or knows the caller best, alone for some seconds; then everyone at the
desk who may see the conversation. A guest is never rung, and nobody who is talking already.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.channels.inbox import Inbox
from byhand.channels.phone.own_phone import OwnPhone
from byhand.conversations.between.knowing_whom import knows_best
from byhand.conversations.call import (
    LONGEST_TELEPHONE_CALL,
    SILENT_WHILE_RINGING,
    SILENT_WHILE_TALKING,
    Call,
)
from byhand.conversations.conversation import Conversation
from byhand.conversations.promise import Promise
from byhand.live import bus
from byhand.team.desk import at_the_desk
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

ALONE_FOR = timedelta(seconds=8)
GIVE_UP_AFTER = timedelta(seconds=45)
# A telephone exchange says when a ring is over; this is for one that forgets to.
GIVE_UP_A_TELEPHONE_AFTER = timedelta(minutes=5)
# Pages of both sides come back by themselves after a restart; until they had the time to, silence means nothing.
_BEGAN_AT = timezone.now()


class RingQuerySet(models.QuerySet["Ring"]):
    def for_colleague(self, colleague: int) -> RingQuerySet:
        """What rings at that colleague now, the oldest first."""
        going = {"call__taken_at__isnull": True, "call__ended_at__isnull": True}
        own = OwnPhone.objects.ringing_for([colleague])
        rows = self.filter(colleague=colleague, declined_at__isnull=True, **going)
        return (
            rows.annotate(on_my_phone=models.Exists(own))
            .select_related("call__conversation__person", "call__address")
            .order_by("call__begun_at", "pk")
        )


class Ring(models.Model):
    """That a call rings at a colleague, since when, and that they said “not now”."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="rings")
    call_id: int
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    colleague_id: int
    since = models.DateTimeField(default=timezone.now)
    declined_at = models.DateTimeField(null=True)

    objects = objects_of(RingQuerySet)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "colleague"], name="ring_once_a_colleague")]

    def __str__(self) -> str:
        return f"{self.call_id} at {self.colleague_id}"


def begin_ringing(call: Call, *, alone_for: timedelta = ALONE_FOR) -> bool:
    """Rings whom it should ring; False if nobody is there, and then the call is missed already.

    `alone_for` is how long the one who is rung first is rung alone.
    """
    there = could_take(call.conversation)
    first = _first(call.conversation, there)
    with transaction.atomic():
        if not there:
            call.end()
            return False
        if first is not None and len(there) > 1:
            call.widens_at = timezone.now() + alone_for
            this_row(call).update(widens_at=call.widens_at)
            _ring(call, [first])
        else:
            _ring(call, there)
    return True


def not_now(call: Call, *, by: User) -> bool:
    """This colleague cannot; the others are rung at once, and if nobody is left, the call is missed."""
    with transaction.atomic():
        mine = Ring.objects.filter(call=call, colleague=by, declined_at__isnull=True)
        if not mine.update(declined_at=timezone.now()):
            return False
        bus.calls_changed([call.pk])
    if not widen(call) and not call.rings.filter(declined_at__isnull=True).exists():
        fresh = Call.objects.get(pk=call.pk)
        if fresh.is_ringing():
            fresh.end()
    return True


def settle_calls_due() -> str:
    """The chore: rings the others, gives up what nobody takes, and ends calls whose pages or lines are gone."""
    now = timezone.now()
    for call in Call.objects.ringing().filter(widens_at__lte=now).select_related("conversation"):
        widen(call)
    ended = sum(call.end(at=now) for call in _over(now))
    return ngettext("%(n)s call settled.", "%(n)s calls settled.", ended) % {"n": ended} if ended else ""


def could_take(conversation: Conversation) -> list[User]:
    """Who is at the desk, may see the conversation, and is in no other call."""
    talking = set(Call.objects.talking().values_list("taken_by", flat=True))
    there = [one for one in at_the_desk() if one.pk not in talking]
    rows = Conversation.objects.filter(pk=conversation.pk)
    return [one for one in there if Conversation.objects.visible_to(one).filter(pk__in=rows).exists()]


def there_for(inbox: Inbox) -> list[User]:
    """Who is at the desk and would be rung by somebody new in that inbox: what its page may say."""
    return at_the_desk(who_sees(inbox))


def who_sees(inbox: Inbox) -> list[int] | None:
    """The colleagues who see what comes there, by id; None for all."""
    return None if inbox.is_team_wide else list(inbox.members.values_list("pk", flat=True))


def _first(conversation: Conversation, there: Collection[User]) -> User | None:
    """Whoever has it, else whoever is asked to call them back today, else whoever knows them best."""
    by_pk = {one.pk: one for one in there}
    asked = (
        Promise.objects.due(timezone.localdate())
        .ours()
        .filter(conversation=conversation, due_at__isnull=False)
    )
    wanted = (conversation.assigned_to_id, *asked.values_list("by", flat=True))
    found = next((by_pk[pk] for pk in wanted if pk in by_pk), None)
    if found is not None or conversation.person_id is None:
        return found
    return by_pk.get(knows_best(conversation.person_id, list(by_pk)) or 0)


def _ring(call: Call, colleagues: Collection[User]) -> None:
    Ring.objects.bulk_create((Ring(call=call, colleague=one) for one in colleagues), ignore_conflicts=True)
    bus.calls_changed([call.pk])


@transaction.atomic
def widen(call: Call) -> bool:
    """Everyone is rung from now on; False if they were already, or it is no longer ringing."""
    waiting = Call.objects.ringing().filter(pk=call.pk, widens_at__isnull=False)
    if not waiting.update(widens_at=None):
        return False
    _ring(call, could_take(call.conversation))
    return call.rings.filter(declined_at__isnull=True).exists()


def _over(now: datetime) -> list[Call]:
    """Calls nobody took in time, and those of which nothing was heard for long."""
    came_back = now - _BEGAN_AT > SILENT_WHILE_TALKING
    browser, phone = models.Q(kind=Call.Kind.BROWSER), models.Q(kind=Call.Kind.PHONE)
    untaken = models.Q(taken_at__isnull=True) & (
        models.Q(begun_at__lte=now - GIVE_UP_A_TELEPHONE_AFTER)
        | browser & models.Q(begun_at__lte=now - GIVE_UP_AFTER)
        | browser & models.Q(heard_at__lte=now - SILENT_WHILE_RINGING)
    )
    gone = phone & models.Q(taken_at__lte=now - LONGEST_TELEPHONE_CALL)
    if came_back:
        gone |= browser & models.Q(taken_at__isnull=False, heard_at__lte=now - SILENT_WHILE_TALKING)
    return list(Call.objects.going_on().filter(untaken | gone).select_related("conversation")[:200])
