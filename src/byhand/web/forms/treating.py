"""How the team treats an inbox: name, signature, who sees it, whether a receipt is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.team.user import User
from byhand.web.forms.lines import LineField


class TreatingForm(forms.Form):
    name = LineField(label=_("What you call it"))
    signature = forms.CharField(
        label=_("Signature"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands below every letter, after the author's name."),
    )  # fmt: skip
    is_team_wide = forms.BooleanField(label=_("The whole team sees it"), required=False)
    members = forms.ModelMultipleChoiceField(
        label=_("Or only these colleagues"), queryset=User.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    sends_receipts = forms.BooleanField(
        label=_("Send a receipt for each new matter"), required=False,
        help_text=_(
            "A short automatic letter, at most once a day and conversation: “Your message has arrived. A person reads "
            "it: … answers you. To talk to someone now: …” It says that it was sent automatically. Most teams "
            "who answer within a day leave it off."
        ),
    )  # fmt: skip
    receipt_contact = forms.ModelChoiceField(
        label=_("Who is named in the receipt"), queryset=User.objects.none(), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["members"].queryset = User.objects.at_work()  # type: ignore[attr-defined]
        self.fields["receipt_contact"].queryset = User.objects.answering()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("sends_receipts") and not given.get("receipt_contact"):
            self.add_error("receipt_contact", _("A receipt names a person. Whom?"))
        if not given.get("is_team_wide") and not given.get("members") and "members" not in self.errors:
            self.add_error("members", _("Someone must see it. Choose at least one colleague."))
        return given
