"""Who sees a conversation: private to some, or open to its inbox."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from byhand.conversations.conversation import Conversation
from byhand.web.at_the_desk import DeskRequest, at_the_desk
from byhand.web.forms.privacy import PrivacyForm
from byhand.web.opened import address_of, conversation_or_404
from byhand.web.views.turns import verb


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
def who_sees_it(request: DeskRequest, public_id: str) -> HttpResponse:
    """Names those who see it, and makes it private to them."""
    conversation = conversation_or_404(request, public_id)
    named = list(conversation.confidants.values_list("colleague", flat=True))
    given = request.POST if request.method == "POST" else None
    form = PrivacyForm(given, conversation=conversation, by=request.user, initial={"among": named})
    if form.is_valid():
        conversation.make_private(among=form.cleaned_data["among"], by=request.user)
        return redirect(address_of(request, conversation))
    context = {"conversation": conversation, "form": form, "keep": request.GET.urlencode()}
    return render(request, "conversations/privacy.html", context, status=422 if form.is_bound else 200)


@verb
def open_up(request: DeskRequest, conversation: Conversation) -> None:
    conversation.open_up(by=request.user)
