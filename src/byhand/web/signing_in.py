"""Signing someone in who has just chosen their password. The one place that knows allauth's inner flow."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse

from byhand.team.user import User


def sign_in(request: HttpRequest, user: User, *, onward: str) -> HttpResponse:
    """Leads them on to that page; they need not say their new password again to add a passkey."""
    answer = perform_password_login(request, {"email": user.email}, Login(user=user, redirect_url=onward))
    if request.user.is_authenticated:
        reauthenticate_by_password(request)
    return answer
