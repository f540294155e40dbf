"""Sorting rules: in order, each as a sentence; written, tried, moved, switched off and on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.message import Message
from byhand.conversations.sorting.rule import SortingRule
from byhand.conversations.sorting.trying import try_on
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.rules import RuleForm, as_it_is
from byhand.web.rule_sentences import sentence_of
from byhand.web.rule_states import rule_states


@require_safe
@at_the_desk
def rules(request: DeskRequest) -> HttpResponse:
    """All of them; what is for letters the reader may not see is named and not told."""
    return render(request, "settings/rules.html", {"states": rule_states(request.user)})


@at_the_desk
def new(request: DeskRequest) -> HttpResponse:
    form = RuleForm(request.POST or None, by=request.user)
    if _is_to_be_kept(request, form):
        SortingRule.objects.begin(form.said(), by=request.user)
        messages.success(request, _("Kept. It sorts what comes in from now on."))
        return redirect("rules")
    return _written(request, form, None)


@at_the_desk
def rule(request: DeskRequest, pk: int) -> HttpResponse:
    """One of them: its sentence, and for whoever may change it, its form."""
    if request.method != "POST":
        one = get_object_or_404(SortingRule.objects.for_page().visible_to(request.user), pk=pk)
        return _written(request, RuleForm(initial=as_it_is(one), by=request.user), one)
    one = _changeable(request, pk)
    form = RuleForm(request.POST, by=request.user)
    if _is_to_be_kept(request, form):
        one.say(form.said(), by=request.user)
        messages.success(request, _("Kept."))
        return redirect("rules")
    return _written(request, form, one)


@require_POST
@at_the_desk
def up(request: DeskRequest, pk: int) -> HttpResponse:
    _changeable(request, pk).move_up()
    return redirect("rules")


@require_POST
@at_the_desk
def down(request: DeskRequest, pk: int) -> HttpResponse:
    _changeable(request, pk).move_down()
    return redirect("rules")


@require_POST
@at_the_desk
def on(request: DeskRequest, pk: int) -> HttpResponse:
    _changeable(request, pk).switch_on(by=request.user)
    return redirect("rules")


@require_POST
@at_the_desk
def off(request: DeskRequest, pk: int) -> HttpResponse:
    _changeable(request, pk).switch_off(by=request.user)
    return redirect("rules")


@require_POST
@at_the_desk
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    _changeable(request, pk).remove(by=request.user)
    return redirect("rules")


def _changeable(request: DeskRequest, pk: int) -> SortingRule:
    return get_object_or_404(SortingRule.objects.for_page().changeable_by(request.user), pk=pk)


def _is_to_be_kept(request: DeskRequest, form: RuleForm) -> bool:
    return request.method == "POST" and form.is_valid() and "try" not in request.POST


def _written(request: DeskRequest, form: RuleForm, one: SortingRule | None) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "rule": one, "sentence": sentence_of(one) if one else "",
        "zone": timezone.get_default_timezone_name(),
    }  # fmt: skip
    context["may_change"] = not request.user.is_guest and (
        one is None or SortingRule.objects.changeable_by(request.user).filter(pk=one.pk).exists()
    )
    if form.is_bound and form.is_valid():
        said = form.said().as_a_rule()
        tried = try_on(said, Message.objects.filter(conversation__in=request.seen))
        context |= {"tried": tried, "sentence": sentence_of(said)}
        return render(request, "settings/rule.html", context)
    return render(request, "settings/rule.html", context, status=422 if form.is_bound else 200)
