"""Telling colleagues who do not look: the chore that gathers what each is to be told, and says it once.

The row of their wishes is claimed first, by conditional update, so that one worker alone tells a colleague something
at a time; the tellings are marked in the same transaction, and only then is anything said.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.conversations.still_so import Matter, matters_of, unseen_by
from byhand.conversations.telling import Telling
from byhand.conversations.telling_due import Due, due_now
from byhand.conversations.telling_words import mail_about, push_about
from byhand.gate import notices
from byhand.pocket.waking import wake


def tell_due() -> str:
    """The chore: tells each colleague what waits for them, bundled, outside their quiet hours. Says how many."""
    told = sum(_tell(one) for one in due_now(timezone.now()))
    if not told:
        return ""
    return ngettext("%(n)s colleague told.", "%(n)s colleagues told.", told) % {"n": told}


def _tell(due: Due) -> bool:
    tellings = unseen_by(due.wishes.colleague)
    matters = matters_of(due.wishes, tellings)
    _settle_moot(tellings, matters, due.now)
    pushed = due.pushes and _push(due, matters)
    return (due.mails and _mail(due, matters)) or pushed


def _settle_moot(tellings: Sequence[Telling], matters: Sequence[Matter], now: datetime) -> None:
    still = {one.pk for matter in matters for one in matter.tellings}
    moot = [one.pk for one in tellings if one.pk not in still]
    if moot:
        Telling.objects.unseen().filter(pk__in=moot).update(moot_at=now)


def _push(due: Due, matters: Sequence[Matter]) -> bool:
    """One notification in each browser, in place of the one before, about everything not looked at yet."""
    fresh = [one.pk for one in _all(matters) if due.is_for_push(one)]
    if not fresh or not _claim(due, "pushed_at", fresh):
        return False
    if wake(due.browsers, push_about(due.wishes, matters), until=due.quiet_again):
        return True
    # Nobody took it, and that is known: it may be told another way, or later.
    Telling.objects.filter(pk__in=fresh, pushed_at=due.now).update(pushed_at=None)
    return False


@transaction.atomic
def _mail(due: Due, matters: Sequence[Matter]) -> bool:
    """The notice is written with the claim; the gate delivers it as it does every other."""
    fresh = [one.pk for one in _all(matters) if due.is_for_mail(one)]
    if not fresh or not _claim(due, "mailed_at", fresh):
        return False
    if notices.digest(due.wishes.colleague, mail_about(due.wishes, matters)) is None:
        transaction.set_rollback(True)  # no mailbox can send: nothing was told
        return False
    return True


def _all(matters: Sequence[Matter]) -> list[Telling]:
    return [one for matter in matters for one in matter.tellings]


@transaction.atomic
def _claim(due: Due, way: str, fresh: Sequence[int]) -> bool:
    """False if another worker tells them just now, or they have seen it all meanwhile."""
    if not due.still_listening(way).update(**{way: due.now}):
        return False
    untold = Telling.objects.unseen().filter(pk__in=fresh, **{f"{way}__isnull": True})
    if not untold.update(**{way: due.now}):
        transaction.set_rollback(True)
        return False
    return True
