"""How the honest figures are said: each with how sure it is and what it rests on, in the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from byhand.audit.rates import Rate
from byhand.web import times

_PERCENT = "%(value)s\u00a0%%"


def count(number: int) -> str:
    """12,345."""
    return number_format(number, 0, force_grouping=True)


def share(rate: Rate) -> str:
    """42 %, or that nobody can tell yet."""
    return _("Cannot tell yet") if rate.value is None else _percent(rate.value)


def sure(rate: Rate) -> str:
    """Its 95 % interval and what it rests on."""
    if rate.low is None or rate.high is None:
        return _too_few(rate)
    return _("%(low)s to %(high)s, of %(n)s") % {
        "low": _percent(rate.low), "high": _percent(rate.high), "n": count(rate.n)
    }  # fmt: skip


def points(rate: Rate) -> str:
    """A difference of two shares, said with its interval, or that it shows none."""
    if rate.value is None or rate.low is None or rate.high is None:
        return _("nobody can tell yet")
    said = {
        name: _signed(value)
        for name, value in (("low", rate.low), ("value", rate.value), ("high", rate.high))
    }
    if rate.low <= 0 <= rate.high:
        return _("no difference shown (%(low)s to %(high)s points)") % said
    return _("%(value)s points (%(low)s to %(high)s)") % said


def hours(rate: Rate) -> str:
    """A time in working hours."""
    if rate.value is None:
        return _("Cannot tell yet")
    return _hours(rate.value) if rate.value >= 0.1 else _("at once")


def hours_sure(rate: Rate) -> str:
    """Its 95 % interval and what it rests on."""
    if rate.low is None or rate.high is None:
        return _too_few(rate)
    return _("%(low)s to %(high)s, of %(n)s") % {
        "low": _hours(rate.low), "high": _hours(rate.high), "n": count(rate.n)
    }  # fmt: skip


def calendar_day(iso: str | None) -> str:
    """A day the audit wrote down."""
    return times.date(date.fromisoformat(iso)) if iso else ""


def month(first: date) -> str:
    """By its first day."""
    return date_format(first, "M Y").replace(" ", "\u00a0")


def called(named: str) -> str:
    """The name of `Name <address>`, or the address."""
    return named.partition(" <")[0]


def _too_few(rate: Rate) -> str:
    return _("%(n)s are too few") % {"n": count(rate.n)}


def _percent(value: float) -> str:
    percent = 100 * value
    exact = 0 < percent < 10 or 99 < percent < 100
    return _PERCENT % {"value": _rounded(percent, 1 if exact else 0)}


def _signed(value: float) -> str:
    return ("−" if round(100 * value) < 0 else "+") + _rounded(abs(100 * value), 0)


def _hours(value: float) -> str:
    return _("%(hours)s h") % {"hours": _rounded(value, 1)}


def _rounded(value: float, places: int) -> str:
    """Django's way of writing numbers cuts what comes after; it rounds nothing."""
    return number_format(round(value, places), places)


FILTERS = {
    "count": count, "share": share, "sure": sure, "points": points, "hours": hours, "hours_sure": hours_sure,
    "calendar_day": calendar_day, "month": month, "called": called,
}  # fmt: skip
