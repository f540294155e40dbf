"""What stands in a colleague's calendar: days that come from several places, each a function in `SOURCES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from byhand.conversations.conversation import Conversation
from byhand.conversations.promise import Promise
from byhand.team.user import User

MOST = 500  # entries of one source


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of somebody's calendar. `key` is the same for the same thing for ever; `path` leads to it at the desk."""

    key: str
    on: date
    summary: str
    path: str
    changed_at: datetime


Source = Callable[[User], Iterator[Entry]]


def promises_of(colleague: User) -> Iterator[Entry]:
    """What they promised and have still to do, with a day, where they may still see it."""
    seen = Conversation.objects.visible_to(colleague)
    rows = Promise.objects.open().ours().filter(by=colleague, due_on__isnull=False, conversation__in=seen)
    for one in rows.select_related("conversation__person").soonest_first()[:MOST]:
        person = one.conversation.person
        told = {"what": one.text, "name": person.called() if person else one.conversation.subject}
        yield Entry(
            f"promise-{one.pk}", one.due_on, _("%(what)s (promised to %(name)s)") % told,
            reverse("conversation", args=[one.conversation.public_id]), one.moved_at or one.made_at,
        )  # fmt: skip


SOURCES: tuple[Source, ...] = (promises_of,)


def entries_of(colleague: User) -> list[Entry]:
    """From every source, by day."""
    return sorted((one for source in SOURCES for one in source(colleague)), key=lambda one: (one.on, one.key))
