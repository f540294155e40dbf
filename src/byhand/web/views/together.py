"""Several rows of a list, moved by one press, and taken back by another."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from byhand.conversations.handful import Handful
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.together import TogetherForm
from byhand.web.gathered import sentences
from byhand.web.views.turns import first_error


@require_POST
@at_the_desk
def move(request: DeskRequest) -> HttpResponse:
    form = TogetherForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return redirect(_list(request))
    deed = form.deed(by=request.user)
    outcome = Handful.objects.move(form.cleaned_data["chosen"], deed, seen=request.seen, by=request.user)
    moved, left = sentences(outcome, deed)
    if outcome.handful:
        messages.success(request, moved, extra_tags=f"handful-{outcome.handful.pk}")
    if left:
        messages.warning(request, left)
    return redirect(_list(request))


@require_POST
@at_the_desk
def undo(request: DeskRequest, pk: int) -> HttpResponse:
    """By whoever did it."""
    handful = get_object_or_404(Handful.objects.filter(by=request.user), pk=pk)
    undone = handful.take_back(seen=request.seen, by=request.user)
    if undone is None:
        messages.warning(request, _("That was undone already."))
    elif undone[1]:
        left = ngettext(
            "%(n)d was left: it has moved since.", "%(n)d were left: they have moved since.", undone[1]
        )
        messages.warning(request, left % {"n": undone[1]})
    else:
        messages.success(request, _("They stand as they stood."))
    return redirect(_list(request))


def _list(request: DeskRequest) -> str:
    """The list in which they were ticked."""
    kept = {key: request.GET[key] for key in ("list", "q", "sort") if request.GET.get(key)}
    path = reverse("search" if "q" in kept else "conversations")
    return f"{path}?{urlencode(kept)}" if kept else path
