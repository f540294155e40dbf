"""Reading: a second colleague reads exactly what will leave, sees what changed since the last time, and agrees."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from markupsafe import Markup

from byhand.gate.many.plan import Plan, Words
from byhand.gate.refusals import Refusal
from byhand.help.comparing import compare
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.checking.every import findings
from byhand.outreach.planning import in_lines, plan_of
from byhand.outreach.reading import Asked
from byhand.outreach.shown_words import subject_with_fields, with_fields
from byhand.outreach.standing import Standing, standing_of
from byhand.team.languages import direction_of, name_of
from byhand.web.at_the_desk import DeskRequest
from byhand.web.links_said import links_of
from byhand.web.views.outreach.broadcasts.opened import by_its_author, opened, shown
from byhand.web.views.outreach.broadcasts.writing import desk_pictures


@require_safe
@opened
def read(request: DeskRequest, one: Broadcast) -> HttpResponse:
    return _page(request, one)


@by_its_author
def ask(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """Its author wants it to be read."""
    try:
        Asked.objects.ask(one, by=request.sign_in)
    except Refusal as no:
        return _page(request, one, refusal=no.sentence, status=422)
    return redirect("broadcast.read", one.public_id)


@require_POST
@opened
def agree(request: DeskRequest, one: Broadcast) -> HttpResponse:
    """Whoever reads it agrees; alone, its author after half a day."""
    try:
        Asked.objects.agree(one, request.POST.get("digest", ""), by=request.sign_in)
    except Refusal as no:
        return _page(request, one, refusal=no.sentence, status=422)
    messages.success(request, _("You have read it and agree."))
    return redirect("broadcast.read", one.public_id)


def _page(request: DeskRequest, one: Broadcast, *, refusal: str = "", status: int = 200) -> HttpResponse:
    plan, standing = plan_of(one), standing_of(one)
    context: dict[str, Any] = {
        "at": "read", "plan": plan, "standing": standing, "refusal": refusal, "findings": findings(one),
        "said": [_as_it_is(plan, words) for words in plan.words] if plan else [],
        "rows": compare(standing.before.said, in_lines(plan)) if plan and standing.before else [],
        "may_agree": _may_agree(request, one, standing), "too_soon": _too_soon(standing),
        **links_of(one),
    }  # fmt: skip
    return shown(request, one, "read", context, status=status)


def _as_it_is(plan: Plan, words: Words) -> dict[str, Any]:
    """One language and version. Words of the second that are those of the first stand there once."""
    first = plan.words_in(words.language)
    is_said = words is not first and words.body == first.body
    return {
        "words": words, "language": name_of(words.language) if len(plan.languages()) > 1 else "",
        "version": words.version.upper(), "direction": direction_of(words.language),
        "subject": Markup(subject_with_fields(words.subject)),
        "body": None if is_said else Markup(with_fields(words.body, desk_pictures())),
    }  # fmt: skip


def _may_agree(request: DeskRequest, one: Broadcast, standing: Standing) -> bool:
    """Another colleague, at any time; its author only where nobody else could, and not too soon."""
    if request.user.is_guest or not one.is_being_written() or not standing.digest or standing.is_read_alone:
        return False
    if one.is_by(request.user):
        return standing.is_alone and standing.alone_from is not None and not _too_soon(standing)
    return request.user not in standing.readers


def _too_soon(standing: Standing) -> bool:
    return standing.alone_from is not None and standing.alone_from > timezone.now()
