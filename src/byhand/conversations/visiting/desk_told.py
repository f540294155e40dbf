"""The desk as a visitor's page tells it: who is there by name, or who is back and when. Nobody is shown who is not."""

from __future__ import annotations

import time
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.conversations.visiting.tongue import in_their_language
from byhand.team.clock import house_zone
from byhand.team.desk import Expected, at_the_desk, expected_back
from byhand.team.shown import Shown
from byhand.team.user import User

# Two thousand pages ask the same; what they hear is at most so many seconds old.
LASTS = 1.0
MOST_FACES = 5


class Desks:
    """Asked once in a while for each chat and language."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str], tuple[float, dict[str, Any]]] = {}

    def told(self, chat: int, language: str) -> dict[str, Any]:
        """`here`: the names of those at the desk; `says`: the sentence; both in the visitor's language."""
        at, told = self._kept.get((chat, language), (0.0, {}))
        if not told or time.monotonic() - at > LASTS:
            inbox = Inbox.objects.get(pk=chat)
            told = desk_of(inbox, language)
            if len(self._kept) > 500:
                self._kept.clear()
            self._kept[chat, language] = (time.monotonic(), told)
        return told


def desk_of(inbox: Inbox, language: str) -> dict[str, Any]:
    among = None if inbox.is_team_wide else list(inbox.members.values_list("pk", flat=True))
    here = at_the_desk(among)
    with in_their_language(language):
        says = _here(here) if here else _back(expected_back(among))
    faces = _faces(here[:MOST_FACES])
    return {
        "here": [{"name": one.name, "face": faces.get(one.pk, "")} for one in here[:MOST_FACES]],
        "says": says,
    }


def _faces(here: list[User]) -> dict[int, str]:
    """Of those who want their face to be seen, by what it is called."""
    rows = Shown.objects.filter(colleague__in=here, since__isnull=False).exclude(face_digest="")
    return dict(rows.values_list("colleague", "face_digest"))


def _here(here: list[User]) -> str:
    names = [one.get_short_name() for one in here]
    if len(names) == 1:
        return _("%(name)s is at the desk.") % {"name": names[0]}
    if len(names) > MOST_FACES:
        return _("%(names)s and others are at the desk.") % {"names": ", ".join(names[:MOST_FACES])}
    return _("%(names)s and %(last)s are at the desk.") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _back(expected: Expected | None) -> str:
    if expected is None:
        return _("Nobody is at the desk just now. A person reads what you write.")
    at = expected.at.astimezone(house_zone())
    told = {"name": expected.colleague.get_short_name(), "time": date_format(at, "TIME_FORMAT")}
    days = (at.date() - timezone.now().astimezone(house_zone()).date()).days
    if days <= 0:
        return _("Nobody is at the desk just now. %(name)s is back today at %(time)s.") % told
    if days == 1:
        return _("Nobody is at the desk just now. %(name)s is back tomorrow at %(time)s.") % told
    told["day"] = date_format(at, "l, j F")
    return _("Nobody is at the desk just now. %(name)s is back on %(day)s at %(time)s.") % told
