"""Files of a chat, both ways: checked like every upload, handed out so that nothing in them can run as ours."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.conversations.visiting.bringing import bring
from byhand.conversations.visiting.handing import file_for
from byhand.conversations.welcome import Unwelcome
from byhand.files.checking import NotHandedOut
from byhand.files.store import Missing
from byhand.live.attending import Hello
from byhand.live.limits import Limits
from byhand.live.visitor_words import hello_in, word_in
from byhand.web import chat_pages
from byhand.web.handing_out import file_answer, picture_answer
from byhand.web.in_public import in_public

LARGEST = 10_000_000
LIMITS = Limits()


@require_POST
@in_public
def take(request: HttpRequest, key: str) -> HttpResponse:
    """A file from the visitor. Its size is looked at before a byte of it is read."""
    if not chat_pages.is_of_ours(request):
        return HttpResponse(status=403)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST + 20_000:
        return HttpResponse(status=413)
    hello, file = _hello(request, key), request.FILES.get("file")
    word = word_in(hello, {"id": request.POST.get("id"), "words": "."}) if hello else None
    if hello is None or word is None or file is None:
        return HttpResponse(status=400)
    if not LIMITS.may_bring(key, hello.token, request.META.get("REMOTE_ADDR", "")):
        return JsonResponse(
            {"no": _("These are many files. Please wait a minute before the next.")}, status=429
        )
    try:
        taken = bring(hello, word.id, file.name or _("file"), file.content_type or "", file.read())
    except Unwelcome as no:
        return JsonResponse({"no": str(no)}, status=422)
    return JsonResponse({"no": taken.no} if not taken.number else {"n": taken.number})


@require_POST
@in_public
def give(request: HttpRequest, key: str) -> HttpResponse:
    """A file of their chat, to the browser whose chat it is and to no other."""
    hello = _hello(request, key) if chat_pages.is_of_ours(request) else None
    number, at = request.POST.get("n", ""), request.POST.get("at", "")
    if hello is None or not all(one.isdecimal() and len(one) < 10 for one in (number, at)):
        return HttpResponse(status=404)
    try:
        found = file_for(hello, int(number), int(at))
    except (Missing, IndexError, NotHandedOut):
        return HttpResponse(status=404)
    if found is None:
        return HttpResponse(status=404)
    # A file that streams is a response like any other to whoever sets its headers.
    return picture_answer(found.content) or cast(
        HttpResponse, file_answer(found.content, filename=found.filename)
    )


def _hello(request: HttpRequest, key: str) -> Hello | None:
    return hello_in({**request.POST.dict(), "chat": key})
