"""Following the links of letters to many, before they leave: the chore. Each is asked once for each wish."""

from __future__ import annotations

import time

from django.conf import settings
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.channels.following import follow
from byhand.outreach.link_look import LinkLook, host_of

SECONDS = 8.0  # a run of the chore; others wait meanwhile


def look_at_links_due() -> str:
    """The chore: says how many were looked at. No row is locked while a website is asked."""
    ends, done = time.monotonic() + SECONDS, 0
    ours = {host_of(settings.BASE_URL)}
    while time.monotonic() < ends and (one := LinkLook.objects.due().first()):
        done += one.settle(follow(one.address, never=ours), at=timezone.now())
    said = ngettext("%(n)s link looked at.", "%(n)s links looked at.", done)
    return said % {"n": done} if done else ""
