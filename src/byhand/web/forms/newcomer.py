"""Who comes in: name, address, password. For the first colleague and for those invited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from byhand.team.user import User
from byhand.web.forms.lines import LineField, PasswordField


class NewcomerForm(forms.Form):
    """Nothing but these three is read from what was sent: no role, no rights."""

    name = LineField(label=_("Your name"), help_text=_("As customers will read it."), autocomplete="name")
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254,
        help_text=_("You sign in with it; customers do not see it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )  # fmt: skip
    password = PasswordField(
        label=_("A password"), help_text=_("Ten characters or more; a sentence is fine.")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "password" in given:
            someone = User(name=given.get("name", ""), email=given.get("email", ""))
            try:
                validate_password(given["password"], someone)
            except ValidationError as weak:
                self.add_error("password", weak)
        return given
