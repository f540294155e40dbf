"""Their own page, by the link that only their address was sent: what they wish of us, and everything we sent them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from byhand.gate.sent_to import sent_to, words_to
from byhand.gate.still_wanted import StillWanted
from byhand.people import own_page
from byhand.people.may_follow import MayFollow
from byhand.people.own_clock import OwnClock
from byhand.people.own_link import AtTheirDoor, NotTheirs, OwnLink, opened, token_for
from byhand.people.topic import Topic
from byhand.people.wish import Wish, Wished
from byhand.web.forms.wishes import ClockForm, WishesForm
from byhand.web.in_public import in_public, policy
from byhand.web.turn_to import opens_nothing, shown
from byhand.web.wishes_said import WAYS, true_now

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, AtTheirDoor, Given], HttpResponse]


def by_own_link(view: View[Given]) -> Callable[Concatenate[HttpRequest, str, Given], HttpResponse]:
    """Opens for whoever holds the link of one address. Every other link gets the same kind sentence."""

    @in_public
    @wraps(view)
    def guarded(request: HttpRequest, token: str, *args: Given.args, **named: Given.kwargs) -> HttpResponse:
        door = opened(token)
        try:
            return view(request, door, *args, **named) if door else opens_nothing(request)
        except NotTheirs:
            return opens_nothing(request)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@by_own_link
def page(request: HttpRequest, door: AtTheirDoor) -> HttpResponse:
    """What is true now; a POST changes it."""
    held, wished = own_page.topics_of(door), Wish.objects.of_one(door.address.person)
    offered = [one for one in Topic.objects.all() if one.put_away_at is None or one.pk in held]
    if request.method != "POST":
        form = WishesForm(offered=offered, initial=_as_chosen(held, wished))
        return _shown(request, door, form, held, wished)
    form = WishesForm(request.POST, offered=offered)
    if not form.is_valid():
        return _shown(request, door, form, held, wished, status=422)
    own_page.settle(form.chosen(), form.shown(), form.wished(wished), by=door)
    return _kept(door)


@require_POST
@by_own_link
def stop(request: HttpRequest, door: AtTheirDoor) -> HttpResponse:
    own_page.stop(by=door)
    return _kept(door)


@require_POST
@by_own_link
def begin_again(request: HttpRequest, door: AtTheirDoor) -> HttpResponse:
    own_page.begin_again(by=door)
    return _kept(door)


@require_POST
@by_own_link
def still_wanted(request: HttpRequest, door: AtTheirDoor) -> HttpResponse:
    """After a long silence they were asked, and say yes."""
    StillWanted.objects.yes(by=door)
    return _kept(door)


@require_POST
@by_own_link
def links(request: HttpRequest, door: AtTheirDoor) -> HttpResponse:
    """We may see which links of our letters they follow, or not any more."""
    MayFollow.objects.choose(allowed=request.POST.get("see") == "yes", by=door)
    return _kept(door)


@require_POST
@by_own_link
def clock(request: HttpRequest, door: AtTheirDoor) -> HttpResponse:
    """By which clock they live; the browser's own is offered, and kept once they press the button alone."""
    form = ClockForm(request.POST)
    if form.is_valid():
        OwnClock.objects.say(form.cleaned_data["zone"], by=door)
    return _kept(door)


@require_POST
@by_own_link
def renew(request: HttpRequest, door: AtTheirDoor) -> HttpResponse:
    """The link fell into other hands: only the new one opens this page."""
    OwnLink.objects.renew(door.address)
    return _kept(door)


@require_safe
@by_own_link
def letter(request: HttpRequest, door: AtTheirDoor, pk: int) -> HttpResponse:
    """Our words in one letter that went to this address."""
    found = words_to(door.address, pk) if pk < 2**63 else None
    if found is None:
        return opens_nothing(request)
    return shown(request, "public/letter.html", {"letter": found, "token": door.token})


def _kept(door: AtTheirDoor) -> HttpResponse:
    response = redirect("yours", token_for(door.address))
    response.headers["Location"] += "?kept=yes"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _shown(
    request: HttpRequest, door: AtTheirDoor, form: WishesForm, held: set[int], wished: Wished, *, status: int = 200
) -> HttpResponse:  # fmt: skip
    context: dict[str, Any] = {
        "form": form, "token": door.token, "address": door.address.value, "wished": wished,
        "true_now": true_now(wished, [one for one in form.offered if one.pk in held]),
        "is_stopped_elsewhere": bool(wished.stopped_at) and Wish.objects.is_stopped_elsewhere(door),
        "asks": not wished.stopped_at and StillWanted.objects.waiting_for(door.address.person_id).exists(),
        "may_follow": bool(MayFollow.objects.allowing([door.address.pk])),
        "clock": ClockForm(initial={"zone": OwnClock.objects.said_by(door.address.person_id)}),
        "sent": sent_to(door.address), "kept": "kept" in request.GET,
    }  # fmt: skip
    response = shown(request, "public/yours.html", context, status=status)
    response.headers["Content-Security-Policy"] = policy(scripts=True)
    return response


def _as_chosen(held: set[int], wished: Wished) -> dict[str, Any]:
    return {
        "topics": [str(one) for one in held], "at_most": wished.at_most,
        "ways": sorted(set(WAYS) - wished.not_by), "paused_until": wished.paused_until,
    }  # fmt: skip
