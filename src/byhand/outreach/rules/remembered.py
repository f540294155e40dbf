"""Remembered: what colleagues noted about them holds these words. What is private to one of them is never asked."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.outreach.looking import Looking
from byhand.outreach.rules.rule import Because, Rows, Rule
from byhand.people.memory import Memory


@dataclass(frozen=True, kw_only=True)
class Remembered(Rule):
    kind = "remembered"
    label = gettext_lazy("Something worth remembering says …")
    yes, no = gettext_lazy("says"), gettext_lazy("does not say")

    words: str

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        words = forms.CharField(
            label=_("Words"), max_length=100, help_text=_("As they stand in what was noted.")
        )
        return {"words": words}

    def said(self, called: str) -> str:
        about = {"words": self.words}
        if self.is_not:
            return _("are not remembered with “%(words)s”") % about
        return _("are remembered with “%(words)s”") % about

    def rows(self, looking: Looking) -> Rows:
        noted = Memory.objects.kept().open_to_all().filter(text__icontains=self.words)
        if not looking.sees_all():
            readable = looking.narrowed("message__conversation")
            noted = noted.filter(Q(message__isnull=True) | Q(**readable))
        return Rows(noted, order=("-noted_at", "-pk"))

    def tells(self, row: Memory, looking: Looking) -> Because:
        return Because(_("“%(words)s”") % {"words": row.text})

    def nothing(self) -> str:
        return _("Nothing noted says so.")
