"""An address book elsewhere: where it is, and by which name it is opened."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressBookForm(forms.Form):
    address = forms.CharField(
        label=_("Where"), max_length=1000,
        help_text=_("The server (contacts.example.org), your address there, or the address of one book."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("Name there"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    password = forms.CharField(
        label=_("Password"), max_length=300, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    sends_new = forms.BooleanField(label=_("Put people we know here there, too"), required=False)


class SettleForm(forms.Form):
    field = forms.ChoiceField(choices=[("name", ""), ("line", ""), ("organisation", "")])
    keep = forms.ChoiceField(choices=[("ours", ""), ("theirs", "")])
