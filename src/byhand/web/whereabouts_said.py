"""Who is there and who is back when, in a visitor's words, by the clock of the house."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from byhand.team.clock import house_zone
from byhand.team.desk import Whereabouts

THIS_WEEK = dt.timedelta(days=6)


def sentence(one: Whereabouts) -> str:
    """“Anna is at the desk now.” “Ben is back on Monday at 9:00. I am on the mountain.”"""
    name = one.colleague.get_short_name()
    if one.is_there:
        return _("%(name)s is at the desk now.") % {"name": name}
    if one.back_at is None:
        told = _("%(name)s is away just now.") % {"name": name}
    else:
        told = _("%(name)s is back %(when)s.") % {"name": name, "when": when(one.back_at)}
    return f"{told} “{one.word}”" if one.word else told


def when(at: dt.datetime, now: dt.datetime | None = None) -> str:
    """“today at 14:00”, “on Monday at 9:00”, “on 4 January at 9:00”: as it follows a verb."""
    zone = house_zone()
    there, today = at.astimezone(zone), (now or timezone.now()).astimezone(zone).date()
    clock = date_format(there, pgettext("time of today", "H:i"))
    away = there.date() - today
    if away <= dt.timedelta():
        return _("today at %(time)s") % {"time": clock}
    if away == dt.timedelta(days=1):
        return _("tomorrow at %(time)s") % {"time": clock}
    shape = pgettext("weekday", "l") if away <= THIS_WEEK else pgettext("date", "j F")
    return _("on %(day)s at %(time)s") % {"day": date_format(there, shape), "time": clock}


def zone_said(now: dt.datetime | None = None) -> str:
    """The clock by which a page speaks: “Europe/Berlin (CET)”."""
    there = (now or timezone.now()).astimezone(house_zone())
    name = house_zone().key.replace("_", " ")
    short = there.tzname() or ""
    return f"{name} ({short})" if short and short != name else name
