"""The front, a section list with its search, an article, and the list for search engines."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from byhand.help.counting import TALLY
from byhand.help.edition import Edition, OldAddress, languages_there
from byhand.help.finding import LONGEST, find
from byhand.help.pages import HelpPages
from byhand.team.languages import NAMES, name_of, suited
from byhand.web.help_shelves import shelves
from byhand.web.shown_to_all import by_language, part, shown, spoken_for


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Leads to the language the reader's browser likes most."""
    there = languages_there(Edition.objects.on_the_pages().only("language"))
    if not there:
        return missing(request, settings.LANGUAGE_CODE)
    language = suited(request.headers.get("Accept-Language", ""), there)
    answer = redirect("help.index", language)
    answer.headers["Cache-Control"] = "public, no-cache"
    return by_language(answer)


@require_safe
def index(request: HttpRequest, language: str) -> HttpResponse:
    """All articles by section, or those in which the words were found."""
    asked = request.GET.get("q", "")[:LONGEST].replace("\0", "")
    found = find(asked, language) if asked.strip() and language in NAMES else None
    if found is not None and "typing" in request.GET:
        return part(request, "help/found.html", {"asked": asked, "found": found}, language=language)
    editions = list(Edition.objects.on_the_pages().for_list())
    there = languages_there(editions)
    if language not in NAMES or not editions:
        return missing(request, language)
    if found == []:
        TALLY.nothing_found(asked, language, request.headers.get("User-Agent", ""))
    context = {
        "asked": asked, "found": found, "shelves": shelves(editions, language), "is_there": language in there,
        "others": [(one, name_of(one), reverse("help.index", args=[one])) for one in there],
        "language_name": name_of(language), "base": settings.BASE_URL,
    }  # fmt: skip
    return shown(request, "help/index.html", context, language=language)


@require_safe
def article(request: HttpRequest, language: str, slug: str) -> HttpResponseBase:
    """One article; from an address it had before, the way to where it is now."""
    edition = Edition.objects.readable_at(language, slug)
    if edition is None or edition.published is None:
        return _moved(language, slug) or missing(request, language)
    others = Edition.objects.readable_beside(edition.article_id)
    context = {
        "edition": edition, "version": edition.published, "author": edition.published.saved_by,
        "others": [(one.language, name_of(one.language), _at(one)) for one in others],
        "missing": _missing(request, [one.language for one in others]), "base": settings.BASE_URL,
        "html": Markup(edition.published.html()),
        "section": edition.article.section.called(language) if edition.article.section else "",
    }  # fmt: skip
    response = shown(request, "help/article.html", context, language=language)
    if request.method == "GET" and "prefetch" not in request.headers.get("Sec-Purpose", ""):
        TALLY.view(edition.published.pk, request.headers.get("User-Agent", ""))
    return by_language(response)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every published article with its other languages (sitemaps.org 0.9); nothing when the house is unlisted."""
    if HelpPages.current().unlisted_at is not None:
        raise Http404
    rows = Edition.objects.on_the_pages().select_related("published").order_by("article", "language")
    editions = [(one, f"{settings.BASE_URL}{_at(one)}") for one in rows]
    by_article: dict[int, list[tuple[str, str]]] = {}
    for one, address in editions:
        by_article.setdefault(one.article_id, []).append((one.language, address))
    context = {"editions": [(one, address, by_article[one.article_id]) for one, address in editions]}
    return HttpResponse(
        render_to_string("help/sitemap.xml", context), content_type="application/xml",
        headers={"Cache-Control": "public, max-age=3600"},
    )  # fmt: skip


def missing(request: HttpRequest, language: str) -> HttpResponse:
    """Not here, said kindly, with the search and the way to a person."""
    language = spoken_for(language)
    with translation.override(language):
        title = _("There is no such help page")
    return shown(request, "help/missing.html", {"title": title}, language=language, status=404)


def _moved(language: str, slug: str) -> HttpResponseBase | None:
    old = OldAddress.objects.filter(language=language, slug=slug, edition__published__isnull=False)
    found = old.select_related("edition").first()
    return redirect(_at(found.edition), permanent=True) if found else None


def _missing(request: HttpRequest, there: list[str]) -> str:
    """The name of the language the browser asks for, if the article is not in it and in no nearer one."""
    wanted = request.headers.get("Accept-Language", "").partition(",")[0].partition(";")[0].strip().lower()
    main = wanted.partition("-")[0]
    if not main or any(one.partition("-")[0] == main for one in there):
        return ""
    return NAMES.get(wanted) or NAMES.get(main, "")


def _at(edition: Edition) -> str:
    return reverse("help.article", args=[edition.language, edition.slug])
