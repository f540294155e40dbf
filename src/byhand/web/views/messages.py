"""One message: as its writer formatted it, as it came, and the files it brought."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from byhand.channels.arrival import Arrival
from byhand.conversations.attachment import Attachment
from byhand.conversations.knowing import among
from byhand.conversations.message import Message
from byhand.files.check import Place
from byhand.files.checking import NotHandedOut, hand_out
from byhand.files.store import Missing
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.framing import framed
from byhand.web.handing_out import file_answer, picture_answer
from byhand.web.views.arrivals import arrivals_of


@require_safe
@at_the_desk
def html(request: DeskRequest, pk: int) -> HttpResponse:
    """The page inside the frame."""
    message = _message_or_404(request, pk)
    if not message.html:
        raise Http404
    inline = {
        one.content_id: request.build_absolute_uri(reverse("attachment.picture", args=[one.pk]))
        for one in message.attachments.all() if one.content_id
    }  # fmt: skip
    person = message.writer.person if message.writer else None
    pictures = bool(person and person.shows_pictures_since)
    origin = request.build_absolute_uri("/attachments/")
    return framed(message.html, inline=inline, pictures=pictures, our_pictures=origin)


@require_safe
@at_the_desk
def text(request: DeskRequest, pk: int) -> HttpResponse:
    """All of its text, for the very long."""
    return HttpResponse(_message_or_404(request, pk).text, content_type="text/plain; charset=utf-8")


@require_safe
@at_the_desk
def original(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The exact bytes that came."""
    message = _message_or_404(request, pk)
    if message.arrival is None:
        raise Http404
    return _raw(request, message.arrival, message.subject or _("message"))


@require_safe
@at_the_desk
def attachment(request: DeskRequest, pk: int) -> HttpResponseBase:
    one = _attachment_or_404(request, pk)
    try:
        return file_answer(one.content(), filename=one.filename or _("file"))
    except (Missing, IndexError):
        raise Http404 from None
    except NotHandedOut as no:
        return kept_back(request, no)


@require_safe
@at_the_desk
def picture(request: DeskRequest, pk: int) -> HttpResponse:
    """An attached picture to be shown in place; anything else is not found here."""
    one = _attachment_or_404(request, pk)
    try:
        shown = picture_answer(one.content())
    except (Missing, IndexError, NotHandedOut):
        raise Http404 from None
    if shown is None:
        raise Http404
    return shown


@require_safe
@at_the_desk
def arrival_original(request: DeskRequest, pk: int) -> HttpResponseBase:
    """The exact bytes of an arrival that needs a look."""
    found = arrivals_of(request).needing_a_look().filter(pk=pk).exclude(sha256="").first()
    if found is None:
        raise Http404
    return _raw(request, found, _("arrival %(number)s") % {"number": found.pk})


def kept_back(request: DeskRequest, no: NotHandedOut) -> HttpResponse:
    """Why a file is not handed out, as a page."""
    context = {"title": _("Not handed out"), "sentence": str(no)}
    return render(request, "wrong/page.html", context, status=403)


def _raw(request: DeskRequest, arrival: Arrival, name: str) -> HttpResponseBase:
    """A scanner reads a mail with all that is in it."""
    try:
        checked = hand_out(Place(arrival.sha256), arrival.raw())
    except Missing:
        raise Http404 from None
    except NotHandedOut as no:
        return kept_back(request, no)
    return file_answer(checked, filename=f"{name[:80]}.eml")


def _message_or_404(request: DeskRequest, pk: int) -> Message:
    seen = Message.objects.filter(among(request.seen), pk=pk)
    found = seen.select_related("writer__person", "arrival").first()
    if found is None:
        raise Http404
    return found


def _attachment_or_404(request: DeskRequest, pk: int) -> Attachment:
    theirs = Attachment.objects.filter(among(request.seen, "message__conversation"), pk=pk)
    found = theirs.select_related("message__arrival").first()
    if found is None:
        raise Http404
    return found
