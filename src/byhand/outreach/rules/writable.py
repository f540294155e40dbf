"""May be written to about a topic, by mail: their consent stands, and they want to hear from us."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.outreach.looking import Looking
from byhand.outreach.rules.days import day
from byhand.outreach.rules.rule import Because, Rows, Rule
from byhand.people.consent import Channel, Consent
from byhand.people.standing import Standing
from byhand.people.topic import Topic
from byhand.people.wish import NOTHING_SAID, Wish


@dataclass(frozen=True, kw_only=True)
class Writable(Rule):
    kind = "writable"
    label = gettext_lazy("May be written to about …")
    yes, no = gettext_lazy("may be written to"), gettext_lazy("may not be written to")

    refers_to, refers_by = Topic, "topic"

    topic: int

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        every = Topic.objects.standing()
        return {"topic": forms.ModelChoiceField(label=_("About"), queryset=every, empty_label=_("choose"))}

    def said(self, called: str) -> str:
        about = {"topic": called}
        if self.is_not:
            return _("may not be written to about %(topic)s") % about
        return _("may be written to about %(topic)s") % about

    def rows(self, looking: Looking) -> Rows:
        return Rows(Standing.objects.about(self.topic, Channel.EMAIL), order=("-since", "-pk"))

    def entries(self) -> QuerySet[Standing] | None:
        return None if self.is_not else Standing.objects.about(self.topic, Channel.EMAIL)

    def tells(self, row: Standing, looking: Looking) -> Because:
        return Because(_("Agreed on %(day)s.") % {"day": day(row.since)})

    def nothing(self) -> str:
        return _("Never agreed to it.")

    def reasons(self, people: Collection[int], looking: Looking) -> dict[int, Because]:
        """Who may not be written to has perhaps taken it back, or wants nothing at all. Two queries more."""
        found = super().reasons(people, looking)
        silent = [one for one, because in found.items() if because.words == self.nothing()]
        if not silent:
            return found
        taken_back = Consent.objects.filter(
            Q(topic=self.topic) | Q(topic__isnull=True),
            kind=Consent.Kind.WITHDRAWN,
            address__person__in=silent,
        )
        for person, at in taken_back.order_by("pk").values_list("address__person", "said_at"):
            found[person] = Because(_("Took it back on %(day)s.") % {"day": day(at)})
        for person, wish in Wish.objects.of(silent).items():
            if wish.stopped_at:
                found[person] = Because(
                    _("Wants nothing from us since %(day)s.") % {"day": day(wish.stopped_at)}
                )
            elif Channel.EMAIL in (wish or NOTHING_SAID).not_by:
                found[person] = Because(_("Wants no mail from us."))
        return found
