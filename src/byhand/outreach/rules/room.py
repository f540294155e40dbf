"""Has room: their budget lets us turn to them now, whatever about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.gate.budget import budgets, without_room
from byhand.outreach.looking import Looking
from byhand.outreach.rules.days import day
from byhand.outreach.rules.rule import Because, Rows, Rule, Whose
from byhand.people.person import Person


@dataclass(frozen=True, kw_only=True)
class HasRoom(Rule):
    kind = "room"
    label = gettext_lazy("Has room in their budget now")
    yes, no = gettext_lazy("has room"), gettext_lazy("has none")

    def said(self, called: str) -> str:
        return _("have no room in their budget now") if self.is_not else _("have room in their budget now")

    def rows(self, looking: Looking) -> Rows:
        return Rows(Person.objects.filter(self._found(looking)), "pk")

    def reasons(self, people: Collection[int], looking: Looking) -> dict[int, Because]:
        found: dict[int, Because] = {}
        for one in budgets(Person.objects.filter(pk__in=people)):
            if one.has_room(looking.now):
                said = _("There is room.")
            elif one.is_stopped or one.rhythm is None:
                said = _("There is no room, and none will come by itself.")
            elif one.paused_until and one.paused_until > looking.today:
                said = _("Wants nothing before %(day)s.") % {"day": day(one.paused_until)}
            else:
                said = _("There is room from %(day)s on.") % {"day": day(one.room_from() or looking.now)}
            found[one.person] = Because(said)
        return found

    def whose(self, looking: Looking) -> Whose:
        without = without_room(Person.objects.order_by(), looking.now)
        return Whose(without.annotate(whose=F("pk")).values("whose"), are_out=True)

    def _found(self, looking: Looking) -> Q:
        """Whoever was never turned to and wished nothing has room: only the others are looked at."""
        people = Person.objects.order_by()
        if connection.vendor == "sqlite" and not looking.at_few:
            return ~Q(pk__in=without_room(people, looking.now).values("pk"))
        return ~Q(Exists(without_room(people.filter(pk=OuterRef("pk")), looking.now)))
