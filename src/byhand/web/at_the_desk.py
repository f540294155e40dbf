"""A page for colleagues: nobody else sees it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from byhand.channels.inbox import Inbox, Sight
from byhand.conversations.conversation import Conversation, ConversationQuerySet
from byhand.team.signin import SignIn
from byhand.team.user import User

Given = ParamSpec("Given")
View = Callable[Concatenate["DeskRequest", Given], HttpResponseBase]


class DeskRequest(HttpRequest):
    """A request that a colleague at the desk has made."""

    user: User  # type: ignore[assignment]
    sign_in: SignIn
    htmx: HtmxDetails
    sight: Sight  # which inboxes the colleague may see, looked up once
    seen: ConversationQuerySet  # the conversations in them


def at_the_desk(view: View[Given]) -> Callable[Concatenate[HttpRequest, Given], HttpResponseBase]:
    """Leads everyone without a sign-in to the sign-in page and back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponseBase:
        desk = cast(DeskRequest, request)
        if getattr(request, "sign_in", None) is not None:
            desk.sight = Inbox.objects.sight_of(desk.user)
            desk.seen = Conversation.objects.in_sight(desk.sight)
            return view(desk, *args, **kwargs)
        if desk.htmx:
            # Swapping a sign-in page into a pane would lose what is typed beside it.
            return HttpResponse(status=401)
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")

    return guarded
