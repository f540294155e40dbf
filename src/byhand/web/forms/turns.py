"""Whose turn it is, and when."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.conversations.assigning import LONGEST_WORD
from byhand.team.user import User

MORNING, AFTERNOON, EVENING = time(9), time(14), time(18)


class AssignForm(forms.Form):
    """To a colleague, or to nobody, with a word if there is one to say."""

    word = forms.CharField(label=_("A word with it"), required=False, max_length=LONGEST_WORD)
    to = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = User.objects.answering()  # type: ignore[attr-defined]


class LaterForm(forms.Form):
    """Until when it is put off: a named moment, or the morning of a day."""

    MOMENTS = (
        ("afternoon", _("This afternoon")),
        ("evening", _("This evening")),
        ("tomorrow", _("Tomorrow")),
        ("next-week", _("Next week")),
    )
    moment = forms.ChoiceField(choices=MOMENTS, required=False)
    on = forms.DateField(label=_("On a day"), required=False)

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        until = moment_of(kept.get("moment") or "") or _morning_of(kept.get("on"))
        if until is None:
            raise forms.ValidationError(_("Say until when."))
        if until <= timezone.now():
            raise forms.ValidationError(_("That moment is past. Choose a later one."))
        return {**kept, "until": until}


class LeavesForm(LaterForm):
    """When a letter leaves: a named moment, or the morning of a day."""

    @classmethod
    def of(cls, sheet: QueryDict) -> LeavesForm | None:
        """What the buttons of a sheet say; None if the letter is to leave at once."""
        leave = sheet.get("leave", "")
        return (
            cls({"moment": leave} if leave != "on" else {"on": sheet.get("leave_on", "")}) if leave else None
        )


def moment_of(name: str) -> datetime | None:
    """When a named moment is, from now."""
    now = timezone.localtime()
    days = {"afternoon": 0, "evening": 0, "tomorrow": 1, "next-week": 7 - now.weekday()}
    if name not in days:
        return None
    clock = {"afternoon": AFTERNOON, "evening": EVENING}.get(name, MORNING)
    return timezone.make_aware(datetime.combine(now.date() + timedelta(days=days[name]), clock))


def moments_left() -> list[tuple[str, Any, datetime]]:
    """The named moments that are still to come today, and those that always are."""
    named = [(name, label, moment_of(name)) for name, label in LaterForm.MOMENTS]
    left = [
        (name, label, at) for name, label, at in named if at and at > timezone.now() + timedelta(minutes=30)
    ]
    seen = {at: name for name, _label, at in reversed(left)}  # on a Sunday, tomorrow is next week
    return [
        one for one in left if seen[one[2]] == one[0] and (one[0] != "evening" or left[0][0] == "evening")
    ]


def _morning_of(day: Any) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, MORNING)) if day else None


class FoldForm(forms.Form):
    """Why it is not for us; a word is enough."""

    because = forms.CharField(label=_("Why?"), required=False, max_length=200)
