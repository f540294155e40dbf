"""How often we want to be in touch."""

from __future__ import annotations

from django import forms


class CadenceForm(forms.Form):
    days = forms.IntegerField(min_value=1, max_value=3650, required=False)
