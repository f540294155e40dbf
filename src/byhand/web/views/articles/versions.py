"""The versions of an article in one language: who saved each and when, two of them side by side."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from byhand.help.comparing import compare
from byhand.help.version import Version
from byhand.team.languages import name_of
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.views.articles.writing import article_in

LISTED = 200


@require_safe
@at_the_desk
def versions(request: DeskRequest, pk: int, language: str) -> HttpResponse:
    """All of them, and two compared: those asked for, or the newest with the one before it."""
    article, edition = article_in(request, pk, language)
    if edition is None:
        raise Http404
    every = list(edition.versions.order_by("-number").select_related("saved_by").defer("plain")[:LISTED])
    after = _asked(request, "b", every) or every[0]
    before = _asked(request, "a", every) or next((one for one in every if one.number < after.number), after)
    context = {
        "article": article, "edition": edition, "language_code": language, "language_name": name_of(language),
        "versions": every, "before": before, "after": after, "rows": compare(_whole(before), _whole(after)),
    }  # fmt: skip
    return render(request, "articles/versions.html", context)


def _asked(request: DeskRequest, name: str, every: list[Version]) -> Version | None:
    said = request.GET.get(name, "")
    return next((one for one in every if str(one.number) == said), None)


def _whole(version: Version) -> str:
    return f"{version.title}\n\n{version.words}"
