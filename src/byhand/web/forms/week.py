"""A week of hours in a form: a span a weekday, two fields each; a day left empty has none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from byhand.kit.hours import DAYS, Hours, Stored, hours_of

A_MONDAY = date(2024, 1, 1)


def add_week(form: forms.Form) -> None:
    """The fields of seven days."""
    for number in range(DAYS):
        for end in ("from", "until"):
            form.fields[f"{end}_{number}"] = forms.TimeField(
                required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            )


def week_of(hours: Hours) -> dict[str, time]:
    """What these fields begin with."""
    said: dict[str, time] = {}
    for number, span in enumerate(hours.days):
        if span:
            said |= {f"from_{number}": span.begins, f"until_{number}": span.ends}
    return said


def week_said(form: forms.Form, kept: dict[str, Any]) -> Stored:
    """What was said, as it is stored; half a span is told to the form as an error."""
    return hours_of([_span(form, kept, number) for number in range(DAYS)])


def days_of(form: forms.Form) -> Iterator[tuple[str, forms.BoundField, forms.BoundField]]:
    """Each weekday by its name, with its two fields."""
    for number in range(DAYS):
        yield weekday(number), form[f"from_{number}"], form[f"until_{number}"]


def weekday(number: int) -> str:
    """Its name in the reader's language; Monday is 0."""
    return date_format(A_MONDAY + timedelta(days=number), "l")


def _span(form: forms.Form, kept: dict[str, Any], number: int) -> tuple[time, time] | None:
    begins, ends = kept.get(f"from_{number}"), kept.get(f"until_{number}")
    if begins and ends:
        return begins, ends
    if begins or ends:
        form.add_error(f"from_{number}", _("Say from when and until when, or neither."))
    return None
