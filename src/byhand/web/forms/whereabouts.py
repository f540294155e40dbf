"""The switch: at my desk, away, or back at a time of the day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WhereaboutsForm(forms.Form):
    """`how` is here or away; a time makes it “back at …”, today or, if that is past, tomorrow, by the own clock."""

    how = forms.ChoiceField(choices=[("here", "here"), ("away", "away")])
    at = forms.TimeField(required=False, error_messages={"invalid": _("Say a time such as 10:00.")})

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        at = kept.get("at")
        return {"how": kept.get("how"), "until": _next(at) if at and kept.get("how") == "away" else None}


def _next(at: Any) -> datetime:
    now = timezone.localtime()
    today = datetime.combine(now.date(), at, tzinfo=now.tzinfo)
    return today if today > now else datetime.combine(now.date() + timedelta(days=1), at, tzinfo=now.tzinfo)
