"""A page for colleagues: nobody else sees it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from byhand.channels.inbox import Inbox, Sight
from byhand.conversations.conversation import Conversation, ConversationQuerySet
from byhand.team.signin import SignIn
from byhand.team.user import User

Given = ParamSpec("Given")
AnyView = TypeVar("AnyView", bound=Callable[..., Any])
View = Callable[Concatenate["DeskRequest", Given], HttpResponseBase]


class DeskRequest(HttpRequest):
    """A request that a colleague at the desk has made."""

    user: User  # type: ignore[assignment]
    sign_in: SignIn
    htmx: HtmxDetails
    sight: Sight  # which inboxes the colleague may see, looked up once
    seen: ConversationQuerySet  # the conversations in them


READS = ("GET", "HEAD", "OPTIONS")


def for_guests_too(view: AnyView) -> AnyView:
    """A post that a guest may make, too: a note, and what concerns their own sign-in. Stands below `at_the_desk`."""
    view.for_guests_too = True  # type: ignore[attr-defined]
    return view


def at_the_desk(view: View[Given]) -> Callable[Concatenate[HttpRequest, Given], HttpResponseBase]:
    """Leads everyone without a sign-in to the sign-in page and back, and keeps a guest from every post.

    Both by default, so that no new page can forget it; `for_guests_too` is the exception that must be written.
    """
    guests_write = getattr(view, "for_guests_too", False)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        desk = cast(DeskRequest, request)
        if getattr(request, "sign_in", None) is not None:
            desk.sight = Inbox.objects.sight_of(desk.user)
            desk.seen = Conversation.objects.in_sight(desk.sight)
            if desk.user.is_guest and desk.method not in READS and not guests_write:
                return render(desk, "wrong/guests.html", status=403)
            return view(desk, *args, **kwargs)
        if desk.htmx:
            # Swapping a sign-in page into a pane would lose what is typed beside it.
            return HttpResponse(status=401)
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")

    return guarded
