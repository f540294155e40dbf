"""Being told: what, when, by mail, and in which browsers."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.pocket.browser import Browser
from byhand.pocket.naming import public_key
from byhand.pocket.wishes import Wishes
from byhand.team.clock import zone_of
from byhand.team.session import digest
from byhand.web.at_the_desk import DeskRequest, at_the_desk, for_guests_too
from byhand.web.browser_names import browser_name
from byhand.web.forms.told import BrowserForm, WishesForm


@at_the_desk
@for_guests_too
def told(request: DeskRequest) -> HttpResponse:
    wishes = Wishes.objects.of(request.user)
    form = WishesForm(request.POST or None, initial=WishesForm.of(wishes))
    if request.method == "POST" and form.is_valid():
        Wishes.objects.choose(request.user, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("settings.told")
    context = {
        "form": form, "wishes": wishes, "push_key": public_key(),
        "zone": zone_of(request.user).key,
        "browsers": Browser.objects.living(timezone.now()).filter(colleague=request.user).order_by("made_at"),
        "here_session": digest(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")),
    }  # fmt: skip
    return render(request, "settings/told.html", context, status=422 if form.is_bound else 200)


@require_POST
@at_the_desk
@for_guests_too
def pause(request: DeskRequest) -> HttpResponse:
    Wishes.objects.pause(request.user)
    return redirect("settings.told")


@require_POST
@at_the_desk
@for_guests_too
def go_on(request: DeskRequest) -> HttpResponse:
    Wishes.objects.go_on(request.user)
    return redirect("settings.told")


@require_POST
@at_the_desk
@for_guests_too
def let_in(request: DeskRequest) -> HttpResponse:
    """The browser itself posts this, from being-told.js; what is wrong with it is a sentence."""
    form = BrowserForm(request.POST)
    if not form.is_valid():
        sentence = str(next(iter(form.errors.values()))[0])
        return HttpResponse(sentence, status=422, content_type="text/plain; charset=utf-8")
    name = browser_name(request.headers.get("User-Agent", ""))
    Browser.objects.let_in(**form.cleaned_data, name=name, by=request.sign_in)
    return HttpResponse(status=204)


@require_POST
@at_the_desk
@for_guests_too
def forget(request: DeskRequest, pk: int) -> HttpResponse:
    get_object_or_404(Browser, pk=pk, colleague=request.user).forget()
    return redirect("settings.told")
