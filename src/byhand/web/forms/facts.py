"""A fact: its key, its words, who keeps it, how often it is looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.conversations.fact import KEY, LONGEST
from byhand.team.user import User
from byhand.web.forms.lines import LineField

OFTEN = (
    (30, _("every month")),
    (90, _("every three months")),
    (180, _("twice a year")),
    (365, _("once a year")),
)


class FactWordsForm(forms.Form):
    """What a fact says; its key stays."""

    title = LineField(
        label=_("What it is"), max_length=120, help_text=_("Bank details, directions, returns …")
    )
    text = forms.CharField(
        label=_("The words"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Put into letters exactly like this."),
    )  # fmt: skip
    keeper = forms.ModelChoiceField(
        label=_("Who keeps it"), queryset=User.objects.none(), empty_label=None,
        help_text=_("Is reminded to look whether it is still right."),
    )  # fmt: skip
    every_days = forms.TypedChoiceField(label=_("Looked at"), choices=OFTEN, coerce=int, initial=180)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["keeper"].queryset = User.objects.answering()  # type: ignore[attr-defined]


class FactForm(FactWordsForm):
    """A new fact."""

    key = forms.CharField(
        label=_("Its key"), max_length=30, validators=[KEY],
        error_messages={"invalid": _("Small letters, digits and hyphens, as in: bank")},
        help_text=_("Typed after a semicolon on the sheet: ;bank"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )  # fmt: skip
    field_order = ["key", "title", "text", "keeper", "every_days"]
