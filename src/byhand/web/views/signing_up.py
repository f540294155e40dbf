"""Signing up to be written to: the form for the public, alone or in a frame of another site, and the confirmation."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from byhand.gate.sign_up import NotNow, SignUp
from byhand.live.often import too_often
from byhand.people.own_link import token_for
from byhand.people.sign_up_form import SignUpForm as Form
from byhand.people.topic import Topic
from byhand.web.forms.wishes import SignUpForm
from byhand.web.in_public import in_public, policy
from byhand.web.turn_to import opens_nothing, shown

# A family, a school class and an office share one address; a machine sends hundreds.
MOST, A_WHILE = 12, 600


@in_public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """Says the same whether the address is known or not: the answer lies in their mail."""
    asked = Form.objects.standing().filter(public_id=public_id).first()
    if asked is None:
        raise Http404
    version, framed = asked.now(), "framed" in request.GET
    offered = list(Topic.objects.standing().filter(pk__in=version.topics.all()))
    form = SignUpForm(request.POST if request.method == "POST" else None, offered=offered)
    context: dict[str, Any] = {
        "form": form,
        "version": version,
        "framed": framed,
        "action": request.get_full_path(),
    }
    status = 200
    if request.method == "POST":
        refusal, status = _refusal(request, asked, form)
        if not refusal and status == 200:
            refusal = _ask(form, version)
            status = 429 if refusal else 200
        context |= {"refusal": refusal, "is_asked": status == 200}
    response = shown(request, "public/sign_up.html", context, status=status)
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    response.headers["Content-Security-Policy"] = policy(framed_by=asked.origins)
    return response


@in_public
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Programs that open every link of a mail see a page with a button; only pressing it agrees."""
    found = SignUp.objects.behind(token)
    if found is None:
        return opens_nothing(request)
    if request.method != "POST":
        context = {
            "topics": found.about(),
            "wording": found.version.wording.text,
            "is_over": found.confirmed_at,
        }
        return shown(request, "public/confirm.html", context)
    response = redirect("yours", token_for(found.confirm().address))
    response.headers["Location"] += "?kept=yes"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _refusal(request: HttpRequest, asked: Form, form: SignUpForm) -> tuple[str, int]:
    """Why it is not taken, and the status that says so."""
    if not _comes_from(request, asked.origins):
        return _("This form stands on another site than it was made for. Open it by its own address."), 403
    if too_often(request, "sign-up", most=MOST, seconds=A_WHILE):
        return _("A lot came from here within minutes. Please try again in a while."), 429
    return "", 200 if form.is_valid() else 422


def _ask(form: SignUpForm, version: Any) -> str:
    given = form.cleaned_data
    topics = [topic for topic, is_wanted in form.chosen().items() if is_wanted]
    try:
        SignUp.objects.ask(version, topics, email=given["email"], name=given["name"])
    except NotNow as no:
        return str(no)
    return ""


def _comes_from(request: HttpRequest, origins: list[str]) -> bool:
    """Browsers say from which site a form is posted (RFC 6454); other programs say nothing."""
    origin = request.headers.get("Origin")
    if origin is None or origin in origins or origin == settings.BASE_URL:
        return True
    return urlsplit(origin).netloc == request.get_host()
