"""Erasing somebody: said twice."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ErasingForm(forms.Form):
    is_sure = forms.BooleanField(
        label=_("Erase all of this for good"),
        error_messages={"required": _("Say that you mean it: it cannot be undone.")},
    )
