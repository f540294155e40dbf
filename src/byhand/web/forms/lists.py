"""A list of people: its name; an export of another program, and what a colleague declares of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.outreach.importing import Asked
from byhand.outreach.people_list import LONGEST
from byhand.people.topic import Topic
from byhand.web.forms.lines import LineField


class ListForm(forms.Form):
    name = LineField(label=_("What you call the list"), max_length=LONGEST)


class BroughtListForm(forms.Form):
    """A list from elsewhere: who is on it, and what they agreed to, if somebody answers for that."""

    file = forms.FileField(
        label=_("A list"), allow_empty_file=False, max_length=300,
        help_text=_("Mailchimp’s or listmonk’s export, or a table (CSV) with a column of e-mail addresses."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.json,text/csv,application/json"}),
    )  # fmt: skip
    to_list = LineField(
        label=_("Put them on a list called"), max_length=LONGEST, required=False,
        help_text=_("A new one, or one that is here. Whoever left is not put there."),
    )  # fmt: skip
    takes_lists = forms.BooleanField(
        label=_("Their lists and tags become lists here, too"), required=False, initial=True
    )
    topic = forms.ModelChoiceField(
        label=_("They agreed to be written to about"), queryset=Topic.objects.standing(), required=False,
        empty_label=_("nothing that I could answer for"),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where and how they agreed"), max_length=300, required=False,
        help_text=_("It stands as evidence under your name: “Our newsletter at Mailchimp, with double opt-in”."),
    )  # fmt: skip
    on = forms.DateField(
        label=_("When, where the list does not say it"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("topic"):
            if len(given.get("source", "").strip()) < 10:
                self.add_error("source", _("Say it in a sentence; it is the evidence."))
            if not given.get("on"):
                self.add_error("on", _("On which day?"))
            elif given["on"] > timezone.localdate():
                self.add_error("on", _("That day has not come yet."))
        elif not given.get("to_list") and not given.get("takes_lists"):
            raise forms.ValidationError(_("Say what is to be taken: a list, or what they agreed to."))
        return given

    def asked(self) -> Asked:
        given = self.cleaned_data
        topic = given["topic"]
        return Asked(
            topic, given["source"] if topic else "", given["on"] if topic else None, given["to_list"],
            given["takes_lists"],
        )  # fmt: skip
