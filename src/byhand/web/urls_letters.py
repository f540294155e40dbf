"""The addresses of what was sent to many and may be read by anyone, below /letters/."""

from __future__ import annotations

from django.urls import URLPattern, path

from byhand.web.views.outreach import clicks, public
from byhand.web.views.outreach.broadcasts import pictures

urlpatterns: list[URLPattern] = [
    path("", public.letters, name="letters"),
    path("feed.xml", public.feed, name="letters.feed"),
    path("pictures/<str:sha256>", pictures.for_readers, name="letters.picture"),
    path("go/<str:token>/", clicks.go, name="letters.go"),
    path("<slug:public_id>/", public.letter, name="letters.letter"),
]
