"""A link of a letter whose reader lets us see that they follow it: counted, and led on to where the letter said."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from byhand.gate.many.click import Visit, leads_to
from byhand.web.in_public import in_public
from byhand.web.turn_to import opens_nothing


@in_public
@require_safe
def go(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing changes by it but the count."""
    told = request.headers
    visit = Visit(
        request.method or "", told.get("User-Agent", ""),
        prefetches="prefetch" in (told.get("Sec-Purpose") or told.get("Purpose") or told.get("X-Moz", "")).lower(),
    )  # fmt: skip
    target = leads_to(token, visit)
    if target is None:
        return opens_nothing(request)
    response = HttpResponseRedirect(target)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
