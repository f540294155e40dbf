"""Times as a person says them, in the reader's language and time zone."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from byhand.kit.days import SOME_LEAP_YEAR, YearDay

LATELY = dt.timedelta(days=6)


def day(at: dt.datetime | None) -> str:
    """Short, for a row: a time today, a weekday this week, else a date."""
    return _day(_local(at), timezone.localdate(), get_language()) if at else ""


def clock(at: dt.datetime | None) -> str:
    """Day and time, for a message."""
    return _clock(_local(at), timezone.localdate(), get_language()) if at else ""


def _local(at: dt.datetime) -> dt.datetime:
    """The reader's wall clock, without its zone: one instant in two zones would be one key of the caches below."""
    return timezone.localtime(at).replace(tzinfo=None)


# The same moments stand on page after page, and saying one takes longer than reading it from the database.
@lru_cache(8192)
def _day(at: dt.datetime, today: dt.date, language: str | None) -> str:
    if at.date() == today:
        return date_format(at, pgettext("time of today", "H:i"))
    if dt.timedelta() < today - at.date() <= LATELY:
        return date_format(at, pgettext("day of this week", "D"))
    if at.year == today.year:
        return date_format(at, pgettext("day of this year", "j M"))
    return date_format(at, pgettext("day of another year", "j M Y"))


@lru_cache(8192)
def _clock(at: dt.datetime, today: dt.date, language: str | None) -> str:
    if at.date() == today:
        return _("today, %(time)s") % {"time": date_format(at, pgettext("time of today", "H:i"))}
    if at.year == today.year:
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


def near_date(on: dt.date) -> str:
    """As `date`, and yesterday, today and tomorrow by their names."""
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    return near.get((on - timezone.localdate()).days) or date(on)


def year_day(on: YearDay) -> str:
    """A day of the year, with its year if that is known."""
    shape = pgettext("date", "j F") if on.year is None else pgettext("date with year", "j F Y")
    return date_format(on.in_year(SOME_LEAP_YEAR if on.year is None else on.year), shape)


def moment(at: dt.datetime) -> str:
    """For programs: the `datetime` attribute of a `time` element."""
    return at.isoformat()


def waited_days(since: dt.datetime | None) -> str:
    """“2 days”; empty under a day, which is no wait worth a word."""
    days = (timezone.now() - since).days if since else 0
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days > 0 else ""
