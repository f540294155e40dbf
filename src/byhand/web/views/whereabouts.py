"""The switch of a colleague, on every page of theirs; and the sign of life of a page that has no line to the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from byhand.team import here
from byhand.web.at_the_desk import DeskRequest, at_the_desk, for_guests_too
from byhand.web.forms.whereabouts import WhereaboutsForm


@require_POST
@at_the_desk
def switch(request: DeskRequest) -> HttpResponse:
    """At my desk, away, back at ten. A page with script gets the switch alone, so that nothing typed is lost."""
    form = WhereaboutsForm(request.POST)
    if form.is_valid() and form.cleaned_data["how"] == "here":
        request.user.come_back()
    elif form.is_valid():
        request.user.go_away(form.cleaned_data["until"])
    if request.htmx and not request.htmx.boosted:
        context = {"wrong": _wrong(form), "came_from": _where_they_were(request)}
        return render(request, "parts/whereabouts.html", context)
    return redirect(_where_they_were(request))


@require_POST
@at_the_desk
@for_guests_too
def sign(request: DeskRequest) -> HttpResponse:
    """The browser lives; “touched” says that somebody touched it since."""
    if "touched" in request.POST:
        here.touched(request.user.pk)
    return HttpResponse(status=204)


def _wrong(form: WhereaboutsForm) -> str:
    return " ".join(str(sentence) for errors in form.errors.values() for sentence in errors)


def _where_they_were(request: DeskRequest) -> str:
    path = request.POST.get("next", "")
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) and path.startswith("/") else "/"
