"""Together: what may be done with several conversations at once. An answer is none of it: each is written (law 1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext as _

from byhand.conversations.tag import Tag
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.conversation import Conversation


class Kind(models.TextChoices):
    """What was done."""

    DONE = "done"
    LATER = "later"
    FOLDED = "folded"
    GIVEN = "given"
    TAGGED = "tagged"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row that somebody ticked: which conversation, and when the last word stood there that they saw."""

    public_id: str
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb, done to each; False from it says that there was nothing to do.

    Where it `heeds_news`, a conversation in which something was said meanwhile is left as it is.
    """

    kind: Kind
    does: Callable[[Conversation], bool]
    heeds_news: bool = True
    tag: Tag | None = None


def done(*, by: User) -> Deed:
    """Whoever told us off is no part of a handful: somebody opens it."""
    return Deed(Kind.DONE, lambda one: not one.tells_us_off() and one.close(by=by))


def later(until: datetime, *, by: User) -> Deed:
    return Deed(Kind.LATER, lambda one: one.snooze(until=until, by=by))


def not_for_us(*, by: User) -> Deed:
    return Deed(Kind.FOLDED, lambda one: one.fold(because=_("not for us"), by=by))


def given(to: User | None, *, by: User) -> Deed:
    return Deed(Kind.GIVEN, lambda one: one.assign(to=to, by=by), heeds_news=False)


def tagged(tag: Tag, *, by: User) -> Deed:
    return Deed(Kind.TAGGED, lambda one: one.tag(tag, by=by), heeds_news=False, tag=tag)
