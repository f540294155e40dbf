"""How often the team writes by itself, at most; and where it sells, which no warning may lead to."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.gate.budget_said import AT_MOST

MOST_HOSTS = 20
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")


class PolicyForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("At most"), choices=list(AT_MOST.items()),
        help_text=_("A slower one holds for everyone at once, a quicker one for those you get to know from now on."),
    )  # fmt: skip


class ShopsForm(forms.Form):
    hosts = forms.CharField(
        label=_("Where we sell"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A host a line, like shop.example. A letter that everyone must know leads to none of them."),
    )  # fmt: skip

    def clean_hosts(self) -> list[str]:
        lines = [
            one.strip().lower().rstrip("/") for one in self.cleaned_data["hosts"].splitlines() if one.strip()
        ]
        hosts = [one.removeprefix("https://").removeprefix("http://") for one in lines]
        if len(hosts) > MOST_HOSTS or not all(_HOST.fullmatch(one) for one in hosts):
            raise forms.ValidationError(_("A host a line, twenty at most, each like shop.example."))
        return list(dict.fromkeys(hosts))
