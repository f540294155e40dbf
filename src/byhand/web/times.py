"""Times as a person says them, in the reader's language and time zone."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

LATELY = dt.timedelta(days=6)


def day(at: dt.datetime | None) -> str:
    """Short, for a row: a time today, a weekday this week, else a date."""
    if at is None:
        return ""
    at, now = timezone.localtime(at), timezone.localtime()
    if at.date() == now.date():
        return date_format(at, pgettext("time of today", "H:i"))
    if dt.timedelta() < now.date() - at.date() <= LATELY:
        return date_format(at, pgettext("day of this week", "D"))
    if at.year == now.year:
        return date_format(at, pgettext("day of this year", "j M"))
    return date_format(at, pgettext("day of another year", "j M Y"))


def clock(at: dt.datetime | None) -> str:
    """Day and time, for a message."""
    if at is None:
        return ""
    at, now = timezone.localtime(at), timezone.localtime()
    if at.date() == now.date():
        return _("today, %(time)s") % {"time": date_format(at, pgettext("time of today", "H:i"))}
    if at.year == now.year:
        return date_format(at, pgettext("moment of this year", "D j M, H:i"))
    return date_format(at, pgettext("moment of another year", "j M Y, H:i"))


def date(on: dt.date | dt.datetime | None) -> str:
    """A day, with its year if that is another one."""
    if on is None:
        return ""
    if isinstance(on, dt.datetime):
        on = timezone.localtime(on).date()
    this_year = on.year == timezone.localdate().year
    return date_format(on, pgettext("date", "j F") if this_year else pgettext("date with year", "j F Y"))


def moment(at: dt.datetime) -> str:
    """For programs: the `datetime` attribute of a `time` element."""
    return at.isoformat()


def waited_days(since: dt.datetime | None) -> str:
    """“2 days”; empty under a day, which is no wait worth a word."""
    days = (timezone.now() - since).days if since else 0
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days > 0 else ""
