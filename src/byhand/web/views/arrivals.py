"""What came in and could not be read: a person looks at it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.channels.arrival import Arrival, ArrivalQuerySet
from byhand.channels.inbox import Inbox
from byhand.conversations.paging import slice_of
from byhand.web.at_the_desk import DeskRequest, at_the_desk

PAGE = 50


@require_safe
@at_the_desk
def index(request: DeskRequest) -> HttpResponse:
    looks = arrivals_of(request).needing_a_look().select_related("inbox").order_by("-pk")
    shown = slice_of(looks, after=request.GET.get("after", ""), size=PAGE)
    return render(request, "arrivals/index.html", {"arrivals": shown.rows, "after": shown.after})


@require_POST
@at_the_desk
def read_again(request: DeskRequest, pk: int) -> HttpResponse:
    found = arrivals_of(request).needing_a_look().filter(pk=pk).exclude(sha256="").first()
    if found is None:
        raise Http404
    found.read_again()
    messages.success(request, _("It is read again now. If that fails, it comes back here with the reason."))
    return redirect("arrivals")


def arrivals_of(request: DeskRequest) -> ArrivalQuerySet:
    """Those in inboxes that the colleague may see."""
    return Arrival.objects.filter(inbox__in=Inbox.objects.visible_to(request.user).values("pk"))
