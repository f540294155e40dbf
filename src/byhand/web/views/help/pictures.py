"""Pictures of articles, from our own address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from byhand.files.checking import NotHandedOut
from byhand.files.store import Missing
from byhand.help.picture import Picture
from byhand.web.handing_out import picture_answer

A_YEAR = "public, max-age=31536000, immutable"


@require_safe
def picture(request: HttpRequest, sha256: str) -> HttpResponse:
    """One that a published article shows. Its address is its content, so it may be kept for ever."""
    one = Picture.objects.on_the_pages().filter(pk=sha256).first()
    return answered(one, keep=A_YEAR)


def answered(one: Picture | None, *, keep: str) -> HttpResponse:
    """The picture behind the same walls as any file; not found if it is none or may not be handed out."""
    try:
        response = picture_answer(one.content()) if one else None
    except (Missing, NotHandedOut):
        response = None
    if response is None:
        raise Http404
    response.headers["Cache-Control"] = keep
    return response
