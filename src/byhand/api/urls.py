"""The addresses for programs, below /api/."""

from __future__ import annotations

from django.urls import URLPattern, path

from byhand.api import records

urlpatterns: list[URLPattern] = [path("records/", records.tell, name="api.records")]
