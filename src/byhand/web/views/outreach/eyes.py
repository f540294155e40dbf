"""With whose eyes a page of outreach is read: the reader's own, at this moment."""

from __future__ import annotations

from django.utils import timezone

from byhand.outreach.looking import Looking
from byhand.web.at_the_desk import DeskRequest


def eyes_of(request: DeskRequest) -> Looking:
    """Their sight was looked up when the page was asked for."""
    return Looking(request.sight, timezone.now())
