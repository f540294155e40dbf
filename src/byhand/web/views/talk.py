"""Talk: the page on which a visitor speaks with us, leaves a word, or asks to be called back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from byhand.channels.inbox import Inbox
from byhand.channels.voice.line import ice, line_of
from byhand.conversations.call import Call
from byhand.conversations.call_times import times_to_call
from byhand.conversations.call_tokens import call_proven_by, token_of
from byhand.conversations.calling_back import ask_back
from byhand.conversations.calling_in import VISITOR, Caller, call_in
from byhand.conversations.leaving_a_word import MOST_SECONDS, NotTaken, Piece, finish_word
from byhand.conversations.ringing import begin_ringing, there_for, who_sees
from byhand.live.often import too_often
from byhand.team.desk import expected_back
from byhand.team.shown import Shown
from byhand.web.forms.calling_back import CallBackForm
from byhand.web.in_public import house_or_404
from byhand.web.strangers import for_strangers, refused, said, text

CALLS, A_WHILE = 12, 600
PIECES = 900


@require_safe
@for_strangers
def page(request: HttpRequest, inbox: Inbox) -> HttpResponse:
    return render(request, "talk/talk.html", _shown(inbox) | {"framed": "framed" in request.GET})


@require_safe
@for_strangers
def there(request: HttpRequest, inbox: Inbox) -> HttpResponse:
    """Asked before a microphone is: who is back when; nothing where somebody is there."""
    who = _who(inbox)
    return HttpResponse(status=204) if who["is_there"] else render(request, "talk/nobody.html", who)


@require_POST
@for_strangers
def call(request: HttpRequest, inbox: Inbox) -> HttpResponse:
    """It rings, unless they only want to leave a word. Gives what their browser needs."""
    word = said(request)
    caller = _caller(word)
    if caller is None:
        return refused(_("This page had gone stale. Reload it, then try again."), 400)
    if too_often(request, f"call {inbox.pk}", most=CALLS, seconds=A_WHILE):
        return refused(_("That was often. Wait a few minutes, or leave a word."), 429)
    begun = call_in(inbox, caller)
    rings = bool(word.get("talk")) and begin_ringing(begun)
    if not rings and begun.ended_at is None:
        begun.end()
    name = f"caller-{begun.public_id}"
    given = {
        "call": begun.public_id,
        "token": token_of(begun),
        "rings": rings,
        "ice": ice(inbox, name, timezone.now()),
    }
    return JsonResponse(given)


@require_POST
@for_strangers
def piece(request: HttpRequest, inbox: Inbox, number: int) -> HttpResponse:
    """Some seconds of a word that is being left."""
    theirs = _proven(request.headers.get("x-call", ""), inbox)
    if theirs is None:
        return refused(_("This page had gone stale. Reload it, then try again."), 403)
    if too_often(request, f"word {inbox.pk}", most=PIECES, seconds=A_WHILE):
        return refused(_("That is longer than five minutes. What you said until then is kept."), 429)
    try:
        Piece.objects.take(theirs, number, request.body)
    except NotTaken as no:
        return refused(str(no))
    return HttpResponse(status=204)


@require_POST
@for_strangers
def done(request: HttpRequest, inbox: Inbox) -> HttpResponse:
    """Their word is whole."""
    theirs = _proven(text(said(request), "token"), inbox)
    if theirs is None:
        return refused(_("This page had gone stale. Reload it, then try again."), 403)
    if finish_word(theirs) is None:
        return refused(_("Nothing was recorded. Please try again, or write to us."))
    return HttpResponse(status=204)


@require_POST
@for_strangers
def back(request: HttpRequest, inbox: Inbox) -> HttpResponse:
    """They want to be called back: a plain form, so that it works without JavaScript, too."""
    form, theirs = CallBackForm(request.POST, inbox=inbox), _proven(request.POST.get("token", ""), inbox)
    refusal = form.refusal()
    if theirs is None and too_often(request, f"call {inbox.pk}", most=CALLS, seconds=A_WHILE):
        refusal = _("That was often. Wait a few minutes, then ask again.")
    if refusal:
        told = _shown(inbox) | {"refusal": refusal, "typed": form.data}
        return render(request, "talk/talk.html", told, status=422)
    theirs, reach = theirs or call_in(inbox, form.caller), form.caller.reached_at()
    promise = ask_back(
        theirs.conversation, at=form.moment.at if form.moment else None, reach=reach, call=theirs,
        among=form.moment.colleagues if form.moment else (),
    )  # fmt: skip
    return render(request, "talk/asked.html", _shown(inbox) | {"promise": promise, "reach": reach})


def _who(inbox: Inbox) -> dict[str, Any]:
    """Names stand there of those who let themselves be seen; that somebody is there, or nobody, is said in any case."""
    there = there_for(inbox)
    seen = set(Shown.objects.seen().values_list("colleague", flat=True))
    return {
        "is_there": bool(there), "there": [one for one in there if one.pk in seen], "seen": seen,
        "expected": None if there else expected_back(who_sees(inbox)),
    }  # fmt: skip


def _shown(inbox: Inbox) -> dict[str, Any]:
    return {
        "inbox": inbox, "house": house_or_404(), "key": inbox.options["key"], "line": line_of(inbox), "way": "voice",
        "most_seconds": MOST_SECONDS, **_who(inbox),
        "times": [one.at for one in times_to_call(inbox, timezone.now())],
    }  # fmt: skip


def _caller(word: dict[str, Any]) -> Caller | None:
    visitor = text(word, "visitor")
    return (
        Caller(visitor, text(word, "name", 200), text(word, "reach")) if VISITOR.fullmatch(visitor) else None
    )


def _proven(token: str, inbox: Inbox) -> Call | None:
    found = call_proven_by(token) if token else None
    return found if found is not None and found.inbox_id == inbox.pk else None
