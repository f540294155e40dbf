"""Promises: whether I am asked about them, how often the question was right, and my calendar of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.audit.rates import Rate, rate
from byhand.conversations.calendar_feed import CalendarFeed
from byhand.conversations.promise import Promise
from byhand.conversations.promise_wishes import PromiseWishes
from byhand.conversations.proposal import Proposal
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.promises import PromiseWishesForm


@at_the_desk
def promises(request: DeskRequest) -> HttpResponse:
    wishes = PromiseWishes.objects.of(request.user)
    as_it_is = {"when_i_write": wishes.when_i_write, "when_they_write": wishes.when_they_write}
    form = PromiseWishesForm(request.POST or None, initial=as_it_is)
    if request.method == "POST" and form.is_valid():
        PromiseWishes.objects.choose(request.user, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("settings.promises")
    feed = CalendarFeed.objects.of(request.user)
    context = {
        "form": form, "ours": _precision(Promise.Side.OURS), "theirs": _precision(Promise.Side.THEIRS),
        "feed": request.build_absolute_uri(reverse("calendar_feed", args=[feed.secret])) if feed else "",
        "made_at": feed.made_at if feed else None,
    }  # fmt: skip
    return render(request, "settings/promises.html", context, status=422 if form.is_bound else 200)


@require_POST
@at_the_desk
def renew(request: DeskRequest) -> HttpResponse:
    """A secret address; the one before leads nowhere any more."""
    CalendarFeed.objects.renew(request.user)
    return redirect("settings.promises")


@require_POST
@at_the_desk
def stop(request: DeskRequest) -> HttpResponse:
    CalendarFeed.objects.stop(request.user)
    return redirect("settings.promises")


def _precision(side: str) -> Rate:
    """Of the whole house: accepted, of those somebody decided on."""
    decided = Proposal.objects.decided(side)
    return rate(decided.accepted, decided.of)
