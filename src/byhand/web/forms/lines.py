"""Fields for names and passwords: one line, nothing invisible in it."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Joiners are part of names in Persian and Indic scripts; everything else that is not seen could fake a name.
JOINERS = "\u200c\u200d"
# Controls, formatting (right-to-left overrides), surrogates, private use, line and paragraph separators.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def nothing_invisible(text: str) -> None:
    """Raises ValidationError for characters that could break a header line or reorder what one reads."""
    if any(unicodedata.category(one) in UNSEEN and one not in JOINERS for one in text):
        raise ValidationError(_("Please leave out line breaks and invisible characters."), code="invisible")


class LineField(forms.CharField):
    """One line of visible characters, at most `max_length` of them."""

    default_validators = [nothing_invisible]

    def __init__(self, *, autocomplete: str = "off", **options: Any) -> None:
        options.setdefault("max_length", 120)
        super().__init__(widget=forms.TextInput(attrs={"autocomplete": autocomplete}), **options)


class PasswordField(forms.CharField):
    """A password, never shown again and never trimmed."""

    def __init__(self, *, autocomplete: str = "new-password", **options: Any) -> None:
        attributes = {"autocomplete": autocomplete, "data-can-be-shown": ""}
        super().__init__(max_length=500, strip=False, widget=forms.PasswordInput(attrs=attributes), **options)
