"""All broadcasts a colleague may see, and a new one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from byhand.conversations.paging import slice_of
from byhand.outreach.broadcast import Broadcast
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.broadcasts_said import state_of
from byhand.web.forms.broadcasts import LanguageForm
from byhand.web.views.outreach.broadcasts.opened import by_its_author, opened

PAGE = 40


@require_safe
@at_the_desk
def front(request: DeskRequest) -> HttpResponse:
    return redirect("broadcasts")


@at_the_desk
def broadcasts(request: DeskRequest) -> HttpResponse:
    """The newest first, and a form for a new one."""
    form = LanguageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        one = Broadcast.objects.begin(by=request.user, language=language)
        return redirect("broadcast.write", one.public_id, language)
    rows = Broadcast.objects.visible_to(request.user).for_list()
    page = slice_of(rows, after=request.GET.get("after", ""), size=PAGE)
    context = {"listed": [(one, state_of(one)) for one in page.rows], "after": page.after, "form": form}
    return render(request, "outreach/broadcasts/list.html", context, status=422 if form.is_bound else 200)


@require_safe
@at_the_desk
def behind(request: DeskRequest, dispatch: int) -> HttpResponse:
    """Where a letter to many stands of which only its release is known."""
    one = get_object_or_404(Broadcast.objects.visible_to(request.user), dispatch=dispatch)
    return redirect("broadcast", one.public_id)


@require_safe
@opened
def broadcast(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """Leads to where it stands."""
    if one.dispatch_id:
        return redirect("broadcast.progress", one.public_id)
    if one.is_by(request.user):
        main = one.main_words()
        return redirect("broadcast.write", one.public_id, main.language if main else "en")
    return redirect("broadcast.read", one.public_id)


@by_its_author
def drop(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """Thrown away before it left."""
    one.drop(by=request.user)
    return redirect("broadcasts")
