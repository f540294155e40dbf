"""The first run's one form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.team.setup_code import is_setup_code
from byhand.web.forms.lines import LineField
from byhand.web.forms.newcomer import NewcomerForm


class FoundingForm(NewcomerForm):
    """The team and its first colleague; from another machine, the setup code, too."""

    team = LineField(
        label=_("The name of your team"), max_length=200, help_text=_("As customers know it."),
        autocomplete="organization",
    )  # fmt: skip
    code = forms.CharField(
        label=_("Setup code"), max_length=60,
        help_text=_("It stands in the line that `byhand start` printed on the server."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    field_order = ["code", "team", "name", "email", "password"]

    def __init__(self, *args: Any, needs_code: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not needs_code:
            del self.fields["code"]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not is_setup_code(code):
            raise forms.ValidationError(_("This is not the setup code of this desk."), code="wrong")
        return code
