"""The visitor's chat: its script, its page, and the plain form for whoever has no script."""

from __future__ import annotations

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from byhand.channels.chat.line import MOST_SHOWN, Line
from byhand.channels.chat.settings import chat_of, settings_of
from byhand.channels.chat.visitor import Visitor, token_digest
from byhand.channels.inbox import Inbox
from byhand.conversations.visiting.attending import Attendance
from byhand.conversations.visiting.desk_told import desk_of
from byhand.live import bus
from byhand.live.attending import Hello
from byhand.live.limits import Limits
from byhand.live.visitor_words import word_in
from byhand.team.house import House
from byhand.web import chat_pages
from byhand.web.in_public import in_public

COOKIE, COOKIE_LASTS = "byhand_visit", 60 * 60 * 24 * 90
ATTENDANCE, LIMITS = Attendance(), Limits()


@require_safe
@in_public
def script(request: HttpRequest, key: str) -> HttpResponse:
    """The one script tag of a host page."""
    said = settings_of(_chat(key))
    desk = chat_pages.desk_of(request)
    text = chat_pages.loader(key=key, desk=desk, origins=said.origins, colour=said.colour)
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
@in_public
def page(request: HttpRequest, key: str) -> HttpResponse:
    """In the frame of a website, or alone."""
    return _shown(request, key)


@require_POST
@in_public
def write(request: HttpRequest, key: str) -> HttpResponse:
    """The plain form: a word, stored; then the same page again. The cookie begins with the first word."""
    chat = _chat(key)
    if not chat_pages.is_of_ours(request):
        return HttpResponse(status=403)
    token = request.COOKIES.get(COOKIE, "") or secrets.token_hex(16)
    hello = Hello(key, token, language=get_language() or "")
    word = word_in(hello, {"id": secrets.token_hex(12), "words": request.POST.get("words", "")})
    if word is None:
        return _shown(request, key, status=422)
    if not LIMITS.may_say(hello, request.META.get("REMOTE_ADDR", "")):
        return HttpResponse(status=429)
    (taken,) = ATTENDANCE.take([word])
    if taken.number:
        bus.visitors_told([taken.visitor])
        ATTENDANCE.reach(taken.visitor, request.POST.get("name", ""), request.POST.get("email", ""))
    response = redirect("chat", key=settings_of(chat).key)
    response.set_cookie(
        COOKIE, token, max_age=COOKIE_LASTS, path=f"/chat/{key}/", secure=request.is_secure(), httponly=True,
        samesite="Lax",
    )  # fmt: skip
    return response


@require_safe
@in_public
def words(request: HttpRequest, key: str) -> HttpResponse:
    """What was said, for a frame that fetches itself anew."""
    chat = _chat(key)
    visitor = _visitor(request, chat)
    lines = (
        list(Line.objects.filter(visitor=visitor).order_by("-number")[:MOST_SHOWN])[::-1] if visitor else []
    )
    if visitor and lines:
        ATTENDANCE.here([visitor.pk])
        ATTENDANCE.seen({visitor.pk: lines[-1].number})
    response = render(
        request, "chat/words.html", {"lines": lines, "desk": desk_of(chat, get_language() or "")}
    )
    response.headers["Content-Security-Policy"] = chat_pages.policy_of_frame(())
    return response


def _shown(request: HttpRequest, key: str, status: int = 200) -> HttpResponse:
    chat = _chat(key)
    said, visitor = settings_of(chat), _visitor(request, chat)
    house = House.current()
    response = render(request, "chat/frame.html", {
        "key": key, "team": house.name if house else chat.name, "desk": desk_of(chat, get_language() or ""),
        "allowed": chat_pages.allowed_expression(said.origins, chat_pages.desk_of(request)),
        "help": chat_pages.where("help"), "tell_us_off": chat_pages.where("tell_us_off", **{"from": "chat"}),
        "name": visitor.name if visitor else "", "email": visitor.email if visitor else "",
    }, status=status)  # fmt: skip
    response.headers["Content-Security-Policy"] = chat_pages.policy_of_frame(said.origins)
    return response


def _visitor(request: HttpRequest, chat: Inbox) -> Visitor | None:
    """Whose browser keeps the cookie; somebody who was proven is known by their site's word alone."""
    token = request.COOKIES.get(COOKIE, "")
    found = (
        Visitor.objects.filter(inbox=chat, token_digest=token_digest(token), known_as="") if token else None
    )
    return found.first() if found is not None else None


def _chat(key: str) -> Inbox:
    chat = chat_of(key)
    if chat is None:
        raise Http404
    return chat
