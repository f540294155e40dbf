"""What the palette asks for while someone types: people by their names."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from byhand.conversations.knowing import people_visible_to
from byhand.web.at_the_desk import DeskRequest, at_the_desk

MOST = 6


@require_safe
@at_the_desk
def palette(request: DeskRequest) -> HttpResponse:
    """Names and addresses of pages of those whom the words fit, if this colleague may see them."""
    words = request.GET.get("q", "").strip()[:200]
    people = people_visible_to(request.user).matching(words)[:MOST] if words else []
    told = [{"name": one.called(), "at": reverse("person", args=[one.pk])} for one in people]
    return JsonResponse({"people": told}, headers={"Cache-Control": "no-store"})
