"""The first run: found the house, secure one's sign-in, begin. Each step can be left and taken up again."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from byhand.channels.inbox import Inbox
from byhand.conversations.conversation import Conversation
from byhand.team.founding import AlreadyFounded, found
from byhand.team.house import House
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.first_run import FoundingForm
from byhand.web.nearness import is_from_this_machine
from byhand.web.owners import for_owners
from byhand.web.signing_in import sign_in


def welcome(request: HttpRequest) -> HttpResponseBase:
    """Founds the house while there is none; leads everyone else to their next step."""
    return go_on(request) if House.objects.exists() else _found(request)


@sensitive_post_parameters("password", "code")
def _found(request: HttpRequest) -> HttpResponse:
    form = FoundingForm(request.POST or None, needs_code=not is_from_this_machine(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            owner = found(
                team=given["team"], name=given["name"], email=given["email"], password=given["password"]
            )
            return sign_in(request, owner, onward=reverse("welcome.key"))
        except AlreadyFounded as told:
            return render(request, "first_run/founded.html", {"sentence": str(told)}, status=409)
    return render(request, "first_run/found.html", {"form": form}, status=422 if form.is_bound else 200)


@at_the_desk
def go_on(request: DeskRequest) -> HttpResponse:
    """The next step that is open."""
    if not request.user.is_owner or is_begun():
        return redirect("start")
    return redirect("welcome.begin" if is_mfa_enabled(request.user) else "welcome.key")


@require_safe
@at_the_desk
def key(request: DeskRequest) -> HttpResponse:
    """Offers a passkey or codes from an app; both may wait."""
    return render(request, "first_run/key.html", {"is_owner": request.user.is_owner})


@require_safe
@for_owners
def begin(request: DeskRequest) -> HttpResponse:
    """One of three: a mailbox, the demo studio, an archive."""
    return render(request, "first_run/begin.html", {"house": House.current()})


@require_POST
@for_owners
def ask_for_demo(request: DeskRequest) -> HttpResponse:
    House.ask_for_demo(by=request.user)
    return redirect("welcome.demo")


@require_safe
@for_owners
def demo(request: DeskRequest) -> HttpResponse:
    """Looks again every two seconds until there is something to read."""
    house = House.current()
    if house is None or house.demo_asked_at is None:
        return redirect("welcome.begin")
    template = "first_run/demo_progress.html" if request.htmx else "first_run/demo.html"
    is_open = Inbox.objects.filter(kind="practice", options__told=True).exists()
    return render(request, template, {"is_open": is_open, "count": Conversation.objects.count()})


def is_begun() -> bool:
    """Whether the house has anything to read mail from, or will have in a moment."""
    return Inbox.objects.exists() or House.objects.filter(demo_asked_at__isnull=False).exists()
