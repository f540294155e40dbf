"""One person as their page shows them: the card, what is promised, and one line of time over every channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.utils import timezone

from byhand.channels.inbox import Inbox, Sight
from byhand.conversations.conversation import Conversation
from byhand.conversations.knowing import (
    memories_in_sight,
    occasions_in_sight,
    people_visible_to,
    ties_in_sight,
)
from byhand.conversations.line_of_time import line_of
from byhand.conversations.promise import Promise
from byhand.gate.budget import budgets
from byhand.gate.budget_said import how_it_stands
from byhand.people.address import Address
from byhand.people.link import Link
from byhand.people.memory import Memory
from byhand.people.occasion import Occasion
from byhand.people.person import Person
from byhand.people.stay import Stay
from byhand.people.tie import TieEnd
from byhand.team.kept import Given, kept
from byhand.web.at_the_desk import DeskRequest
from byhand.web.between_seen import between_part
from byhand.web.consents_seen import consents_part
from byhand.web.forms.occasions import BEFORE, MONTHS
from byhand.web.fragments import answer
from byhand.web.moments import told

THEIRS, MOMENTS = 3, 30
PARTS = {"more": "people/line.html"}


def person_opened(
    request: DeskRequest, person: Person, *, refusal: str = "", status: int = 200
) -> HttpResponse:  # fmt: skip
    """Their page; with a refusal, its sentence stands above."""
    after = request.GET.get("after", "")
    line, more = line_of(person.pk, request.sight, request.user.pk, after=after, size=MOMENTS)
    context: dict[str, Any] = {"person": person, "line": [told(one) for one in line], "after": more}
    if not PARTS.get(request.htmx.target or "") or not request.htmx:
        context |= _card(request, person) | {"refusal": refusal, "back": "", "later": bool(after)}
    return answer(request, "people/person.html", PARTS, context, status=status)


def _card(request: DeskRequest, person: Person) -> dict[str, Any]:
    sight, theirs = request.sight, {"person": person.pk}
    addresses = _addresses().ask(**theirs)
    return {
        "addresses": addresses, "line_to_call": _line_to_call(request, addresses),
        **between_part(request, person, addresses), **consents_part(person),
        "memories": _memories(sight).ask(me=request.user.pk, **theirs),
        "occasions": _occasions(sight).ask(**theirs), "months": MONTHS, "before": BEFORE,
        "promises": _promises(sight).ask(**theirs), "conversations": _conversations(sight).ask(**theirs),
        "stays": _stays().ask(**theirs), "ties": _ties(sight).ask(**theirs), "with_ways": True,
        "budget": _budget(person), "links": list(Link.objects.into(person)), "apart": _last_apart(request, person),
    }  # fmt: skip


def _line_to_call(request: DeskRequest, addresses: Sequence[Address]) -> bool:
    """Whether somebody can be called from here: they have a number, and we a line. No query without a number."""
    has_number = any(one.kind == Address.Kind.PHONE for one in addresses)
    return has_number and not request.user.is_guest and Inbox.objects.to_call_from(request.user).exists()


def _budget(person: Person) -> str:
    """Two queries."""
    [budget] = budgets(Person.objects.filter(pk=person.pk))
    return how_it_stands(budget, timezone.now())


@kept
def _addresses() -> QuerySet[Address]:
    return Address.objects.filter(person=Given("person"))


@kept
def _memories(sight: Sight) -> QuerySet[Memory]:
    return memories_in_sight(sight, Given("me")).filter(person=Given("person")).with_writer()


@kept
def _occasions(sight: Sight) -> QuerySet[Occasion]:
    return occasions_in_sight(sight).filter(person=Given("person")).with_writer()


@kept
def _ties(sight: Sight) -> QuerySet[TieEnd]:
    return ties_in_sight(sight, Given("person"))


@kept
def _stays() -> QuerySet[Stay]:
    theirs = Stay.objects.standing().filter(person=Given("person"))
    return theirs.select_related("organisation").newest_first()


@kept
def _promises(sight: Sight) -> QuerySet[Promise]:
    """What is still to do, theirs and ours, where the reader may see it."""
    theirs = Conversation.objects.in_sight(sight).filter(person=Given("person"))
    rows = Promise.objects.open().filter(conversation__in=theirs.values("pk"))
    return rows.annotate(where=F("conversation__public_id")).soonest_first()


@kept
def _conversations(sight: Sight) -> QuerySet[Conversation]:
    theirs = Conversation.objects.in_sight(sight).filter(person=Given("person"))
    return theirs.for_card().order_by("-last_at", "-pk")[:THEIRS]


def _last_apart(request: DeskRequest, person: Person) -> Link | None:
    """If the other one is somebody this colleague may see."""
    link = Link.objects.last_apart(person)
    if link is None:
        return None
    other = link.target_id if link.source_id == person.pk else link.source_id
    return link if people_visible_to(request.user).filter(pk=other).exists() else None
