"""Telling records: a program posts what its system sent or sold, with the token of its source and nothing else.

No cookie counts here and none is given, so there is nothing for a foreign page to forge. What cannot be taken is told
line by line; the rest is taken.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from byhand.gate.records.importing import region_here
from byhand.gate.records.not_taken import NotTaken
from byhand.gate.records.record import Record
from byhand.gate.records.source import Source
from byhand.gate.records.taking import Account, Refused, take
from byhand.gate.records.told import NotSo, Told, read
from byhand.live.often import too_often

MOST, MOST_BYTES = 1_000, 1_000_000
A_MINUTE, TIMES_A_MINUTE = 60, 120
WRONG_TOKENS = 20  # in ten minutes from one network


class No(Exception):
    """It is not even looked at; the text is a sentence for whoever runs the program."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@csrf_exempt
def tell(request: HttpRequest) -> JsonResponse:
    """POST one record, or up to a thousand as {"records": […]}. See docs/records.md."""
    try:
        source = _source(request)
        account = _take(source, _records(request))
    except No as no:
        answer = JsonResponse({"error": str(no)}, status=no.status)
        if no.status == 405:
            answer.headers["Allow"] = "POST"
        if no.status == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
    else:
        answer = JsonResponse(_accounted(account))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _source(request: HttpRequest) -> Source:
    """Whose token came along (RFC 6750, 2.1)."""
    if request.method != "POST":
        raise No(405, _("Records are told by POST."))
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    source = Source.objects.with_token(token.strip()) if scheme.lower() == "bearer" else None
    if source is None:
        if too_often(request, "wrong-tokens", most=WRONG_TOKENS, seconds=600):
            raise No(429, _("Too many tokens that open nothing. Try again in ten minutes."))
        raise No(401, _("This token opens nothing. Make one under Settings, Other systems."))
    if too_often(
        request, f"records-{source.pk}", most=TIMES_A_MINUTE, seconds=A_MINUTE, of_all=TIMES_A_MINUTE
    ):
        raise No(429, _("More than 120 times in a minute. Tell up to 1,000 records at once."))
    return source


def _records(request: HttpRequest) -> list[object]:
    if request.content_type != "application/json":
        raise No(415, _("Send JSON, as application/json."))
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise No(413, _("More than a megabyte. Tell fewer records at once."))
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise No(400, _("This is no JSON.")) from None
    records = cast("dict[str, Any]", given).get("records", [given]) if isinstance(given, dict) else None
    if not isinstance(records, list) or not records:
        raise No(400, _('Send one record, or some as {"records": […]}.'))
    if len(records) > MOST:
        raise No(413, _("More than 1,000 records. Tell fewer at once."))
    return cast("list[object]", records)


def _take(source: Source, records: Sequence[object]) -> Account:
    region = region_here()
    good: list[tuple[int, Told]] = []
    bad: list[Refused] = []
    for place, one in enumerate(records, 1):
        try:
            good.append((place, read(_fields(one), region=region)))
        except NotSo as no:
            bad.append(Refused(place, _id(one), str(no)))
    account = take(source, good, way=Record.Way.PROGRAM)
    NotTaken.objects.note(source, bad, way=Record.Way.PROGRAM)
    account.refused = sorted([*account.refused, *bad], key=lambda one: one.place)
    return account


def _fields(one: object) -> dict[str, object]:
    if not isinstance(one, dict):
        raise NotSo(_('A record is an object: {"id": …, "kind": …, "email": …, "at": …}.'))
    return cast("dict[str, object]", one)


def _id(one: object) -> str:
    given = cast("dict[str, object]", one).get("id") if isinstance(one, dict) else ""
    return "".join(c for c in str(given or "") if c.isprintable())[:120]


def _accounted(account: Account) -> dict[str, object]:
    """`record` is its place in what was sent, from 1."""
    refused = [{"record": one.place, "id": one.key, "why": one.because} for one in account.refused]
    return {"new": account.new, "known": account.known, "refused": refused}
