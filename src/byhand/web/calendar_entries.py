"""What stands in a colleague's calendar: days that come from several places, each a function in `SOURCES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox, Sight
from byhand.conversations.conversation import Conversation
from byhand.conversations.knowing import occasions_in_sight
from byhand.conversations.promise import Promise
from byhand.kit.days import SOME_LEAP_YEAR
from byhand.people.occasion import A_YEAR
from byhand.team.user import User

MOST = 500  # entries of one source


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of somebody's calendar, or a moment on it.

    `key` is the same for the same thing for ever; `path` leads to it at the desk.
    """

    key: str
    on: date
    summary: str
    path: str
    changed_at: datetime
    yearly: bool = False  # on the same day each year from then on
    remind_before: int | None = None  # days
    at: datetime | None = None  # the moment on that day, where one was agreed


Source = Callable[[User, Sight], Iterator[Entry]]


def promises_of(colleague: User, sight: Sight) -> Iterator[Entry]:
    """What they promised and have still to do, with a day, where they may still see it."""
    seen = Conversation.objects.in_sight(sight)
    rows = Promise.objects.open().ours().filter(by=colleague, due_on__isnull=False, conversation__in=seen)
    for one in rows.select_related("conversation__person").soonest_first()[:MOST]:
        person = one.conversation.person
        told = {"what": one.text, "name": person.called() if person else one.conversation.subject}
        yield Entry(
            f"promise-{one.pk}", one.due_on, _("%(what)s (promised to %(name)s)") % told,
            reverse("conversation", args=[one.conversation.public_id]), one.moved_at or one.made_at,
            at=one.due_at,
        )  # fmt: skip


def occasions_of(_colleague: User, sight: Sight) -> Iterator[Entry]:
    """Dates that matter to people they may see, the next ones first; every year from the year it began in."""
    seen = occasions_in_sight(sight)
    rows = seen.coming(timezone.localdate(), A_YEAR).select_related("person")
    for one in rows[:MOST]:
        told = {"name": one.person.called(), "what": one.called(), "year": one.year}
        sentence = _("%(name)s: %(what)s (%(year)s)") if one.year else _("%(name)s: %(what)s")
        yield Entry(
            f"occasion-{one.pk}", one.on.in_year(one.year or SOME_LEAP_YEAR), sentence % told,
            reverse("person", args=[one.person_id]), one.changed_at or one.noted_at, yearly=True,
            remind_before=one.remind_before,
        )  # fmt: skip


SOURCES: tuple[Source, ...] = (promises_of, occasions_of)


def entries_of(colleague: User) -> list[Entry]:
    """From every source, by day."""
    sight = Inbox.objects.sight_of(colleague)
    found = (one for source in SOURCES for one in source(colleague, sight))
    return sorted(found, key=lambda one: (one.on, one.key))
