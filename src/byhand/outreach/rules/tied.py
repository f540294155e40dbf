"""Tied: what they are to somebody, as a colleague noted it: a teacher, a sister, a supplier."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.outreach.looking import Looking
from byhand.outreach.rules.rule import Because, Rows, Rule
from byhand.people.tie import TieEnd
from byhand.people.tie_kinds import LONGEST_KIND, said, usual


@dataclass(frozen=True, kw_only=True)
class Tied(Rule):
    kind = "tied"
    label = gettext_lazy("Is somebody’s …")
    yes, no = gettext_lazy("is"), gettext_lazy("is not")

    is_what: str = ""

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        return {
            "is_what": forms.CharField(
                label=_("What"), max_length=LONGEST_KIND, required=False,
                help_text=_("Teacher, sister, supplier; empty: any tie to somebody."),
            )
        }  # fmt: skip

    def said(self, called: str) -> str:
        if not self.is_what:
            return _("are tied to nobody") if self.is_not else _("are tied to somebody")
        what = {"what": said(usual(self.is_what)) or self.is_what}
        return _("are nobody’s %(what)s") % what if self.is_not else _("are somebody’s %(what)s") % what

    def rows(self, looking: Looking) -> Rows:
        ends = TieEnd.objects.standing()
        if self.is_what:
            ends = ends.filter(is_what=usual(" ".join(self.is_what.split())))
        if not looking.sees_all():
            other = TieEnd.objects.filter(tie=OuterRef("tie")).exclude(pk=OuterRef("pk"))
            seen = Q(person__isnull=True) | Q(person__in=looking.people())
            ends = ends.filter(Exists(other.filter(seen)))
        return Rows(ends)

    def tells(self, row: TieEnd, looking: Looking) -> Because:
        return Because(_("Noted as: %(what)s.") % {"what": row.said() or _("a contact")})

    def nothing(self) -> str:
        return _("No such tie is noted.")
