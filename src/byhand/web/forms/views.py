"""A saved view: its name, its words, which stands first, and for whom."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.conversations.saved_view import LONGEST, SavedView
from byhand.search.asking import LONGEST as LONGEST_SEARCH
from byhand.web.forms.lines import LineField


class ViewForm(forms.Form):
    """What stands in the column, and what it looks for."""

    name = LineField(label=_("Name"), max_length=LONGEST)
    words = LineField(
        label=_("What it looks for"), max_length=LONGEST_SEARCH,
        help_text=_("In the words of the search: tag:wholesale waiting, or: in:studio mine"),
    )  # fmt: skip
    order = forms.ChoiceField(label=_("Which stands first"), choices=SavedView.Order.choices, required=False)
    for_all = forms.BooleanField(label=_("For all colleagues"), required=False)
