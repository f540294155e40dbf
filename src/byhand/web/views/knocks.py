"""The telephone exchange knocks: it asks what to do with a call, or brings a text. Signed, or not heard at all."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from byhand.channels.phone.account import line_of, lines_led_to_by
from byhand.channels.phone.greeting import Greeting
from byhand.channels.phone.hearing import LONGEST_BODY, TooMuch, hear
from byhand.conversations.phone import knocking
from byhand.files import store
from byhand.team.secrets import LostKey

log = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def knock(request: HttpRequest, key: str, step: str) -> HttpResponse:
    """Kept raw, then answered in TwiML. The same request again gets the same answer and changes nothing."""
    inbox = lines_led_to_by(key).first()
    if inbox is None:
        return _sentence("No line of ours has this address.", 404)
    try:
        line, body = line_of(inbox), request.read(LONGEST_BODY + 1)
        heard = hear(step, request.META.get("QUERY_STRING", ""), request.content_type or "", body)
    except TooMuch:
        return _sentence("That is more than a telephone exchange says at once.", 413)
    except LostKey:
        log.error("phone.token_unreadable", extra={"inbox": inbox.pk})
        return _sentence("The token of this line cannot be read here. Enter it again under Inboxes.", 503)
    signature, url = request.headers.get("X-Twilio-Signature", ""), f"{line.public}{request.get_full_path()}"
    if not heard.is_genuine(line, signature, url=url, body=body):
        log.warning("phone.not_genuine", extra={"inbox": inbox.pk, "step": step[:40], "public": line.public})
        return _sentence("The signature is not that of this line’s exchange. Nothing was done.", 403)
    answer = knocking.answer(heard, inbox)
    if answer is None:
        return _sentence("There is no such step.", 404)
    return HttpResponse(answer, content_type="text/xml; charset=utf-8", headers={"Cache-Control": "no-store"})


@require_safe
def greeting(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """What callers hear in a colleague’s own voice; the exchange fetches it without a signature."""
    inbox = lines_led_to_by(key).first()
    found = Greeting.objects.of(inbox) if inbox else None
    if found is None or not found.sha256.startswith(name):
        return _sentence("There is no such greeting.", 404)
    try:
        content = store.read(found.sha256)
    except store.Missing:
        return _sentence("This greeting is no longer in the store.", 404)
    return HttpResponse(content, content_type=found.type, headers={"Cache-Control": "max-age=86400"})


def _sentence(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
