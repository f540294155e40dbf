"""One article: where it stands, who looks after it, its languages, its figures."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.help.article import Article, KeyTaken
from byhand.help.edition import Edition, own_language_first
from byhand.help.figures import DAYS, Figures, figures_by
from byhand.team.languages import NAMES, name_of
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.articles import ArticleForm


def article_or_404(request: DeskRequest, pk: int) -> Article:
    return get_object_or_404(
        Article.objects.visible_to(request.user).select_related("keeper", "checked_by"), pk=pk
    )


@at_the_desk
def article(request: DeskRequest, pk: int) -> HttpResponse:
    one = article_or_404(request, pk)
    as_it_is = {
        "key": one.key,
        "section": one.section_id,
        "keeper": one.keeper_id,
        "every_days": one.every_days,
    }
    form = ArticleForm(request.POST or None, initial=as_it_is)
    if request.method == "POST" and form.is_valid():
        try:
            one.describe(**form.cleaned_data, by=request.user)
        except KeyTaken as taken:
            form.add_error("key", str(taken))
        else:
            messages.success(request, _("Kept."))
            return redirect("article", pk)
    rows = Edition.objects.filter(article=one).select_related("published", "published_by")
    editions = sorted(rows, key=own_language_first)
    none, figures = Figures(), figures_by("edition", version__edition__article=one)
    there = {edition.language for edition in editions}
    context = {
        "article": one, "form": form, "days": DAYS,
        "editions": [(each, name_of(each.language), each.newest(), figures.get(each.pk, none)) for each in editions],
        "other_languages": [(code, name) for code, name in NAMES.items() if code not in there],
    }  # fmt: skip
    return render(request, "articles/article.html", context, status=422 if form.is_bound else 200)


def _verb(
    does: Callable[[Article, DeskRequest], object], leads_to: str = "articles"
) -> Callable[..., HttpResponse]:
    @require_POST
    @at_the_desk
    def view(request: DeskRequest, pk: int) -> HttpResponse:
        does(article_or_404(request, pk), request)
        return redirect(leads_to)

    return view


confirm = _verb(lambda one, request: one.confirm(by=request.user))
up = _verb(lambda one, _request: one.move(-1))
down = _verb(lambda one, _request: one.move(1))
put_away = _verb(lambda one, request: one.put_away(by=request.user))
