"""The desk as an app on a phone: its service worker, and the page shown when nothing can be reached."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from byhand.web import assets
from byhand.web.views.last_resort import last_resort


@require_safe
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """Served from the root, since a worker has no say above its own folder."""
    kept = [*assets.stylesheets(), *assets.scripts(), *assets.modules(), assets.asset("icon.svg")]
    told = {
        "kept": kept,
        "offline": reverse("offline"),
        "icon_address": assets.asset("icons/192.png"),
        "mark": sha256("\n".join(kept).encode()).hexdigest()[:10],
    }
    return render(request, "installed/worker.js", told, content_type="text/javascript")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Needs nobody and names nobody, so a device may keep it."""
    page = last_resort(200, _("No connection"), _(
        "The desk cannot be reached from here just now. What you had typed is kept; nothing was sent that you "
        "have not seen leave."
    ))  # fmt: skip
    page.headers["Cache-Control"] = "no-cache"
    return page
