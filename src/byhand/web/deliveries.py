"""How far a letter of ours is, in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.envelope import Recipient
from byhand.gate.delivery import Delivery
from byhand.gate.leaving import Stage
from byhand.web import times


@dataclass(frozen=True, slots=True)
class State:
    """One sentence about one recipient. `kind` is a tone: kept, wait, due or nothing."""

    sentence: str
    kind: str = ""
    recipient: str = ""
    delivery: int = 0
    decide: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """A letter on its way: what to say of it, whether it can still be taken back, whether it was."""

    states: tuple[State, ...]
    can_be_undone: bool = False
    was_taken_back: bool = False
    leaves_later: bool = False
    is_held_for_its_author: bool = False
    unseen: tuple[Recipient, ...] = ()


def ways_of(dispatches: list[int]) -> dict[int, Way]:
    """The way of each dispatch, by its id. One query, none for no dispatch."""
    deliveries: dict[int, list[Delivery]] = defaultdict(list)
    if dispatches:
        for one in _found(dispatches):
            deliveries[one.dispatch_id].append(one)
    return {dispatch: _way(found) for dispatch, found in deliveries.items()}


def _way(deliveries: list[Delivery]) -> Way:
    """All alike make one sentence."""
    stages = {one.stage for one in deliveries}
    if stages == {Stage.RECALLED}:
        return Way((), was_taken_back=True)
    states = [_state(one) for one in deliveries]
    alike = {(state.sentence, state.kind) for state in states}
    if len(alike) == 1 and not states[0].decide:
        states = [State(states[0].sentence, states[0].kind)]
    return Way(
        tuple(states), can_be_undone=_can_be_undone(deliveries), leaves_later=all(map(_leaves_later, deliveries)),
        is_held_for_its_author=all(map(_is_held_for_its_author, deliveries)), unseen=_unseen(deliveries),
    )  # fmt: skip


def _unseen(deliveries: list[Any]) -> tuple[Recipient, ...]:
    """Who got it without the others knowing, as they were named on the sheet."""
    if all(one.role != Delivery.Role.BCC for one in deliveries):
        return ()
    return tuple(Recipient(**one) for one in deliveries[0].bcc)


def _found(dispatches: list[int]) -> list[Any]:
    """Deliveries that know when their letter is to leave, and who gets it unseen."""
    letter = {"leaves_at": F("dispatch__leaves_at"), "bcc": F("dispatch__bcc")}
    rows = Delivery.objects.filter(dispatch__in=dispatches).annotate(**letter)
    return list(rows.order_by("pk"))


def _leaves_later(one: Any) -> bool:
    return bool(
        one.stage == Stage.WAITING and not one.attempts and one.leaves_at and one.leaves_at > timezone.now()
    )


def _is_held_for_its_author(one: Any) -> bool:
    return bool(one.stage == Stage.HELD and not one.attempts and one.leaves_at)


def _can_be_undone(deliveries: list[Delivery]) -> bool:
    now = timezone.now()
    return all(
        one.stage == Stage.WAITING and one.attempts == 0 and one.next_attempt_at > now for one in deliveries
    )


def _state(one: Any) -> State:
    sentence, kind, decide = _words(one)
    if one.let_be_at:
        return State(_("%(sentence)s Left as it is.") % {"sentence": sentence}, "", one.recipient, one.pk)
    return State(sentence, kind, one.recipient, one.pk, decide)


def _words(one: Any) -> tuple[str, str, bool]:
    if one.bounced_at:
        return _("Came back: %(why)s") % {"why": one.bounced_because or _("no reason given")}, "due", False
    why = {"why": one.answer or _("no reason given"), "when": times.clock(one.next_attempt_at)}
    if one.stage == Stage.WAITING and one.attempts:
        return _("Not delivered yet: %(why)s Tried again %(when)s.") % why, "wait", False
    if _leaves_later(one):
        return _("Leaves %(when)s") % why, "wait", False
    if _is_held_for_its_author(one):
        return _("Held: %(why)s Its author reads what is new and decides.") % why, "due", False
    return {
        Stage.WAITING: (_("Waiting to leave"), "wait", False),
        Stage.CLAIMED: (_("On its way"), "wait", False),
        Stage.SPEAKING: (_("On its way"), "wait", False),
        Stage.ACCEPTED: (_("Delivered"), "kept", False),
        Stage.REFUSED: (_("Refused: %(why)s") % why, "due", True),
        Stage.PERHAPS: (_("Perhaps delivered; nobody can say. %(why)s") % why, "due", True),
        Stage.HELD: (_("Held: %(why)s") % why, "due", True),
        Stage.RECALLED: (_("Taken back"), "", False),
    }[Stage(one.stage)]
