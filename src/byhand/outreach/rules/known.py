"""Known for so long: since they first came to us or were added."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from byhand.outreach.looking import Looking
from byhand.outreach.rules.days import LONGEST, day, moment_of
from byhand.outreach.rules.rule import Because, Rows, Rule
from byhand.people.person import Person


@dataclass(frozen=True, kw_only=True)
class Known(Rule):
    kind = "known"
    label = gettext_lazy("Known to us for …")
    yes, no = gettext_lazy("at least"), gettext_lazy("less than")

    months: int

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        return {"months": forms.IntegerField(label=_("Months"), min_value=1, max_value=LONGEST, initial=12)}

    def said(self, called: str) -> str:
        months = ngettext("%(n)s month", "%(n)s months", self.months) % {"n": self.months}
        if self.is_not:
            return _("are known to us for less than %(months)s") % {"months": months}
        return _("are known to us for at least %(months)s") % {"months": months}

    def rows(self, looking: Looking) -> Rows:
        return Rows(Person.objects.filter(self._found(looking)), "pk")

    def grounds(self, looking: Looking) -> Rows:
        return Rows(Person.objects.all(), "pk")

    def tells(self, row: Person, looking: Looking) -> Because:
        return Because(_("Known since %(day)s.") % {"day": day(row.made_at)})

    def nothing(self) -> str:
        return _("Not here any more.")

    def whose(self, looking: Looking) -> None:
        return None

    def _found(self, looking: Looking) -> Q:
        """Asked of the person’s own row."""
        return Q(made_at__lte=moment_of("", self.months, looking))
