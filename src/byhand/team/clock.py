"""A colleague's own clock and language: the ones they chose, or the desk's."""

from __future__ import annotations

import zoneinfo

from django.conf import settings

from byhand.team.user import User

KNOWN = frozenset(code for code, _name in settings.LANGUAGES)


def own_zone(colleague: User) -> zoneinfo.ZoneInfo | None:
    """The time zone they chose; None if they chose none, or one that no longer exists."""
    try:
        return zoneinfo.ZoneInfo(colleague.time_zone) if colleague.time_zone else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(colleague: User) -> zoneinfo.ZoneInfo:
    """The time zone in which their days begin and end."""
    return own_zone(colleague) or house_zone()


def house_zone() -> zoneinfo.ZoneInfo:
    """The time zone of the house itself."""
    return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def language_of(colleague: User) -> str:
    """The language in which they are told something while no browser asks."""
    return colleague.language if colleague.language in KNOWN else settings.LANGUAGE_CODE
