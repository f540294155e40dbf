"""Audiences: what there is, one put together with its count as one goes, and put away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.outreach.audience import Audience
from byhand.outreach.counting import counted
from byhand.outreach.looking import Looking
from byhand.outreach.people_list import PeopleList
from byhand.outreach.rules import KINDS
from byhand.outreach.rules.on_list import OnList
from byhand.outreach.rules.rule import NoAudience, Rule
from byhand.outreach.rules.sentences import sentences, whole
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.audiences import AudienceForm, RuleForm, begun, given, rules_of
from byhand.web.views.outreach.eyes import eyes_of

# Whoever begins anew is led to what is asked of nearly everybody.
OFTEN = ("writable", "open")


@require_safe
@at_the_desk
def listing(request: DeskRequest) -> HttpResponse:
    """Each with its sentence, and the lists. Nobody is counted here."""
    audiences = Audience.objects.visible_to(request.user).select_related("said_by")
    context = {
        "audiences": _said(list(audiences)),
        "lists": PeopleList.objects.standing(),
    }
    return render(request, "outreach/audiences/listing.html", context)


@at_the_desk
def new(request: DeskRequest) -> HttpResponse:
    looking = eyes_of(request)
    if request.method != "POST":
        blank = [RuleForm(KINDS[kind], place, looking) for place, kind in enumerate(OFTEN)]
        return _page(request, AudienceForm(), blank, None, ())
    return _posted(request, looking, None)


@at_the_desk
def audience(request: DeskRequest, pk: int) -> HttpResponse:
    """One of them: for whoever may change it its form, for others its rules."""
    one = get_object_or_404(Audience.objects.visible_to(request.user), pk=pk)
    looking = eyes_of(request)
    if request.method == "POST":
        one = get_object_or_404(Audience.objects.changeable_by(request.user), pk=pk)
        return _posted(request, looking, one)
    try:
        rules = one.parts()
    except NoAudience as no:
        messages.error(request, str(no))
        rules = ()
    return _page(request, AudienceForm(initial={"name": one.name}), begun(rules, looking), one, rules)


@require_POST
@at_the_desk
def count(request: DeskRequest) -> HttpResponse:
    """How many each rule keeps, while they are put together."""
    looking = eyes_of(request)
    return render(
        request, "outreach/audiences/counted.html", _counted(rules_of(given(request.POST, looking)), looking)
    )


@require_POST
@at_the_desk
def put_away(request: DeskRequest, pk: int) -> HttpResponse:
    get_object_or_404(Audience.objects.changeable_by(request.user), pk=pk).put_away(by=request.user)
    return redirect("audiences")


@require_POST
@at_the_desk
def of_list(request: DeskRequest, pk: int) -> HttpResponse:
    """An audience of all who are on a list."""
    shelf = get_object_or_404(PeopleList.objects.standing(), pk=pk)
    return redirect("audience", Audience.objects.begin(shelf.name, [OnList(of=shelf.pk)], by=request.user).pk)


def _said(audiences: Sequence[Audience]) -> list[tuple[Audience, str]]:
    """Each with its rules, or with why they cannot be read. Three queries, however many."""
    parts: list[tuple[Audience, tuple[Rule, ...], str]] = []
    for one in audiences:
        try:
            parts.append((one, one.parts(), ""))
        except NoAudience as no:
            parts.append((one, (), str(no)))
    every = iter(sentences([rule for _one, rules, _why in parts for rule in rules]))
    return [(one, why or whole(list(islice(every, len(rules))))) for one, rules, why in parts]


def _posted(request: DeskRequest, looking: Looking, one: Audience | None) -> HttpResponse:
    """Kept, or shown again with a rule more or less, or counted."""
    form, forms = AudienceForm(request.POST), given(request.POST, looking)
    if "keep" not in request.POST:
        unsaid = AudienceForm(initial={"name": request.POST.get("name", "")[:200]})
        return _page(request, unsaid, forms, one, rules_of(forms))
    if not form.is_valid() or not all(each.is_valid() for each in forms):
        return _page(request, form, forms, one, rules_of(forms), status=422)
    try:
        kept = _keep(form.cleaned_data["name"], [each.rule() for each in forms], one, request)
    except NoAudience as no:
        form.add_error(None, str(no))
        return _page(request, form, forms, one, rules_of(forms), status=422)
    messages.success(request, _("Kept."))
    return redirect("audience", kept.pk)


def _keep(name: str, rules: Sequence[Rule], one: Audience | None, request: DeskRequest) -> Audience:
    if one is None:
        return Audience.objects.begin(name, rules, by=request.user)
    one.say(name, rules, by=request.user)
    return one


def _page(
    request: DeskRequest, form: AudienceForm, forms: Sequence[RuleForm], one: Audience | None,
    rules: Sequence[Rule], *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    changeable = Audience.objects.changeable_by(request.user)
    context: dict[str, Any] = {
        "form": form, "rules": forms, "audience": one, "kinds": KINDS.values(),
        "may_change": changeable.filter(pk=one.pk).exists() if one else not request.user.is_guest,
        "sentence": whole(sentences(rules)) if rules else "", **_counted(rules, eyes_of(request)),
    }  # fmt: skip
    return render(request, "outreach/audiences/audience.html", context, status=status)


def _counted(rules: Sequence[Rule], looking: Looking) -> dict[str, Any]:
    if not rules:
        return {"steps": [], "counted": None}
    found = counted(rules, looking)
    return {
        "counted": found,
        "steps": list(zip(sentences(rules), found.kept, strict=True)),
    }
