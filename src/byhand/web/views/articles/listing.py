"""All articles by section, a new one, the sections, and the pages as a whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.help.article import Article, KeyTaken
from byhand.help.pages import HelpPages
from byhand.help.section import Section
from byhand.web.articles_listed import listed, section_languages
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.articles import NewArticleForm, PagesForm, SectionForm
from byhand.web.owners import for_owners


@at_the_desk
def articles(request: DeskRequest) -> HttpResponse:
    """All of them, and a form for a new one."""
    form = NewArticleForm(request.POST or None, initial={"keeper": request.user})
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = dict(form.cleaned_data)
        language = told.pop("language")
        try:
            one = Article.objects.begin(told.pop("key"), **told, by=request.user)
        except KeyTaken as taken:
            form.add_error("key", str(taken))
        else:
            return redirect("article.write", one.pk, language)
    return _page(request, form=form)


@require_POST
@at_the_desk
def begin_section(request: DeskRequest) -> HttpResponse:
    form = SectionForm(request.POST, languages=section_languages())
    if not form.is_valid():
        return _page(request, section_form=form)
    Section.objects.begin(form.names(), by=request.user)
    messages.success(request, _("Kept."))
    return redirect("articles")


@at_the_desk
def section(request: DeskRequest, pk: int) -> HttpResponse:
    """One of them, to be named anew."""
    one = get_object_or_404(Section, pk=pk)
    form = SectionForm(request.POST or None, languages=section_languages(one), names=one.names)
    if request.method == "POST" and form.is_valid():
        one.rename(form.names())
        messages.success(request, _("Kept."))
        return redirect("articles")
    return render(request, "articles/section.html", {"form": form, "section": one}, status=_status(form))


@require_POST
@at_the_desk
def section_up(request: DeskRequest, pk: int) -> HttpResponse:
    get_object_or_404(Section, pk=pk).move(-1)
    return redirect("articles")


@require_POST
@at_the_desk
def section_down(request: DeskRequest, pk: int) -> HttpResponse:
    get_object_or_404(Section, pk=pk).move(1)
    return redirect("articles")


@require_POST
@for_owners
def pages(request: DeskRequest) -> HttpResponse:
    """Where words arrive, and whether the pages are listed elsewhere."""
    form = PagesForm(request.POST)
    if not form.is_valid():
        return _page(request, pages_form=form)
    HelpPages.current().describe(**form.cleaned_data, by=request.user)
    messages.success(request, _("Kept."))
    return redirect("articles")


def _page(request: DeskRequest, **forms_given: forms.Form) -> HttpResponse:
    now = HelpPages.current()
    unsaid = {"inbox": now.inbox_id, "unlisted": now.unlisted_at is not None}  # type: ignore[attr-defined]
    context = {
        "form": NewArticleForm(initial={"keeper": request.user}),
        "section_form": SectionForm(languages=section_languages()), "pages_form": PagesForm(initial=unsaid),
        **listed(request.user), **forms_given,
    }  # fmt: skip
    wrong = any(form.is_bound and form.errors for form in forms_given.values())
    return render(request, "articles/list.html", context, status=422 if wrong else 200)


def _status(form: forms.Form) -> int:
    return 422 if form.is_bound else 200
