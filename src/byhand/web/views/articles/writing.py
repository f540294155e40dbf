"""Writing an article in one language: kept as one types, shown beside as it will be, saved as versions, published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from markupsafe import Markup

from byhand.help.article import Article
from byhand.help.edition import AddressTaken, Edition
from byhand.help.sketch import Sketch
from byhand.help.version import Version
from byhand.kit.markdown import LONGEST, pictures_in, to_html
from byhand.team.languages import NAMES, direction_of, name_of
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.articles import WordsForm
from byhand.web.views.articles.article import article_or_404


@at_the_desk
def write(request: DeskRequest, pk: int, language: str) -> HttpResponse:
    """The writing page. Its buttons: save, save and publish, throw away what is not saved."""
    article, edition = article_in(request, pk, language)
    if request.method != "POST":
        return _page(
            request,
            article,
            language,
            edition,
            WordsForm(initial=_begun(request, article, language, edition)),
        )
    if "discard" in request.POST:
        Sketch.objects.discard(article, language, by=request.user)
        return redirect("article.write", pk, language)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, article, language, edition, form, status=422)
    try:
        edition, version = _save(request, article, language, edition, form.cleaned_data)
    except AddressTaken as taken:
        form.add_error("slug", str(taken))
        return _page(request, article, language, edition, form, status=422)
    _tell(request, edition, version, form.cleaned_data["based_on"] or 0)
    if "publish" in request.POST:
        edition.publish(version, by=request.sign_in)
        messages.success(request, _("It is on the pages."))
    return redirect("article.write", pk, language)


@require_POST
@at_the_desk
def keep(request: DeskRequest, pk: int, language: str) -> HttpResponse:
    """As they type: kept for its writer alone. The answer is the list of pictures, which the page puts in anew."""
    article, _edition = article_in(request, pk, language)
    given = request.POST
    Sketch.objects.keep(
        article, language, title=given.get("title", ""), words=given.get("words", ""), by=request.user
    )
    return pictures_of(request, article)


@require_POST
@at_the_desk
def preview(request: DeskRequest, pk: int, language: str) -> HttpResponse:
    """The words as they will be read, by the same renderer."""
    article_in(request, pk, language)
    context = _shown(request.POST.get("title", "")[:120], request.POST.get("words", "")[:LONGEST])
    return render(request, "articles/preview.html", context)


@require_POST
@at_the_desk
def publish(request: DeskRequest, pk: int, language: str, number: int) -> HttpResponse:
    """Puts one of its versions on the pages."""
    _article, edition = article_in(request, pk, language)
    version = edition.versions.filter(number=number).first() if edition else None
    if edition is None or version is None:
        raise Http404
    edition.publish(version, by=request.sign_in)
    messages.success(request, _("It is on the pages."))
    return redirect("article.write", pk, language)


@require_POST
@at_the_desk
def withdraw(request: DeskRequest, pk: int, language: str) -> HttpResponse:
    """Takes it off the pages; its versions stay."""
    _article, edition = article_in(request, pk, language)
    if edition is None:
        raise Http404
    edition.withdraw(by=request.user)
    messages.success(request, _("It is off the pages. Its versions stay."))
    return redirect("article.write", pk, language)


def article_in(request: DeskRequest, pk: int, language: str) -> tuple[Article, Edition | None]:
    """The article, and its edition in that language if there is one. Raises Http404."""
    article = article_or_404(request, pk)
    if language not in NAMES:
        raise Http404
    rows = Edition.objects.filter(article=article, language=language)
    return article, rows.select_related("published", "published_by", "article").first()


def pictures_of(request: DeskRequest, article: Article, refusals: list[str] | None = None) -> HttpResponse:
    context = {"pictures": article.pictures.all(), "refusals": refusals or []}
    return render(request, "articles/pictures.html", context, status=422 if refusals else 200)


def _begun(request: DeskRequest, article: Article, language: str, edition: Edition | None) -> dict[str, Any]:
    """What stands in the fields: an older version if asked for, what they were writing, or the newest version."""
    newest = edition.newest() if edition else None
    told: dict[str, Any] = {
        "based_on": newest.number if newest else 0,
        "slug": edition.slug if edition else "",
    }
    sketch = Sketch.objects.filter(article=article, language=language, by=request.user).first()
    wanted = request.GET.get("from", "")
    is_number = wanted.isdecimal() and len(wanted) < 7
    asked = edition.versions.filter(number=int(wanted)).first() if edition and is_number else None
    one = asked or sketch or newest
    return {**told, "title": one.title if one else "", "words": one.words if one else ""}


def _save(
    request: DeskRequest, article: Article, language: str, edition: Edition | None, told: dict[str, Any]
) -> tuple[Edition, Version]:
    title, words, slug = told["title"], told["words"], told["slug"]
    if edition is None:
        edition = Edition.objects.save_new(
            article, language, title=title, words=words, slug=slug, by=request.user
        )
        return edition, edition.newest()
    if slug:
        edition.stand_at(slug)
    return edition, edition.save_version(title=title, words=words, by=request.user)


def _tell(request: DeskRequest, edition: Edition, version: Version, based_on: int) -> None:
    """What its writer should know: somebody saved meanwhile, a picture is without words."""
    messages.success(request, _("Saved as version %(number)s.") % {"number": version.number})
    others = edition.versions.filter(number__gt=based_on, number__lt=version.number).exclude(
        saved_by=request.user
    )
    for one in others.select_related("saved_by"):
        told = {"name": one.saved_by.name, "number": one.number}
        messages.warning(
            request, _("%(name)s saved version %(number)s while you wrote. Compare the two.") % told
        )
    bare = sum(not shown.alt or shown.alt == _("What does it show?") for shown in pictures_in(version.words))
    if bare:
        messages.warning(request, ngettext(
            "%(n)s picture has no words yet for those who cannot see it: ![write them here](…)",
            "%(n)s pictures have no words yet for those who cannot see them: ![write them here](…)", bare,
        ) % {"n": bare})  # fmt: skip


def _shown(title: str, words: str) -> dict[str, Any]:
    html = to_html(words, reverse("articles.picture", args=["x"]).removesuffix("x"))
    return {"shown_title": title, "shown": Markup(html)}


def _page(
    request: DeskRequest,
    article: Article,
    language: str,
    edition: Edition | None,
    form: WordsForm,
    *,
    status: int = 200,
) -> HttpResponse:
    newest = edition.newest() if edition else None
    sketch = Sketch.objects.filter(article=article, language=language, by=request.user).first()
    context = {
        "article": article, "language_code": language, "language_name": name_of(language),
        "writing_direction": direction_of(language), "edition": edition, "newest": newest, "form": form,
        "sketch": sketch if sketch and not form.is_bound else None, "pictures": article.pictures.all(), "refusals": [],
        "base": request.build_absolute_uri("/help/"),
        **_shown(str(form["title"].value() or ""), str(form["words"].value() or "")),
    }  # fmt: skip
    return render(request, "articles/write.html", context, status=status)
