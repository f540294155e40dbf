"""A date that matters to a person: what it is, which day, with or without a year, and when one wants to be reminded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import MONTHS as NAMES
from django.utils.translation import gettext_lazy as _

from byhand.kit.days import YearDay
from byhand.people.occasion import LONGEST, Occasion

MONTHS = tuple(NAMES.items())
BEFORE = (
    ("", _("No reminder")), ("0", _("On the day")), ("1", _("A day before")), ("3", _("Three days before")),
    ("7", _("A week before")), ("14", _("Two weeks before")), ("30", _("A month before")),
)  # fmt: skip


class OccasionForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it?"), choices=Occasion.Kind.choices)
    label = forms.CharField(label=_("In your words"), max_length=LONGEST, required=False)
    day = forms.IntegerField(label=_("Day"), min_value=1, max_value=31)
    month = forms.TypedChoiceField(label=_("Month"), choices=MONTHS, coerce=int)
    year = forms.IntegerField(label=_("Year, if you know it"), min_value=1, max_value=9999, required=False)
    remind_before = forms.TypedChoiceField(
        label=_("Reminder"), choices=BEFORE, coerce=int, required=False, empty_value=None
    )

    def on(self) -> YearDay:
        given = self.cleaned_data
        return YearDay(given["month"], given["day"], given["year"])

    def said(self) -> dict[str, Any]:
        """What it is, and the reminder, as the verbs of an occasion take them."""
        given = self.cleaned_data
        return {one: given[one] for one in ("kind", "label", "remind_before")}
