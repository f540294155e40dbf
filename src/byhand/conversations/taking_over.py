"""Taking over: what another desk says of a conversation beside its letters, once those were read.

Only the first time: whatever colleagues have done here since stands. From then on it is as if it had been here all
along: open ones wait, hands are raised, and what was promised in them is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.archive import ArchiveImport
from byhand.channels.told_elsewhere import ToldElsewhere
from byhand.conversations.again.hands import settle_hands
from byhand.conversations.conversation import Conversation
from byhand.conversations.event import Event
from byhand.conversations.message import Message
from byhand.conversations.noted_there import tag, write_notes
from byhand.conversations.proposal import Proposal
from byhand.conversations.stood_there import STANDING, stand
from byhand.kit.card import Card, Read
from byhand.kit.exports.export import name_of
from byhand.kit.phone import e164, region_of
from byhand.people.taking_cards import take
from byhand.team.house import House
from byhand.team.user import User

PORTION = 50
PER_RUN = 500


def take_over_due() -> str:
    """The chore: takes over whatever is ripe. Says how many conversations and lists of people."""
    done = 0
    while done < PER_RUN and (taken := take_over_portion()):
        done += taken
    return (
        ngettext("%(count)s conversation of another desk settled.", "%(count)s conversations of another desk settled.",
                 done) % {"count": done} if done else ""
    )  # fmt: skip


@transaction.atomic
def take_over_portion() -> int:
    """A portion of them; gives how many. Safe to repeat, and beside another process."""
    ripe = ToldElsewhere.objects.ripe().select_for_update(of=("self",))
    rows = list(ripe.select_related("of__asked_by")[:PORTION])
    before = set(
        ToldElsewhere.objects.filter(thread__in=[one.thread for one in rows if one.thread], taken_over_at__isnull=False)
        .values_list("thread", flat=True)
    )  # fmt: skip
    here = _conversations({one.thread for one in rows if one.thread})
    colleagues = {user.email: user for user in User.objects.all()}
    for one in rows:
        by = one.of.asked_by or _contact()
        conversation = here.get(one.thread)
        if conversation is not None:
            _settle(conversation, one, colleagues, by, is_first=one.thread not in before)
            before.add(one.thread)
        elif one.said.get("notes"):
            one.of.tell_left_out(
                one.place, [_("No letter of it could be taken, so its notes were not either.")]
            )
        if one.said.get("cards") and by:
            _take_cards(one.of, one.place, one.said["cards"], by)
        one.said, one.taken_over_at = {}, timezone.now()
    ToldElsewhere.objects.bulk_update(rows, ["said", "taken_over_at"])
    return len(rows)


def _contact() -> User | None:
    """Who stands for what was imported at the machine itself."""
    house = House.current()
    return house.contact if house else User.objects.filter(role="owner").order_by("pk").first()


def _conversations(threads: set[str]) -> dict[str, Conversation]:
    """Where they are now; one that was merged is where its words went."""
    rows = Message.objects.order_by("-pk").filter(arrival__thread__in=threads)
    pks = dict(rows.values_list("arrival__thread", "conversation"))
    found = {
        one.pk: one
        for one in Conversation.objects.select_for_update().filter(pk__in=pks.values()).order_by("pk")
    }
    return {thread: found[pk] for thread, pk in pks.items()}


def _settle(
    one: Conversation, told: ToldElsewhere, colleagues: dict[str, User], by: User | None, *, is_first: bool
) -> None:
    said = told.said
    if by:
        write_notes(one, said.get("notes", ()), colleagues, by, told)
    if not is_first:
        return
    tag(one, said.get("tags", ()), by, told)
    stand(one, said, colleagues)
    one.save(update_fields=STANDING)
    Event.objects.create(
        conversation=one, kind=Event.Kind.BROUGHT, by=told.of.asked_by, words=name_of(str(said.get("desk")))
    )
    if one.is_open():
        settle_hands([one])
        _propose(one)


def _propose(one: Conversation) -> None:
    """What was promised in it while it was open there; intake does not ask about history."""
    said = one.messages.filter(automatic="", proposals__isnull=True).order_by("said_at")
    Proposal.objects.propose((message, message.new_text) for message in said)


def _take_cards(of: ArchiveImport, place: str, cards: Sequence[dict[str, Any]], by: User) -> None:
    house = House.current()
    region = region_of(e164(house.phone)) if house else ""
    reads = [
        Read(number, str(card.get("name")), Card(**_tuples(card))) for number, card in enumerate(cards, 1)
    ]
    taken = take(reads, region=region, by=by)
    of.tell_left_out(place, [because for _line, because, _raw in taken.account])


def _tuples(card: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in card.items()}
