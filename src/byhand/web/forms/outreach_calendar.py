"""The calendar of outreach: which week or day, and the moment something is moved to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(2000, 1, 1), date(2200, 1, 1)


class WeekForm(forms.Form):
    """Any day of it."""

    week = forms.DateField(required=False)

    def clean_week(self) -> date:
        return _in_reach(self.cleaned_data["week"])


class DayForm(forms.Form):
    """The day itself; today where none is named."""

    day = forms.DateField(required=False)

    def clean_day(self) -> date:
        return _in_reach(self.cleaned_data["day"])


class MoveForm(forms.Form):
    """A day and a time, by the clock of whoever moves it. `by_day`: they look at one day, not at the week."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    by_day = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        day, clock = told.get("day"), told.get("time")
        if day is None or clock is None or not FIRST < day < LAST:
            raise forms.ValidationError(_("Say a day and a time."))
        # An hour that the clock leaves out in spring is the one it shows instead.
        at = datetime.combine(day, clock, tzinfo=timezone.get_current_timezone())
        return {**told, "at": at}


def _in_reach(day: date | None) -> date:
    return day if day and FIRST < day < LAST else timezone.localdate()
