"""Files on their way to a draft, each in a request of its own, so that the words beside them need not wait."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from byhand.conversations.conversation import Conversation
from byhand.conversations.draft import Draft, DraftFile
from byhand.files.check import Place
from byhand.files.checking import NotHandedOut, hand_out
from byhand.files.store import Missing
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.handing_out import picture_answer
from byhand.web.views.turns import verb
from byhand.web.views.writing import going_along, take_files


@verb
def to_answer(request: DeskRequest, conversation: Conversation) -> HttpResponse:
    """Files for the answer one writes; gives the list of all that go along."""
    return _taken(request, Draft.objects.for_answer(conversation, by=request.user))


@require_POST
@at_the_desk
def to_letter(request: DeskRequest, pk: int) -> HttpResponse:
    """Files for a letter that was begun."""
    draft = Draft.objects.for_sheet(request.user, request.seen).filter(pk=pk, conversation=None).first()
    if draft is None:
        raise Http404
    return _taken(request, draft)


@require_safe
@at_the_desk
def picture(request: DeskRequest, pk: int) -> HttpResponse:
    """A picture that goes along, to be shown small; its writer alone sees it."""
    mine = Draft.objects.for_sheet(request.user, request.seen)
    one = DraftFile.objects.filter(pk=pk, draft__in=mine).first()
    try:
        place = Place(one.sha256) if one else None
        shown = picture_answer(hand_out(place, place.read())) if place else None
    except (Missing, NotHandedOut):
        shown = None
    if shown is None:
        raise Http404
    return shown


def _taken(request: DeskRequest, draft: Draft) -> HttpResponse:
    refusal = take_files(request, draft)
    return going_along(request, draft, refusal, status=422 if refusal else 200)
