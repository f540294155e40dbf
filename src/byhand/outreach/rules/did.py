"""Did elsewhere: ordered, booked, paid or came, as another system of the house told it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.gate.records.kinds import DONE_BY_THEM, Kind
from byhand.gate.records.record import Record
from byhand.outreach.looking import Looking
from byhand.outreach.rules.days import day, moment_of, one_of_both, since_fields, since_said
from byhand.outreach.rules.rule import Because, Rows, Rule

ANYTHING = ""


@dataclass(frozen=True, kw_only=True)
class Did(Rule):
    kind = "did"
    label = gettext_lazy("Ordered, booked, paid or came …")
    yes, no = gettext_lazy("did"), gettext_lazy("did not")

    what: str = ANYTHING
    words: str = ""
    since: str = ""
    months: int | None = None

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        every = [(ANYTHING, _("any of these")), *((one.value, one.label) for one in DONE_BY_THEM)]
        return {
            "what": forms.ChoiceField(label=_("What"), choices=every, required=False),
            "words": forms.CharField(
                label=_("Which one"), max_length=100, required=False,
                help_text=_("Words of it, as the other system calls it. Empty: whatever it was."),
            ),
            **since_fields(),
        }  # fmt: skip

    @classmethod
    def why_wrong(cls, given: Mapping[str, Any]) -> str:
        return one_of_both(given)

    def said(self, called: str) -> str:
        told = {"what": self._what(), "when": since_said(self.since, self.months)}
        if self.is_not:
            return _("have no %(what)s %(when)s") % told
        return _("have a record %(when)s: %(what)s") % told

    def rows(self, looking: Looking) -> Rows:
        kinds = [self.what] if self.what else list(DONE_BY_THEM)
        told = Record.objects.filter(trust=Record.Trust.BELIEVED, kind__in=kinds)
        said = Q()
        for one in self.words.split():
            said &= Q(title__icontains=one) | Q(number__icontains=one)
        since = moment_of(self.since, self.months, looking)
        return Rows(told.filter(said, at__gte=since), "address__person", ("-at", "-pk"))

    def tells(self, row: Record, looking: Looking) -> Because:
        which = " ".join(filter(None, (row.get_kind_display(), row.number, row.title)))
        return Because(_("%(which)s on %(day)s.") % {"which": which, "day": day(row.at)})

    def nothing(self) -> str:
        return _("Nothing of the kind was told to us.")

    def _what(self) -> str:
        what = str(Kind(self.what).label) if self.what else _("order, booking, payment or visit")
        return _("%(what)s with “%(words)s”") % {"what": what, "words": self.words} if self.words else what
