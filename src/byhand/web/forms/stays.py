"""Where a person belongs or belonged: as what, since when, until when."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.people.stay import LONGEST_NAME, LONGEST_ROLE


class StayForm(forms.Form):
    organisation = forms.CharField(label=_("Where?"), max_length=LONGEST_NAME)
    role = forms.CharField(label=_("As what?"), max_length=LONGEST_ROLE, required=False)
    since = forms.DateField(label=_("Since"), required=False)
    until = forms.DateField(label=_("Until, if it has ended"), required=False)


class EndForm(forms.Form):
    until = forms.DateField(label=_("Until"))
