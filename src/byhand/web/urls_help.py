"""The addresses of the help pages, which anyone may open."""

from __future__ import annotations

from django.urls import URLPattern, path

from byhand.web.views.help import asking, pages, pictures

urlpatterns: list[URLPattern] = [
    path("", pages.front, name="help"),
    path("sitemap.xml", pages.sitemap, name="help.sitemap"),
    path("pictures/<str:sha256>", pictures.picture, name="help.picture"),
    path("<str:language>/", pages.index, name="help.index"),
    path("<str:language>/<str:slug>/", pages.article, name="help.article"),
    path("<str:language>/<str:slug>/did-not-help/", asking.did_not_help, name="help.did_not_help"),
]
