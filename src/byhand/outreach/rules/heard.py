"""Heard from since: they wrote or called, or they did not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.conversations.conversation import Conversation
from byhand.outreach.looking import Looking
from byhand.outreach.rules.days import day, moment_of, one_of_both, since_fields, since_said
from byhand.outreach.rules.rule import Because, Rows, Rule


@dataclass(frozen=True, kw_only=True)
class Heard(Rule):
    kind = "heard"
    label = gettext_lazy("Heard from since …")
    yes, no = gettext_lazy("heard from"), gettext_lazy("not heard from")

    since: str = ""
    months: int | None = None

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        return since_fields()

    @classmethod
    def why_wrong(cls, given: Mapping[str, Any]) -> str:
        return one_of_both(given)

    def said(self, called: str) -> str:
        when = {"when": since_said(self.since, self.months)}
        if self.is_not:
            return _("were not heard from %(when)s") % when
        return _("were heard from %(when)s") % when

    def rows(self, looking: Looking) -> Rows:
        rows = self.grounds(looking)
        since = moment_of(self.since, self.months, looking)
        return Rows(rows.query.filter(they_spoke_at__gte=since), order=rows.order)

    def grounds(self, looking: Looking) -> Rows:
        return Rows(
            looking.conversations().filter(they_spoke_at__isnull=False), order=("-they_spoke_at", "-pk")
        )

    def tells(self, row: Conversation, looking: Looking) -> Because:
        assert row.they_spoke_at
        return Because(_("Last heard from on %(day)s.") % {"day": day(row.they_spoke_at)}, row.public_id)

    def nothing(self) -> str:
        return _("Never heard from.")
