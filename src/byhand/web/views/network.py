"""The picture of who knows whom, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from byhand.conversations.between.network import Known, network
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.pictured import pictured

SIZES = (200, 1000, 5000)
PAGE = 100
# How the table may be sorted; the first is how it comes.
ORDERS: dict[str, Callable[[Known], Any]] = {
    "close": lambda one: (-one.volume, one.pk),
    "name": lambda one: (one.name.casefold(), one.pk),
    "letters": lambda one: (-one.letters, one.pk),
    "last": lambda one: (-one.last_at.timestamp() if one.last_at else 0, one.pk),
    "share": lambda one: (-one.shares, one.pk),
    "broker": lambda one: (one.constraint is None, one.constraint or 0, one.pk),
}


@require_safe
@at_the_desk
def page(request: DeskRequest) -> HttpResponse:
    most, order = _most(request), request.GET.get("sort", "")
    order = order if order in ORDERS else "close"
    whole = network(request.sight, most=most)
    people = sorted(whole.people, key=ORDERS[order])
    first = _number(request.GET.get("from", ""), among=range(0, len(people), PAGE))
    context = {
        "people": people[first : first + PAGE], "first": first, "count": len(people), "order": order,
        "colleagues": whole.colleagues, "most": most, "sizes": _sizes(len(whole.people), most), "page": PAGE,
        "further": first + PAGE if first + PAGE < len(people) else None,
    }  # fmt: skip
    return render(request, "people/network.html", context)


@require_safe
@at_the_desk
def picture(request: DeskRequest) -> HttpResponse:
    """What the drawing fetches."""
    answer = JsonResponse(pictured(network(request.sight, most=_most(request))))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _sizes(found: int, most: int) -> tuple[int, ...]:
    """Those that may show more than the one before: nobody chooses between pictures of the same."""
    return tuple(size for before, size in pairwise((0, *SIZES)) if found >= min(before, most))


def _most(request: DeskRequest) -> int:
    return _number(request.GET.get("most", ""), among=SIZES)


def _number(given: str, *, among: Any) -> int:
    """The number, if it is one of these; else the first of them."""
    number = int(given) if given.isdecimal() and len(given) < 9 else -1
    return number if number in among else next(iter(among), 0)
