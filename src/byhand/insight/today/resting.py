"""Resting: what a reason rests on, in words, and what several rules share."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.conversations.conversation import Conversation
from byhand.insight.today.asking import Asking, Unanswered
from byhand.insight.today.questions import NEAR, dates_at_hand, dates_to_be_told, who_is_unanswered
from byhand.insight.today.reason import Reason
from byhand.people.occasion import Occasion

LATELY = timedelta(days=14)  # what is older is no longer a matter of today


def resting_on(
    one: Conversation, lead: str, sentence: str = "", quote: str = "", *, message: int | None = None
) -> Reason:
    """Resting on one conversation; who waits longest comes first."""
    since = one.waiting_since or one.they_spoke_at
    return Reason(
        person=one.person_id or 0, lead=lead, sentence=sentence, quote=quote, conversation=one.public_id,
        message=message, rests_on=_("Their words of %(day)s") % {"day": day(since)} if since else "",
        pressing=-since.timestamp() if since else 0.0,
    )  # fmt: skip


def unanswered(asking: Asking) -> list[Unanswered]:
    """Conversations in which we said nothing yet, the newest first. One query, whichever rule asks first."""
    if asking.unanswered is None:
        told = asking.ask(who_is_unanswered(asking.sight), since=asking.now - LATELY)
        asking.unanswered = [_unanswered(one) for one in told]
    return asking.unanswered


def _unanswered(row: Any) -> Unanswered:
    """A row with what the query says beside it."""
    return Unanswered(row, row.before, row.greeted is not None)


def dates_near(asking: Asking) -> list[Occasion]:
    """Dates whose reminder has come; those without one on their day and the day before. Two queries."""
    near = asking.ask(dates_at_hand(asking.sight, asking.today))
    to_be_told = asking.ask(dates_to_be_told(asking.sight, asking.today))
    found = {one.pk: one for one in (*near, *to_be_told)}.values()
    return [
        one for one in found
        if (one.comes_on - asking.today).days <= NEAR or one.is_to_be_told(asking.today)
    ]  # fmt: skip


def due_words(on: date | None, today: date) -> str:
    """“Due today”, “Due for 3 days”; what is long past is said with its day."""
    late = (today - on).days if on else 0
    if late > LATELY.days:
        return _("Due since %(day)s") % {"day": day(on)}
    return (
        ngettext("Due since yesterday", "Due for %(n)s days", late) % {"n": late} if late else _("Due today")
    )


def time_since(asking: Asking, since: datetime | None) -> str:
    """“3 days”, “2 weeks”."""
    return timesince(since, asking.now, depth=1) if since else ""


def day(on: date | datetime | None) -> str:
    if on is None:
        return ""
    on = timezone.localtime(on).date() if isinstance(on, datetime) else on
    return date_format(on, "j F" if on.year == timezone.localdate().year else "j F Y")


def when_words(ahead: int, on: date) -> str:
    """“today”, “tomorrow”, “on 3 December”."""
    if ahead < 2:
        return _("tomorrow") if ahead else _("today")
    return _("on %(day)s") % {"day": day(on)}
