"""Pictures for an article: taken up one by one, shown to colleagues before anyone else may see them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from byhand.files.picture import NotAPicture
from byhand.help.picture import Picture
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.views.articles.writing import article_in, keep, pictures_of
from byhand.web.views.help.pictures import answered

MOST_AT_ONCE = 20


@require_POST
@at_the_desk
def upload(request: DeskRequest, pk: int, language: str) -> HttpResponse:
    """Gives the list of all pictures of the article, and what was wrong with these."""
    article, _edition = article_in(request, pk, language)
    refusals: list[str] = []
    for file in request.FILES.getlist("files")[:MOST_AT_ONCE]:
        try:
            article.take_picture(file.name or "", file.read(), by=request.user)
        except NotAPicture as no:
            refusals.append(str(no))
    if request.htmx:
        return pictures_of(request, article, refusals)
    # The whole form came along: what was typed is kept, and the page shows it again.
    for sentence in refusals:
        messages.error(request, sentence)
    keep(request, pk, language)
    return redirect("article.write", pk, language)


@require_safe
@at_the_desk
def picture(request: DeskRequest, sha256: str) -> HttpResponse:
    """Any picture of the help pages, for whoever works here."""
    return answered(Picture.objects.filter(pk=sha256).first(), keep="private, max-age=86400")
