"""Belongs to an organisation, by a part of its name."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.outreach.looking import Looking
from byhand.outreach.rules.rule import Because, Rows, Rule
from byhand.people.organisation import Organisation
from byhand.people.person import Person


@dataclass(frozen=True, kw_only=True)
class Belongs(Rule):
    kind = "belongs"
    label = gettext_lazy("Belongs to an organisation")
    yes, no = gettext_lazy("belongs"), gettext_lazy("does not belong")

    called: str = ""

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        called = forms.CharField(
            label=_("Called"), max_length=100, required=False, help_text=_("A part of its name; empty: any.")
        )
        return {"called": called}

    def said(self, called: str) -> str:
        named = {"name": self.called}
        if not self.called:
            return _("belong to no organisation") if self.is_not else _("belong to an organisation")
        if self.is_not:
            return _("belong to no organisation called “%(name)s”") % named
        return _("belong to an organisation called “%(name)s”") % named

    def rows(self, looking: Looking) -> Rows:
        firms = Organisation.objects.order_by().filter(name__icontains=self.called)
        return Rows(Person.objects.filter(organisation__in=firms).select_related("organisation"), "pk")

    def grounds(self, looking: Looking) -> Rows:
        return Rows(Person.objects.filter(organisation__isnull=False).select_related("organisation"), "pk")

    def tells(self, row: Person, looking: Looking) -> Because:
        return Because(_("Belongs to %(name)s.") % {"name": row.organisation})

    def nothing(self) -> str:
        return _("Belongs to no organisation.")

    def whose(self, looking: Looking) -> None:
        return None

    def _found(self, looking: Looking) -> Q:
        """Asked of the person’s own row."""
        if not self.called:
            return Q(organisation__isnull=False)
        firms = Organisation.objects.order_by().filter(name__icontains=self.called)
        return Q(organisation__isnull=False, organisation__in=firms)
