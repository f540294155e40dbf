"""What the house writes about, and where the public signs up for it."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.people.topic import Topic

_ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")
MOST_ORIGINS = 20


def _topics() -> forms.ModelMultipleChoiceField[Topic]:
    return forms.ModelMultipleChoiceField(
        label=_("What about"), queryset=Topic.objects.standing(), widget=forms.CheckboxSelectMultiple
    )


class TopicForm(forms.Form):
    name = forms.CharField(label=_("What we write about"), max_length=80)
    about = forms.CharField(
        label=_("What comes, and about how often"), max_length=300, required=False,
        help_text=_("The public reads it beside the box they tick."),
    )  # fmt: skip
    german_name = forms.CharField(label=_("The same in German"), max_length=80, required=False)
    german_about = forms.CharField(label=_("What comes, in German"), max_length=300, required=False)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if Topic.objects.standing().filter(name=name).exists():
            raise forms.ValidationError(_("There is one of that name."))
        return name

    def in_other_words(self) -> dict[str, dict[str, str]]:
        given = self.cleaned_data
        german = {"name": given["german_name"], "about": given["german_about"]}
        return {"de": german} if any(german.values()) else {}


class FormForm(forms.Form):
    name = forms.CharField(label=_("What we call the form"), max_length=80)
    wording = forms.CharField(
        label=_("What we ask"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("These very words are kept with each consent."),
    )  # fmt: skip
    topics = _topics()
    origins = forms.CharField(
        label=_("On which sites it may stand in a frame"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("One a line, like https://shop.example."),
    )  # fmt: skip

    def clean_origins(self) -> list[str]:
        lines = [one.strip().lower().rstrip("/") for one in self.cleaned_data["origins"].splitlines()]
        origins = [one for one in lines if one]
        if len(origins) > MOST_ORIGINS or not all(_ORIGIN.fullmatch(one) for one in origins):
            raise forms.ValidationError(_("One site a line, twenty at most, each like https://shop.example."))
        return origins
