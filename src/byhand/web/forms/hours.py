"""My hours, my days off, and the hours and holidays of the house."""

from __future__ import annotations

from datetime import timedelta
from operator import itemgetter
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from byhand.kit.hours import Hours, Stored
from byhand.team.away import LONGEST_WORD, Absence
from byhand.team.free_days import countries, parts_of
from byhand.team.house import House
from byhand.web.forms.lines import LineField
from byhand.web.forms.week import add_week, week_of, week_said

LONGEST_ABSENCE = timedelta(days=732)


class HoursForm(forms.Form):
    """A week; all days empty says nothing of hours at all."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        add_week(self)

    @classmethod
    def of(cls, hours: Hours | None) -> dict[str, Any]:
        return {**week_of(hours)} if hours else {}

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        stored: Stored = week_said(self, kept)
        return {"hours": stored if any(stored) else None}


class AbsenceForm(forms.Form):
    """From one day to another, both whole."""

    begins = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    ends = forms.DateField(label=_("To, that day included"), widget=forms.DateInput(attrs={"type": "date"}))
    word = LineField(
        label=_("A word for customers"), required=False, max_length=LONGEST_WORD,
        help_text=_("Such as “I am on the mountain.” Shown where they look for you; leave it empty to say nothing."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        begins, ends = kept.get("begins"), kept.get("ends")
        if begins and ends and ends < begins:
            self.add_error("ends", _now("It ends before it begins."))
        elif ends and ends < timezone.localdate():
            self.add_error("ends", _now("That is over already."))
        elif begins and ends and ends - begins > LONGEST_ABSENCE:
            self.add_error("ends", _now("Two years at most. Say the rest later."))
        return kept

    def absence(self) -> Absence:
        return Absence(**self.cleaned_data)


class HolidaysForm(forms.Form):
    """Which country, and which part of it."""

    country = forms.ChoiceField(
        label=_("Public holidays of"), required=False, help_text=_("On these days nobody is expected here."),
        choices=lambda: [("", _("no country")), *sorted(countries().items(), key=itemgetter(1))],
    )  # fmt: skip
    region = forms.CharField(
        label=_("Part of the country"), required=False, max_length=12,
        help_text=_("Its short name, such as BY for Bavaria or CA for California; empty: what the whole country has."),
    )  # fmt: skip

    @classmethod
    def of(cls, house: House) -> dict[str, str]:
        return {"country": house.country, "region": house.region}

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        country, region = str(kept.get("country") or ""), str(kept.get("region") or "").strip().upper()
        parts = parts_of(country) if country else []
        if region and not parts:
            self.add_error("region", _now("No parts are known there. Leave it empty."))
        elif region and region not in parts:
            known = _now("These are known: %(parts)s.") % {"parts": ", ".join(parts)}
            self.add_error("region", known)
        return {"country": country, "region": region}
