"""A tag, by its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from byhand.conversations.tag import NotATag, checked_name


class TagForm(forms.Form):
    """The name that was typed or pressed."""

    tag = forms.CharField(label=_("Tag"), required=False, max_length=1000)

    def clean_tag(self) -> Any:
        try:
            return checked_name(self.cleaned_data["tag"])
        except NotATag as no:
            raise ValidationError(str(no)) from None
