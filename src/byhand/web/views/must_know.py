"""Must know: every letter that went to people without asking whether they wished for it, for everyone to see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from byhand.channels.inbox import Inbox
from byhand.gate.many.must_know import by_year, shown_to_all
from byhand.web.in_public import for_seconds, house_or_404, in_public

KEPT_FOR = 60


@in_public
@require_safe
@vary_on_headers("Accept-Language")
def must_know(request: HttpRequest) -> HttpResponse:
    house = house_or_404()
    door = Inbox.objects.at_work().filter(is_team_wide=True).exclude(address="").first()
    letters = shown_to_all((get_language() or "")[:2])
    context = {"house": house, "letters": letters, "years": by_year(), "contact": house.contact,
               "mail": door.address if door else ""}  # fmt: skip
    return for_seconds(render(request, "public/must_know.html", context), KEPT_FOR)
