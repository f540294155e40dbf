"""What was promised, what became of it, and whether a colleague wants to be asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.conversations.settling import LONGEST, LONGEST_WORD


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


class PromiseForm(forms.Form):
    """What we promised, and by when."""

    text = forms.CharField(label=_("I promised"), max_length=LONGEST)
    due_on = _day(_("By"))


class WordForm(forms.Form):
    """Why it was not kept; a word is enough, and none will do."""

    word = forms.CharField(label=_("A word with it"), required=False, max_length=LONGEST_WORD)


class MoveForm(WordForm):
    """To another day, with a word."""

    due_on = _day(_("By"))


class PromiseWishesForm(forms.Form):
    """For what I write, and for what comes in."""

    when_i_write = forms.BooleanField(label=_("Ask me about what I write"), required=False)
    when_they_write = forms.BooleanField(label=_("Ask me about what comes in"), required=False)
