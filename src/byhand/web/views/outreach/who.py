"""Who is in an audience, and why; and of anybody else, why not. Each sees their own part of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.paging import slice_of
from byhand.outreach.audience import Audience
from byhand.outreach.counting import among, sets_in_memory
from byhand.outreach.explaining import explain, is_in
from byhand.outreach.people_list import NoList, PeopleList
from byhand.outreach.rules.rule import NoAudience
from byhand.outreach.rules.sentences import sentences
from byhand.people.person import Person
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.lists import ListForm
from byhand.web.fragments import answer
from byhand.web.views.outreach.eyes import eyes_of

PAGE, FOUND = 30, 8
PARTS = {"more": "outreach/audiences/rows.html"}


@require_safe
@at_the_desk
def people(request: DeskRequest, pk: int) -> HttpResponse:
    """Those in it by name; with words, whoever is called so, in it or not."""
    one = get_object_or_404(Audience.objects.visible_to(request.user), pk=pk)
    looking, words = eyes_of(request), request.GET.get("q", "").strip()
    context: dict[str, Any] = {"audience": one, "words": words, "after": "", "rows": [], "trouble": ""}
    try:
        rules = one.parts()
        if words:
            found = list(looking.people().matching(words).order_by("name", "pk")[:FOUND])
        else:
            with sets_in_memory():
                inside = among(rules, looking).order_by("name", "pk")
                shown = slice_of(inside, after=request.GET.get("after", ""), size=PAGE)
            found, context["after"] = shown.rows, shown.after
        verdicts, said = explain([each.pk for each in found], rules, looking), sentences(rules)
        context["rows"] = [
            (each, list(zip(said, theirs, strict=True)), is_in(theirs))
            for each in found
            if (theirs := verdicts.get(each.pk)) is not None
        ]
    except NoAudience as no:
        context["trouble"] = str(no)
    return answer(request, "outreach/audiences/people.html", PARTS, context)


@require_POST
@at_the_desk
def keep_as_list(request: DeskRequest, pk: int) -> HttpResponse:
    """Whoever is in it now, as far as this colleague may know of them, stands on a list from now on."""
    one, form = get_object_or_404(Audience.objects.visible_to(request.user), pk=pk), ListForm(request.POST)
    try:
        if not form.is_valid():
            raise NoList(_("Give the list a name."))
        inside = among(one.parts(), eyes_of(request))
        shelf = PeopleList.objects.begin(form.cleaned_data["name"], by=request.user)
        shelf.add_all(Person.objects.filter(pk__in=inside.values("pk")), by=request.user)
    except (NoAudience, NoList) as no:
        messages.error(request, str(no))
        return redirect("audience.people", one.pk)
    return redirect("people_list", shelf.pk)
