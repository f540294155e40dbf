"""Tags: given and taken off one conversation, offered while somebody types."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from byhand.conversations.conversation import Conversation
from byhand.conversations.tag import Tag
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.tags import TagForm
from byhand.web.opened import opened
from byhand.web.views.turns import first_error, verb

MOST = 500


@verb
def tag(request: DeskRequest, conversation: Conversation) -> HttpResponse | None:
    form = TagForm(request.POST)
    if not form.is_valid():
        return opened(request, conversation, refusal=first_error(form), status=422)
    conversation.tag(Tag.objects.named(form.cleaned_data["tag"], by=request.user), by=request.user)
    return None


@verb
def untag(request: DeskRequest, conversation: Conversation) -> None:
    found = Tag.objects.called(request.POST.get("tag", "")).first()
    if found is not None:
        conversation.untag(found, by=request.user)


@require_safe
@at_the_desk
def names(request: DeskRequest) -> HttpResponse:
    """Every tag there is, for whoever types one."""
    told = list(Tag.objects.living().in_order().values_list("name", flat=True)[:MOST])
    return JsonResponse({"tags": told}, headers={"Cache-Control": "no-store"})
