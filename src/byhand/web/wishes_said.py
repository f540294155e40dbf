"""Wishes and consents in words, for whom they are and for colleagues."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.people.rhythm import Rhythm
from byhand.people.topic import Topic
from byhand.people.wish import Wished
from byhand.web import times

WAYS = {"email": lambda: _("by e-mail"), "phone": lambda: _("by telephone"), "post": lambda: _("by post")}


def wording_of(topic: Topic) -> str:
    """What stands beside the box they tick: kept with their consent."""
    about = topic.described()
    return f"{topic.named()}. {about}" if about else topic.named()


def true_now(wished: Wished, topics: list[Topic]) -> list[str]:
    """What holds from this moment on, a sentence each, to the person."""
    if wished.stopped_at:
        return [_("You get nothing from us unless you write to us, or something of yours is under way.")]
    return [_about(topics), *_how_often(wished)]


def of_them(wished: Wished) -> list[str]:
    """The same to a colleague; nothing where they said nothing."""
    if wished.stopped_at:
        since = times.date(wished.stopped_at)
        return [_("They want nothing of our own accord since %(day)s.") % {"day": since}]
    return list(_for_colleagues(wished))


def _about(topics: list[Topic]) -> str:
    if not topics:
        return _("We write to you about nothing of our own accord.")
    return _("We may write to you about %(topics)s.") % {"topics": ", ".join(one.named() for one in topics)}


def _how_often(wished: Wished) -> Iterator[str]:
    if wished.at_most:
        yield _("You hear from us %(rhythm)s.") % {"rhythm": Rhythm(wished.at_most).label}
    if wished.not_by:
        yield _("We do not begin %(ways)s.") % {"ways": _ways(wished)}
    if day := _pause(wished):
        yield _("Before %(day)s nothing comes.") % {"day": times.date(day)}


def _for_colleagues(wished: Wished) -> Iterator[str]:
    if wished.at_most and wished.is_their_own:
        yield _("They wish to hear from us %(rhythm)s.") % {"rhythm": Rhythm(wished.at_most).label}
    elif wished.at_most:
        yield _("We write %(rhythm)s, as a colleague noted.") % {"rhythm": Rhythm(wished.at_most).label}
    if wished.not_by:
        yield _("Not begun %(ways)s.") % {"ways": _ways(wished)}
    if day := _pause(wished):
        yield _("Nothing before %(day)s.") % {"day": times.date(day)}


def _pause(wished: Wished) -> date | None:
    """Until when, if that has not come yet."""
    until = wished.paused_until
    return until if until and until > timezone.localdate() else None


def _ways(wished: Wished) -> str:
    return ", ".join(WAYS[one]() for one in sorted(wished.not_by) if one in WAYS)
