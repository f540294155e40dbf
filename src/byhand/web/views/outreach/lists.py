"""Lists of people: begun, put people on and taken off by hand, and put away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.paging import slice_of
from byhand.outreach.people_list import NoList, PeopleList
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.lists import ListForm
from byhand.web.fragments import answer
from byhand.web.views.outreach.eyes import eyes_of
from byhand.web.views.people import person_or_404

PAGE, FOUND, MOST_AT_ONCE = 60, 20, 200
PARTS = {"more": "outreach/lists/rows.html"}


@require_POST
@at_the_desk
def begin(request: DeskRequest) -> HttpResponse:
    form = ListForm(request.POST)
    try:
        if not form.is_valid():
            raise NoList(_("Give the list a name."))
        shelf = PeopleList.objects.begin(form.cleaned_data["name"], by=request.user)
    except NoList as no:
        messages.error(request, str(no))
        return redirect("audiences")
    return redirect("people_list", shelf.pk)


@require_safe
@at_the_desk
def shelf(request: DeskRequest, pk: int) -> HttpResponse:
    """Who is on it, as far as the reader may know of them; with words, who could be put there."""
    one, looking = get_object_or_404(PeopleList.objects.standing(), pk=pk), eyes_of(request)
    words, on_it = request.GET.get("q", "").strip(), one.people(looking)
    shown = slice_of(on_it.order_by("name", "pk"), after=request.GET.get("after", ""), size=PAGE)
    found = looking.people().matching(words).exclude(pk__in=on_it.values("pk")) if words else None
    context = {
        "shelf": one, "people": shown.rows, "after": shown.after, "number": on_it.count(), "words": words,
        "found": list(found.order_by("name", "pk")[:FOUND]) if found is not None else [],
    }  # fmt: skip
    return answer(request, "outreach/lists/list.html", PARTS, context)


@require_POST
@at_the_desk
def add(request: DeskRequest, pk: int) -> HttpResponse:
    """Those that were ticked, of whom the colleague may know."""
    one = get_object_or_404(PeopleList.objects.changeable_by(request.user), pk=pk)
    ticked = [
        int(each)
        for each in request.POST.getlist("person")[:MOST_AT_ONCE]
        if each.isdigit() and len(each) < 18
    ]
    seen = eyes_of(request).people().filter(pk__in=ticked)
    new = one.add(list(seen.values_list("pk", flat=True)), by=request.user)
    messages.success(
        request, ngettext("%(n)s person put on it.", "%(n)s people put on it.", new) % {"n": new}
    )
    return redirect("people_list", one.pk)


@require_POST
@at_the_desk
def take_off(request: DeskRequest, pk: int, person: int) -> HttpResponse:
    one = get_object_or_404(PeopleList.objects.changeable_by(request.user), pk=pk)
    one.take_off(person_or_404(request, person))
    return redirect("people_list", one.pk)


@require_POST
@at_the_desk
def put_away(request: DeskRequest, pk: int) -> HttpResponse:
    get_object_or_404(PeopleList.objects.changeable_by(request.user), pk=pk).put_away(by=request.user)
    return redirect("audiences")
