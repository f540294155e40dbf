"""How figures between us are said, in the reader's language."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily
from django.utils.translation import ngettext

MONTH, YEAR = 30.44, 365.25
# By days, as a page offers it; nothing means: as it comes.
OFTEN = {
    7: lazily("about every week"), 14: lazily("about every two weeks"), 30: lazily("about every month"),
    60: lazily("about every two months"), 91: lazily("about every three months"), 182: lazily("about every half year"),
    365: lazily("about every year"),
}  # fmt: skip


def number(value: float, places: int = 1) -> str:
    """2.3; a whole number without a point."""
    rounded = round(value, places)
    return number_format(rounded, 0 if rounded == int(rounded) else places)


def apart(days: float) -> str:
    """“3 days”, “5 weeks”, “4 months”, “2 years”: as exact as a person would say it."""
    if days < 1:
        return _("less than a day")
    if days < 21:
        whole = round(days)
        return ngettext("%(n)s day", "%(n)s days", whole) % {"n": whole}
    if days < 70:
        whole = round(days / 7)
        return ngettext("%(n)s week", "%(n)s weeks", whole) % {"n": whole}
    if days < 2 * YEAR:
        whole = round(days / MONTH)
        return ngettext("%(n)s month", "%(n)s months", whole) % {"n": whole}
    whole = round(days / YEAR)
    return ngettext("%(n)s year", "%(n)s years", whole) % {"n": whole}


def hours(value: float) -> str:
    """“20 minutes”, “5 hours”, “3 days”."""
    if value < 1:
        minutes = max(round(value * 60), 1)
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    if value < 48:
        whole = round(value)
        return ngettext("%(n)s hour", "%(n)s hours", whole) % {"n": whole}
    return apart(value / 24)


def often(every: int) -> str:
    """A cadence of so many days."""
    return str(OFTEN.get(every) or _("every %(days)s") % {"days": days(every)})


def days(value: float) -> str:
    whole = round(value)
    return ngettext("%(n)s day", "%(n)s days", whole) % {"n": whole}
