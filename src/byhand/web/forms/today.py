"""How many people I want to be told a day."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.insight.today.wishes import FEWEST, MOST


class TodayForm(forms.Form):
    most = forms.IntegerField(
        label=_("People a day, at most"), min_value=FEWEST, max_value=MOST,
        help_text=_("What you promised and is due is always named, however many."),
    )  # fmt: skip
