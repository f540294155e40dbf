"""On a list: put there by hand, or brought along from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.outreach.listed import Listed
from byhand.outreach.looking import Looking
from byhand.outreach.people_list import PeopleList
from byhand.outreach.rules.days import day
from byhand.outreach.rules.rule import Because, Rows, Rule


@dataclass(frozen=True, kw_only=True)
class OnList(Rule):
    kind = "list"
    label = gettext_lazy("Is on a list")
    yes, no = gettext_lazy("is on it"), gettext_lazy("is not on it")

    refers_to, refers_by = PeopleList, "of"

    of: int

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        every = PeopleList.objects.standing()
        return {"of": forms.ModelChoiceField(label=_("Which"), queryset=every, empty_label=_("choose"))}

    def said(self, called: str) -> str:
        named = {"name": called}
        if self.is_not:
            return _("are not on the list “%(name)s”") % named
        return _("are on the list “%(name)s”") % named

    def rows(self, looking: Looking) -> Rows:
        return Rows(Listed.objects.filter(of=self.of), order=("at", "pk"))

    def entries(self) -> QuerySet[Listed] | None:
        return None if self.is_not else Listed.objects.filter(of=self.of)

    def tells(self, row: Listed, looking: Looking) -> Because:
        return Because(_("On the list since %(day)s.") % {"day": day(row.at)})

    def nothing(self) -> str:
        return _("Not on the list.")
