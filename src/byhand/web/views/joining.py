"""Joining by the link of an invitation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from byhand.team.house import House
from byhand.team.inviting import CannotJoin, Invitation
from byhand.web.forms.newcomer import NewcomerForm
from byhand.web.signing_in import sign_in


@never_cache
@sensitive_post_parameters("password")
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """A new colleague names themselves. A link that is used, old or wrong gets the same kind sentence."""
    invitation = Invitation.objects.by_secret(secret)
    if invitation is None:
        return render(request, "joining/closed.html", status=410)
    form = NewcomerForm(request.POST or None, initial={"email": invitation.email})
    if request.method == "POST" and form.is_valid():
        try:
            return sign_in(request, invitation.accept(**form.cleaned_data), onward=reverse("welcome.key"))
        except CannotJoin as told:
            form.add_error(None, str(told))
    known = {"form": form, "invitation": invitation, "team": House.current()}
    return render(request, "joining/join.html", known, status=422 if form.is_bound else 200)
