"""The addresses of the pages."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from byhand.web.views import conversations, people

urlpatterns: list[URLPattern | URLResolver] = [
    path("", conversations.start, name="start"),
    path("conversations/", conversations.listing, name="conversations"),
    path("people/", people.index, name="people"),
]
# The pages about the house itself: first run, settings, the machine.
if find_spec("byhand.web.urls_house"):
    urlpatterns.append(path("", include("byhand.web.urls_house")))
