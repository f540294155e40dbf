"""A moment as the calendar says it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext


def moment(at: datetime) -> str:
    """By the clock of whoever looks: day and time, and the year if that is another one."""
    local = timezone.localtime(at)
    if local.year == timezone.localdate().year:
        return date_format(local, pgettext("moment of this year", "D j M, H:i"))
    return date_format(local, pgettext("moment of another year", "j M Y, H:i"))
