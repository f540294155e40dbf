"""Before and after every page: what the browser may do with it, and who stands at the desk."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from byhand.live import bus
from byhand.team import here
from byhand.team.session import digest
from byhand.team.signin import SignIn
from byhand.web.in_public import PUBLIC

Answer = Callable[[HttpRequest], HttpResponse]

# Nothing but what we serve ourselves; no inline script, no inline style, no frame around us.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; media-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
# Programs use /api/ with tokens; a cookie there makes no SignIn, so nothing can be said through it. Public pages are
# the same for everyone.
WITHOUT_SIGN_IN = ("/api/", "/static/", *PUBLIC)


class SecurityHeaders:
    """Sets the headers a page needs; a view that needs others (a mail's own frame) sets them first."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class AtTheDesk:
    """Gives the request its SignIn, made from the session cookie alone, for as long as it is answered."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sign_in = None
        if request.path.startswith(WITHOUT_SIGN_IN):
            request.user = AnonymousUser()  # so that nobody asks the session who it is
        else:
            sign_in = SignIn.from_cookie(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
        if sign_in is not None:
            sign = here.touched if _is_by_hand(request) else here.alive
            sign(sign_in.user.pk)
            request.user = sign_in.user  # the same colleague, so that nobody reads session and user once more
        request.sign_in = sign_in  # type: ignore[attr-defined]
        try:
            return self.answer(request)
        finally:
            if sign_in is not None:
                _go_if_over(request, sign_in)
                sign_in.end()


def _is_by_hand(request: HttpRequest) -> bool:
    """Somebody opened a page; what an open page fetches by itself says so (Fetch Metadata, Sec-Fetch-Dest)."""
    return "HX-Boosted" in request.headers or request.headers.get("Sec-Fetch-Dest", "document") == "document"


def _go_if_over(request: HttpRequest, sign_in: SignIn) -> None:
    """Signed out, or given another key: what is open under the old one hears no more, and is not at the desk."""
    if request.session.session_key != sign_in.cookie:
        here.gone(sign_in.user.pk)
        bus.session_ended(digest(sign_in.cookie))
