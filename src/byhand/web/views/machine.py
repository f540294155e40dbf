"""The machine: everything that runs by itself, in plain words (law 2)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from byhand.gate.journal import JournalHead
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.chore_states import chore_states, who_does_them
from byhand.web.rule_states import rule_states
from byhand.work.ground import ground
from byhand.work.models import ChoreRecord

VERIFYING = "verify journal"


@require_safe
@at_the_desk
def machine(request: DeskRequest) -> HttpResponse:
    """Renews itself every ten seconds while it is looked at."""
    return render(request, "machine/state.html" if request.htmx else "machine/machine.html", {
        "chores": chore_states(),
        "lease": who_does_them(),
        "head": JournalHead.objects.filter(pk=1).first(),
        "verified": ChoreRecord.objects.filter(name=VERIFYING).first(),
        "rules": rule_states(request.user),
        "ground": ground(),
    })  # fmt: skip
