"""A day of theirs: a birthday or another occasion comes within so many days."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from byhand.outreach.looking import Looking
from byhand.outreach.rules.days import day
from byhand.outreach.rules.rule import Because, Rows, Rule
from byhand.people.occasion import A_YEAR, Occasion

ANY = ""


@dataclass(frozen=True, kw_only=True)
class DayOfTheirs(Rule):
    kind = "day"
    label = gettext_lazy("A day that matters to them comes")
    yes, no = gettext_lazy("comes"), gettext_lazy("does not come")

    what: str = ANY
    days: int = 30

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        choices = [(ANY, _("any")), *Occasion.Kind.choices]
        return {
            "what": forms.ChoiceField(label=_("Which"), choices=choices, required=False),
            "days": forms.IntegerField(
                label=_("Within so many days"), min_value=0, max_value=A_YEAR, initial=30
            ),
        }

    def said(self, called: str) -> str:
        what = {"what": Occasion.Kind(self.what).label if self.what else _("a day of their own")}
        said = _("have no %(what)s") % what if self.is_not else _("have %(what)s") % what
        within = ngettext("within %(n)s day", "within %(n)s days", self.days) % {"n": self.days}
        return f"{said} {within}"

    def rows(self, looking: Looking) -> Rows:
        coming = Occasion.objects.coming(looking.today, self.days)
        if self.what:
            coming = coming.filter(kind=self.what)
        readable = looking.narrowed("message__conversation")
        seen = coming.filter(message__isnull=True) | coming.filter(**readable) if readable else coming
        return Rows(seen, order=("turn", "in_year", "pk"))

    def tells(self, row: Occasion, looking: Looking) -> Because:
        facts = {"what": row.called(), "day": day(row.next_on(looking.today))}
        return Because(_("%(what)s on %(day)s.") % facts)

    def nothing(self) -> str:
        return _("No such day is coming.")
