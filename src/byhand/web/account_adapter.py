"""How allauth behaves in this house: nobody signs up by themselves, and its mail is a notice of the gate."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from byhand.gate import notices


class AccountAdapter(DefaultAccountAdapter):
    """Colleagues come by the first run or by an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """An owner whose desk has nothing to read yet is led on with the first run."""
        return reverse("welcome")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("settings.me")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """By our own address, never by the name the request called us: that one is whatever a stranger wrote."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return f"{settings.BASE_URL}{path.replace('UID-KEY', key)}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The one mail of allauth's that the list of notices knows; any other is not sent at all."""
        if template_prefix == "account/email/password_reset_key":
            notices.sign_in_mail(email=email, link=str(context["password_reset_url"]))
