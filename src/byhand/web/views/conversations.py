"""The lists, one conversation, and the search."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from byhand.conversations.knowing import people_in_sight
from byhand.people.person import Person
from byhand.search.asking import Asked, read
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.fragments import answer
from byhand.web.lists import pane
from byhand.web.opened import address_of, conversation_or_404, opened

PARTS = {"list": "conversations/pane.html", "more": "conversations/rows.html"}
MOST_PEOPLE = 4


@require_safe
@at_the_desk
def start(request: DeskRequest) -> HttpResponse:
    return redirect("today")


@require_safe
@at_the_desk
def listing(request: DeskRequest) -> HttpResponse:
    return answer(
        request, "conversations/list.html", PARTS, pane(request) | {"keep": request.GET.urlencode()}
    )


@require_safe
@at_the_desk
def search(request: DeskRequest) -> HttpResponse:
    """Words or people; what is found stands where the list stands."""
    if "q" not in request.GET:
        return redirect("conversations")
    people = [] if request.GET.get("after") else _people(request, read(request.GET["q"]))
    context = pane(request) | {"people": people}
    return answer(request, "search/search.html", PARTS, context)


def _people(request: DeskRequest, asked: Asked) -> list[Person]:
    """Whoever is called that, or belongs to what is called that."""
    words = " ".join((*asked.words, *asked.phrases))
    return people_in_sight(request.sight).named(words, most=MOST_PEOPLE) if words else []


@require_safe
@at_the_desk
def conversation(request: DeskRequest, public_id: str) -> HttpResponse:
    found = conversation_or_404(request, public_id)
    if found.public_id != public_id:  # merged: the old address leads to where its words are
        return redirect(address_of(request, found))
    return opened(request, found)
