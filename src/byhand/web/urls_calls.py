"""The addresses of calls: at the desk, and of the page on which a visitor talks with us."""

from __future__ import annotations

from django.urls import URLPattern, path

from byhand.web.views import calls, talk
from byhand.web.views.settings import voice

urlpatterns: list[URLPattern] = [
    path("calls/ringing/", calls.ringing, name="calls.ringing"),
    path("calls/<str:public_id>/", calls.call, name="call"),
    path("calls/<str:public_id>/take/", calls.take, name="call.take"),
    path("calls/<str:public_id>/not-now/", calls.aside, name="call.aside"),
    path("recordings/<int:pk>/", calls.recording, name="recording"),
    path("talk/<str:key>/", talk.page, name="talk"),
    path("talk/<str:key>/call/", talk.call, name="talk.call"),
    path("talk/<str:key>/there/", talk.there, name="talk.there"),
    path("talk/<str:key>/word/done/", talk.done, name="talk.done"),
    path("talk/<str:key>/word/<int:number>/", talk.piece, name="talk.piece"),
    path("talk/<str:key>/back/", talk.back, name="talk.back"),
    path("settings/inboxes/voice/new/", voice.new, name="voice.new"),
    path("settings/inboxes/voice/<int:pk>/", voice.change, name="voice.change"),
]
