"""Whom one asks for an introduction, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

LARGEST_ID = 2**63 - 1


class AskForm(forms.Form):
    """A colleague with words, or a customer, to whom a letter will be written."""

    colleague = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    through = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    words = forms.CharField(required=False, max_length=1000, validators=[ProhibitNullCharactersValidator()])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("colleague")) == bool(given.get("through")):
            raise forms.ValidationError("one of both")
        return given
