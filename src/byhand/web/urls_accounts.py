"""Sign-in: allauth's addresses, without the pages that this house does not have."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView

# A colleague has one address and sees all about their sign-in on one page of the settings.
ME = RedirectView.as_view(pattern_name="settings.me")

urlpatterns: list[URLPattern | URLResolver] = [
    path("2fa/", ME),
    path("2fa/webauthn/", ME),
    path("email/", ME),
    re_path(r"^confirm-email/.*", ME),
    path("", include("allauth.urls")),
]
