"""The addresses of broadcasts, below /outreach/broadcasts/."""

from __future__ import annotations

from django.urls import URLPattern, path

from byhand.web.views.outreach import figures
from byhand.web.views.outreach.broadcasts import (
    doubts,
    leaving,
    links,
    listing,
    pictures,
    preview,
    progress,
    reading,
    versions,
    whom,
    writing,
)

ONE = "<slug:public_id>/"

urlpatterns: list[URLPattern] = [
    path("", listing.broadcasts, name="broadcasts"),
    path("pictures/<str:sha256>", pictures.picture, name="broadcast.picture"),
    path("behind/<int:dispatch>/", listing.behind, name="broadcast.behind"),
    path(ONE, listing.broadcast, name="broadcast"),
    path(f"{ONE}drop/", listing.drop, name="broadcast.drop"),
    path(f"{ONE}languages/", writing.begin_language, name="broadcast.languages"),
    path(f"{ONE}write/<str:language>/", writing.write, name="broadcast.write"),
    path(f"{ONE}write/<str:language>/keep/", writing.keep, name="broadcast.keep"),
    path(f"{ONE}write/<str:language>/preview/", writing.preview, name="broadcast.written"),
    path(f"{ONE}write/<str:language>/pictures/", pictures.upload, name="broadcast.pictures"),
    path(f"{ONE}write/<str:language>/two-versions/", versions.begin_second, name="broadcast.two_versions"),
    path(f"{ONE}write/<str:language>/one-version/", versions.take_out_second, name="broadcast.one_version"),
    path(f"{ONE}write/<str:language>/leave-out/", writing.leave_out_language, name="broadcast.leave_out"),
    path(f"{ONE}whom/", whom.whom, name="broadcast.whom"),
    path(f"{ONE}preview/", preview.preview, name="broadcast.preview"),
    path(f"{ONE}preview/html/", preview.html, name="broadcast.preview_html"),
    path(f"{ONE}try/", preview.send_to_myself, name="broadcast.try"),
    path(f"{ONE}read/", reading.read, name="broadcast.read"),
    path(f"{ONE}ask/", reading.ask, name="broadcast.ask"),
    path(f"{ONE}agree/", reading.agree, name="broadcast.agree"),
    path(f"{ONE}links/", links.links, name="broadcast.links"),
    path(f"{ONE}links/again/", links.look_again, name="broadcast.look_again"),
    path(f"{ONE}before/", leaving.leaving, name="broadcast.leaving"),
    path(f"{ONE}before/again/", leaving.count_again, name="broadcast.count_again"),
    path(f"{ONE}before/<str:why>/", leaving.left_out, name="broadcast.left_out"),
    path(f"{ONE}go/", leaving.go, name="broadcast.go"),
    path(f"{ONE}progress/", progress.progress, name="broadcast.progress"),
    path(f"{ONE}progress/<str:stage>/", progress.copies, name="broadcast.copies"),
    path(f"{ONE}perhaps/<int:copy>/arrived/", doubts.did_arrive, name="broadcast.did_arrive"),
    path(f"{ONE}perhaps/<int:copy>/again/", doubts.again, name="broadcast.send_again"),
    path(f"{ONE}pause/", progress.pause, name="broadcast.pause"),
    path(f"{ONE}resume/", progress.resume, name="broadcast.resume"),
    path(f"{ONE}stop/", progress.stop, name="broadcast.stop"),
    path(f"{ONE}figures/", figures.of_broadcast, name="broadcast.figures"),
    path(f"{ONE}show/", progress.show, name="broadcast.show"),
]
