"""Delivering: the chore that hands over what is due, and settles what a dead worker left behind."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from django.db import close_old_connections, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.envelope import Outgoing
from byhand.channels.inbox import Inbox
from byhand.channels.registry import ADAPTERS, adapter_of
from byhand.gate.delivery import Delivery
from byhand.gate.dispatch import Dispatch
from byhand.gate.going_on import GoingOn
from byhand.gate.going_on import outgoing_of as outgoing_words_of
from byhand.gate.leaving import Leaving, LostClaim, Stage
from byhand.gate.notice import Notice
from byhand.gate.notices import outgoing_of
from byhand.gate.verp import return_path
from byhand.work.worker import is_surely_gone, this_worker

AT_ONCE = 4
PER_SWEEP = 40
# Longer than any time-out of an adapter: whoever spoke that long ago speaks no more.
SPEAKING_LASTS = timedelta(minutes=15)

log = logging.getLogger(__name__)


def deliver_due() -> str:
    """Hands over letters and notices that are due. Says how many, or nothing."""
    settle_left_behind()
    letters = list(Delivery.objects.due().filter(dispatch__inbox__paused_at__isnull=True)[:PER_SWEEP])
    notices = list(Notice.objects.due().filter(inbox__paused_at__isnull=True)[:PER_SWEEP])
    tasks: list[Callable[[], None]] = [lambda one=one: deliver(one) for one in letters]
    tasks += [lambda one=one: deliver_notice(one) for one in notices]
    going_on = GoingOn.objects.due().filter(inbox__paused_at__isnull=True)[:PER_SWEEP]
    tasks += [lambda one=one: deliver_going_on(one) for one in going_on]
    _side_by_side(tasks)
    if not tasks:
        return ""
    return ngettext("%(count)s letter tried.", "%(count)s letters tried.", len(tasks)) % {"count": len(tasks)}


def deliver_at_once_due() -> str:
    """Hands over what needs no other house: words that are only put on a page wait behind no slow mail server."""
    at_once = [kind for kind, adapter in ADAPTERS.items() if adapter.can_send and not adapter.undo_seconds]
    due = Delivery.objects.due().filter(
        dispatch__inbox__kind__in=at_once, dispatch__inbox__paused_at__isnull=True
    )
    said = list(due[:PER_SWEEP])
    for one in said:
        deliver(one)
    return ngettext("%(n)s answer said.", "%(n)s answers said.", len(said)) % {"n": len(said)} if said else ""


def deliver(delivery: Delivery) -> None:
    """One recipient's copy: claimed, checked once more, handed over, settled."""
    if not delivery.claim(this_worker()):
        return
    dispatch = Dispatch.objects.select_related("inbox", "author").get(pk=delivery.dispatch_id)
    reason = _reason_to_hold(dispatch)
    if reason:
        delivery.hold(reason)
    else:
        path = return_path("d", delivery.pk, dispatch.inbox)
        _hand_over(delivery, dispatch.inbox, replace(dispatch.outgoing(), return_path=path))


def deliver_notice(notice: Notice) -> None:
    """The same for a notice."""
    if notice.claim(this_worker()):
        _hand_over(notice, notice.inbox, outgoing_of(notice))


def deliver_going_on(letter: GoingOn) -> None:
    """The same for what was said in a chat and goes on by mail."""
    if not letter.claim(this_worker()):
        return
    reason = next(filter(None, map(_reason_to_hold, letter.dispatches())), "")
    if reason:
        letter.hold(reason)
    else:
        _hand_over(letter, letter.inbox, outgoing_words_of(letter))


def settle_left_behind() -> None:
    """What a worker that is gone had claimed is tried again; what it was saying is “perhaps”."""
    for rows in (Delivery.objects.all(), Notice.objects.all(), GoingOn.objects.all()):
        for one in rows.filter(stage__in=(Stage.CLAIMED, Stage.SPEAKING)).exclude(claimed_by=this_worker()):
            if _is_left_behind(one):
                _settle(one)


def _is_left_behind(one: Leaving) -> bool:
    long_ago = one.claimed_at is not None and timezone.now() - one.claimed_at > SPEAKING_LASTS
    return long_ago or is_surely_gone(one.claimed_by)


def _settle(one: Leaving) -> None:
    try:
        if one.stage == Stage.SPEAKING:
            one.perhaps(_("The power went while it was being handed over. It may have arrived."))
        else:
            one.give_up_claim()
    except LostClaim:
        log.info("delivery.settled_elsewhere", extra={"delivery": one.pk})


def _reason_to_hold(dispatch: Dispatch) -> str:
    if not dispatch.has_whole_seal():
        return _("The seal of this letter is broken: it is not what its author released. It stays here.")
    if not dispatch.author.is_active:
        return _("Its author has left the team. A colleague decides whether it goes.")
    if dispatch.author.is_guest:
        return _("Its author is a guest now. A colleague decides whether it goes.")
    return ""


def _hand_over(one: Leaving, inbox: Inbox, outgoing: Outgoing) -> None:
    try:
        one.settle_by(lambda: adapter_of(inbox.kind).send(inbox, outgoing, one.recipient, one.begin_speaking))
    except LostClaim:
        log.info("delivery.claim_lost", extra={"delivery": one.pk})


def _side_by_side(tasks: Sequence[Callable[[], None]]) -> None:
    """A few at once, so that one slow server does not keep the rest waiting."""
    if len(tasks) < 2 or connection.in_atomic_block:
        for task in tasks:
            task()
        return
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="deliver") as pool:
        for outcome in [pool.submit(_in_own_connection, task) for task in tasks]:
            outcome.result()


def _in_own_connection(task: Callable[[], None]) -> None:
    try:
        task()
    finally:
        close_old_connections()
        connection.close()
