"""Calling somebody from their page: my own telephone rings first, then theirs."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from byhand.channels.inbox import Inbox
from byhand.conversations.phone.calling_out import NotCalled, call_them
from byhand.gate.refusals import Refusal
from byhand.people.address import Address
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.person_opened import person_opened
from byhand.web.views.people import person_or_404


@require_POST
@at_the_desk
def call(request: DeskRequest, pk: int, address: int) -> HttpResponse:
    """That number of theirs, from the line they last called or texted, else from the first."""
    person = person_or_404(request, pk)
    one = get_object_or_404(Address, pk=address, person=person, kind=Address.Kind.PHONE)
    lines = Inbox.objects.to_call_from(request.user)
    spoken = (
        lines.filter(conversations__participants__address=one).order_by("-conversations__last_at").first()
    )
    line = spoken or lines.first()
    if line is None:
        return person_opened(
            request, person, refusal=_("There is no telephone line you may use."), status=422
        )
    try:
        begun = call_them(one, line, by=request.sign_in)
    except (Refusal, NotCalled) as no:
        return person_opened(request, person, refusal=str(no), status=422)
    messages.success(
        request, _("Your telephone rings. Pick up, and %(name)s is called.") % {"name": person.called()}
    )
    return redirect("conversation", begun.conversation.public_id)
