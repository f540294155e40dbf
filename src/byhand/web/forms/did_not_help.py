"""“This did not help”: their words, and if they like a name and a way to reach them. Nothing else is asked."""

from __future__ import annotations

import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from byhand.kit.phone import e164
from byhand.people.address import MAX_LENGTH
from byhand.people.recognising import is_usable
from byhand.web.forms.lines import LineField

LONGEST = 10_000


class DidNotHelpForm(forms.Form):
    """`once` names this writing: sent twice by a nervous hand or line, it arrives once."""

    words = forms.CharField(
        label=_("What did you look for, or what is not clear?"), max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    name = LineField(label=_("Your name, if you like"), max_length=120, required=False, autocomplete="name")
    reach = LineField(
        label=_("E-mail address or telephone number, if you like"), max_length=MAX_LENGTH, required=False,
        autocomplete="email",
        help_text=_("Without one nobody can answer you. What you write is read all the same."),
    )  # fmt: skip
    once = forms.CharField(
        widget=forms.HiddenInput, required=False, validators=[RegexValidator(r"^[0-9a-f]{16,64}\Z")]
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["once"].initial = lambda: secrets.token_hex(16)

    def clean_reach(self) -> str:
        reach: str = self.cleaned_data["reach"]
        if "@" in reach:
            EmailValidator(_("This is no e-mail address. Is a letter missing?"))(reach)
            if not is_usable(reach):
                raise ValidationError(_("This is no e-mail address. Is a letter missing?"))
            return reach
        if reach and not e164(reach) and sum(one.isdigit() for one in reach) < 5:
            raise ValidationError(_("This is neither an e-mail address nor a telephone number."))
        return reach

    def clean_once(self) -> str:
        return self.cleaned_data["once"] or secrets.token_hex(16)
