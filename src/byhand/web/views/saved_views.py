"""Saved views and tags: the page on which they are kept, changed and put away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.conversations.saved_view import SavedView, TooMany
from byhand.conversations.tag import Tag
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.views import ViewForm
from byhand.web.lists import address_of_view

MOST_TAGS = 500


@at_the_desk
def views(request: DeskRequest) -> HttpResponse:
    """All that one sees, and a form for a new one, begun with a search."""
    begun = {"words": request.GET.get("q", ""), "order": request.GET.get("sort", "")}
    form = ViewForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            view = SavedView.objects.keep(**form.cleaned_data, by=request.user)
        except TooMany as no:
            form.add_error(None, str(no))
        else:
            return redirect(address_of_view(view.pk))
    return render(request, "settings/views.html", _told(request, form), status=422 if form.is_bound else 200)


@at_the_desk
def view(request: DeskRequest, pk: int) -> HttpResponse:
    """One of them, to be said anew."""
    one = get_object_or_404(SavedView.objects.changed_by(request.user), pk=pk)
    as_it_is = {
        "name": one.name,
        "words": one.words,
        "order": one.order,
        "for_all": one.shared_at is not None,
    }
    form = ViewForm(request.POST or None, initial=as_it_is)
    if request.method == "POST" and form.is_valid():
        one.say(**form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("views")
    return render(
        request, "settings/view.html", {"form": form, "view": one}, status=422 if form.is_bound else 200
    )


@require_POST
@at_the_desk
def put_away(request: DeskRequest, pk: int) -> HttpResponse:
    get_object_or_404(SavedView.objects.changed_by(request.user), pk=pk).put_away(by=request.user)
    return redirect("views")


@require_POST
@at_the_desk
def put_tag_away(request: DeskRequest, pk: int) -> HttpResponse:
    get_object_or_404(Tag.objects.living(), pk=pk).put_away(by=request.user)
    return redirect("views")


def _told(request: DeskRequest, form: ViewForm) -> dict[str, Any]:
    seen = SavedView.objects.visible_to(request.user.pk).select_related("made_by")
    mine = set(SavedView.objects.changed_by(request.user).values_list("pk", flat=True))
    tags = Tag.objects.living().in_order()[:MOST_TAGS]
    return {"form": form, "shelf": seen, "mine": mine, "tags": tags}
