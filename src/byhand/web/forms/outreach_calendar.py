"""The calendar of outreach: which week, and the moment something is moved to."""

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
        day = self.cleaned_data["week"]
        return day if day and FIRST < day < LAST else timezone.localdate()


class MoveForm(forms.Form):
    """A day and a time, by the clock of whoever moves it."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        day, clock = told.get("day"), told.get("time")
        if day is None or clock is None or not FIRST < day < LAST:
            raise forms.ValidationError(_("Say a day and a time."))
        # An hour that the clock leaves out in spring is the one it shows instead.
        at = datetime.combine(day, clock, tzinfo=timezone.get_current_timezone())
        return {**told, "at": at}
