"""Days in rules: as a sentence says them, and as a form asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from byhand.outreach.looking import Looking

LONGEST = 1200  # months: a hundred years
A_MONTH = 30.436875  # days: the Gregorian mean


def day(at: datetime | date) -> str:
    on = timezone.localdate(at) if isinstance(at, datetime) else at
    return date_format(on, pgettext("date with year", "j F Y"))


def moment_of(since: str, months: int | None, looking: Looking) -> datetime:
    """From when on: that day, or so many months ago, of which each is a twelfth of a year."""
    if since:
        return timezone.make_aware(datetime.combine(date.fromisoformat(since), time()))
    return looking.now - timedelta(days=round((months or 0) * A_MONTH))


def since_fields() -> dict[str, forms.Field]:
    """A day, or a number of months: one of both."""
    return {
        "since": forms.DateField(
            label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        ),
        "months": forms.IntegerField(
            label=_("Or in so many months"), required=False, min_value=1, max_value=LONGEST
        ),
    }  # fmt: skip


def one_of_both(given: Mapping[str, Any]) -> str:
    if bool(given.get("since")) == bool(given.get("months")):
        return _("Say a day, or a number of months.")
    return ""


def since_said(since: str, months: int | None) -> str:
    """“since 1 May 2026”, or “in the last six months”."""
    if since:
        return _("since %(day)s") % {"day": day(date.fromisoformat(since))}
    return ngettext("in the last month", "in the last %(n)s months", months or 0) % {"n": months}
