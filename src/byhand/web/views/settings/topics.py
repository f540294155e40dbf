"""Topics and sign-up: what the house writes about, and where the public asks for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.people.sign_up_form import FormVersion, SignUpForm
from byhand.people.topic import Topic
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.topics import FormForm, TopicForm


@require_safe
@at_the_desk
def topics(request: DeskRequest) -> HttpResponse:
    return _shown(request)


@require_POST
@at_the_desk
def begin(request: DeskRequest) -> HttpResponse:
    form = TopicForm(request.POST)
    if not form.is_valid():
        return _shown(request, topic_form=form, status=422)
    given = form.cleaned_data
    Topic.objects.begin(
        given["name"], about=given["about"], in_other_words=form.in_other_words(), by=request.user
    )
    return _kept(request)


@require_POST
@at_the_desk
def put_away(request: DeskRequest, pk: int) -> HttpResponse:
    get_object_or_404(Topic.objects.standing(), pk=pk).put_away(by=request.user)
    return _kept(request)


@require_POST
@at_the_desk
def open_form(request: DeskRequest) -> HttpResponse:
    form = FormForm(request.POST)
    if not form.is_valid():
        return _shown(request, form_form=form, status=422)
    SignUpForm.objects.open(**form.cleaned_data, by=request.user)
    return _kept(request)


@require_POST
@at_the_desk
def change_form(request: DeskRequest, pk: int) -> HttpResponse:
    """New words are a new version; consents go on naming the one that was shown."""
    one, form = get_object_or_404(SignUpForm.objects.standing(), pk=pk), FormForm(request.POST)
    if not form.is_valid():
        return _shown(request, form_form=form, status=422)
    one.change(**form.cleaned_data, by=request.user)
    return _kept(request)


@require_POST
@at_the_desk
def close_form(request: DeskRequest, pk: int) -> HttpResponse:
    get_object_or_404(SignUpForm.objects.standing(), pk=pk).close(by=request.user)
    return _kept(request)


def _shown(request: DeskRequest, *, status: int = 200, **forms: Any) -> HttpResponse:
    rows = SignUpForm.objects.standing()
    blank = {"topic_form": TopicForm(), "form_form": FormForm()}
    opened = [_opened(one) for one in rows]
    context = {"topics": Topic.objects.standing(), "opened": opened, **blank, **forms}
    return render(request, "settings/topics.html", context, status=status)


def _opened(one: SignUpForm) -> tuple[SignUpForm, FormVersion, str, FormForm]:
    """With the version that is shown, its address, and a form to change it."""
    version = one.now()
    as_it_is = {
        "name": one.name, "wording": version.wording.text, "topics": version.topics.all(),
        "origins": "\n".join(one.origins),
    }  # fmt: skip
    address = f"{settings.BASE_URL}{reverse('sign_up', args=[one.public_id])}"
    return one, version, address, FormForm(initial=as_it_is, auto_id=f"id_{one.pk}_%s")


def _kept(request: DeskRequest) -> HttpResponse:
    messages.success(request, _("Kept."))
    return redirect("settings.topics")
