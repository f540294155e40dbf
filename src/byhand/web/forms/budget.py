"""How often the team writes by itself, at most."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.gate.budget_said import AT_MOST


class PolicyForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("At most"), choices=list(AT_MOST.items()),
        help_text=_("A slower one holds for everyone at once, a quicker one for those you get to know from now on."),
    )  # fmt: skip
