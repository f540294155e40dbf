"""Pages that say what went wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse("This page had gone stale. Go back, reload it and send again.", status=403)
