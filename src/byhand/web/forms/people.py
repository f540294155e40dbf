"""What colleagues note about people."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.kit.card import Card
from byhand.kit.clocks import LONGEST as LONGEST_ZONE
from byhand.kit.clocks import zone_named
from byhand.people.reaching import LONGEST_HOURS, LONGEST_WORD


class DescribeForm(forms.Form):
    """What they are called, and one line about them."""

    name = forms.CharField(label=_("Name"), max_length=200)
    line = forms.CharField(
        label=_("In one line"), max_length=200, required=False,
        help_text=_("What they do, where they belong."),
    )  # fmt: skip


class AddForm(forms.Form):
    """Somebody a colleague met."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone number"), max_length=40, required=False)
    organisation = forms.CharField(label=_("Where they belong"), max_length=200, required=False)
    line = forms.CharField(label=_("In one line"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Worth remembering"),
        max_length=500,
        required=False,
        help_text=_("Where you met, what matters to them."),
    )

    def card(self) -> Card:
        """As any card from elsewhere."""
        given = self.cleaned_data
        emails, phones, notes = ((given[one],) if given[one] else () for one in ("email", "phone", "note"))
        return Card(
            name=given["name"], line=given["line"], organisation=given["organisation"], emails=emails, phones=phones,
            notes=notes,
        )  # fmt: skip


class AddressForm(forms.Form):
    value = forms.CharField(label=_("E-mail address or telephone number"), max_length=254)


class MemoryForm(forms.Form):
    """Something worth remembering."""

    text = forms.CharField(label=_("Worth remembering"), max_length=500)
    message = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    privately = forms.BooleanField(label=_("Only I see it"), required=False)


class ReachForm(forms.Form):
    """How they like to be reached: at which of their addresses, when, and a word about it."""

    at = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    hours = forms.CharField(label=_("When"), max_length=LONGEST_HOURS, required=False)
    word = forms.CharField(label=_("A word about it"), max_length=LONGEST_WORD, required=False)
    zone = forms.CharField(label=_("Where they live"), max_length=LONGEST_ZONE, required=False)

    def clean_zone(self) -> str:
        words: str = self.cleaned_data["zone"]
        zone = zone_named(words)
        if words.strip() and not zone:
            raise forms.ValidationError(
                _("No clock is named so. Write a large city of their time zone: Lisbon, New York.")
            )
        return zone


class BlockForm(forms.Form):
    """Why their mail is folded away."""

    because = forms.CharField(label=_("Why?"), max_length=300)
