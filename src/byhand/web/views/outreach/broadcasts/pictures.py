"""Pictures for a broadcast: taken up one by one; shown to colleagues before they leave, to anyone afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from byhand.files.checking import NotHandedOut
from byhand.files.picture import NotAPicture
from byhand.files.store import Missing
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.picture import Picture
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.handing_out import picture_answer
from byhand.web.views.articles.pictures import MOST_AT_ONCE
from byhand.web.views.outreach.broadcasts.opened import by_its_author
from byhand.web.views.outreach.broadcasts.writing import keep_typed, pictures_of, words_or_404

A_YEAR = "public, max-age=31536000, immutable"


@by_its_author
def upload(request: DeskRequest, one: Broadcast, language: str) -> HttpResponse:
    """Gives the list of all pictures of it, and what was wrong with these."""
    words_or_404(one, language)
    refusals: list[str] = []
    for file in request.FILES.getlist("files")[:MOST_AT_ONCE] if one.is_being_written() else []:
        try:
            Picture.objects.take(one, file.name or "", file.read(), by=request.user)
        except NotAPicture as no:
            refusals.append(str(no))
    if request.htmx:
        return pictures_of(request, one, language, refusals)
    # The whole form came along: what was typed is kept, and the page shows it again.
    for sentence in refusals:
        messages.error(request, sentence)
    keep_typed(one, language, request.POST.dict())
    return redirect("broadcast.write", one.public_id, language)


@require_safe
@at_the_desk
def picture(request: DeskRequest, sha256: str) -> HttpResponse:
    """One of a broadcast that this colleague may see."""
    seen = Broadcast.objects.visible_to(request.user)
    return _answered(
        Picture.objects.filter(sha256=sha256, broadcast__in=seen).first(), "private, max-age=86400"
    )


@require_safe
def for_readers(request: HttpRequest, sha256: str) -> HttpResponse:
    """What stands in a letter that has left: the same address for every reader, so that it tells of none."""
    return _answered(Picture.objects.that_left().filter(sha256=sha256).first(), A_YEAR)


def _answered(one: Picture | None, keep: str) -> HttpResponse:
    try:
        response = picture_answer(one.content()) if one else None
    except (Missing, NotHandedOut):
        response = None
    if response is None:
        raise Http404
    response.headers["Cache-Control"] = keep
    return response
