"""The team as its customers know it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.team.user import User
from byhand.web.forms.lines import LineField


class TeamForm(forms.Form):
    name = LineField(label=_("The name of your team"), max_length=200, autocomplete="organization")
    phone = LineField(
        label=_("Telephone"), max_length=60, required=False, autocomplete="tel",
        help_text=_("Stands in every automatic notice, so that one can call a person."),
    )  # fmt: skip
    contact = forms.ModelChoiceField(
        label=_("Whom to turn to"), queryset=User.objects.none(),
        help_text=_("Named in automatic notices where no other colleague is."),
    )  # fmt: skip
    told_off_to = forms.ModelChoiceField(
        label=_("Who is told off"), queryset=User.objects.none(), required=False, empty_label=_("an owner"),
        help_text=_("What customers are angry about goes to them before everything else. They are named on that page."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["contact"].queryset = User.objects.answering()  # type: ignore[attr-defined]
        self.fields["told_off_to"].queryset = User.objects.answering()  # type: ignore[attr-defined]


class InvitingForm(forms.Form):
    email = forms.EmailField(
        label=_("Their e-mail address"), max_length=254, required=False,
        help_text=_("Left empty, the link lets in whoever you give it to."),
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("They come as"), required=False, widget=forms.RadioSelect, initial=User.Role.COLLEAGUE,
        choices=(
            (User.Role.COLLEAGUE, _("a colleague, who answers")),
            (User.Role.GUEST, _("a guest, who reads and writes notes, and never sends")),
        ),
    )  # fmt: skip
    by_mail = forms.BooleanField(label=_("Send them the link by mail"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("by_mail") and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("Where should the letter go?"))
        return given
