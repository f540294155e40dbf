"""Taking over: what another desk says of a conversation beside its letters, once those were read.

Only the first time: whatever colleagues have done here since stands. From then on it is as if it had been here all
along: open ones wait, hands are raised, and what was promised in them is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
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
from byhand.conversations.note import Note
from byhand.conversations.proposal import Proposal
from byhand.conversations.tag import NotATag, Tag
from byhand.conversations.tagging import Tagging
from byhand.kit.card import Card, Read
from byhand.kit.exports.export import name_of
from byhand.kit.phone import e164, region_of
from byhand.people.taking_cards import take
from byhand.team.house import House
from byhand.team.user import User

PORTION = 50
PER_RUN = 500
STANDING = [
    "waiting_since", "closed_at", "closed_by", "folded_at", "folded_because", "snoozed_until", "assigned_to",
    "assigned_at",
]  # fmt: skip


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
        _write_notes(one, said.get("notes", ()), colleagues, by, told)
    if not is_first:
        return
    _tag(one, said.get("tags", ()), by, told)
    _stand(one, said, colleagues)
    one.save(update_fields=STANDING)
    Event.objects.create(
        conversation=one, kind=Event.Kind.BROUGHT, by=told.of.asked_by, words=name_of(str(said.get("desk")))
    )
    if one.is_open():
        settle_hands([one])
        _propose(one)


def _stand(one: Conversation, said: dict[str, Any], colleagues: dict[str, User]) -> None:
    """Where it stood there. Done is what intake said of all history."""
    now, state = timezone.now(), said.get("state")
    if state == "spam":
        one.folded_at, one.folded_because = one.folded_at or now, _("spam, said the desk it comes from")
        return
    if state != "open":
        one.closed_at, one.waiting_since = _moment(said.get("since")) or one.closed_at or one.last_at, None
        return
    one.closed_at = one.closed_by = None
    one.waiting_since = _waiting_since(one)
    until = _moment(said.get("until"))
    if until and until > now:
        one.snoozed_until = until
    has_it = colleagues.get(str(said.get("has_it")).lower())
    if has_it and has_it.is_active and not has_it.is_guest and one.assigned_to_id is None:
        one.assigned_to, one.assigned_at = has_it, now


def _waiting_since(one: Conversation) -> datetime | None:
    """Since their first word that nobody answered."""
    theirs = one.messages.filter(origin=Message.Origin.CAME, automatic="").order_by("said_at")
    if one.we_spoke_at:
        theirs = theirs.filter(said_at__gt=one.we_spoke_at)
    return theirs.values_list("said_at", flat=True).first()


def _write_notes(
    one: Conversation,
    notes: Sequence[dict[str, Any]],
    colleagues: dict[str, User],
    by: User,
    told: ToldElsewhere,
) -> None:
    """In the name of whoever wrote them, if they are here; nobody is called by them."""
    here = set(
        Note.objects.filter(kept_as__in=[_kept_as(told, note) for note in notes]).values_list(
            "kept_as", flat=True
        )
    )
    rows: dict[str, Note] = {}
    for note in notes:
        colleague, name = colleagues.get(str(note["address"]).lower()), _kept_as(told, note)
        if note["text"].strip() and name not in here:
            rows[name] = Note(
                conversation=one, by=colleague or by, text=note["text"], at=_moment(note["at"]) or one.last_at,
                written_by="" if colleague else str(note["name"])[:200], kept_as=name,
            )  # fmt: skip
    if rows:
        Note.objects.bulk_create(rows.values())


def _kept_as(told: ToldElsewhere, note: dict[str, Any]) -> str:
    return f"{told.thread[:40]} {note['id']}"[:250]


def _tag(one: Conversation, names: Iterable[str], by: User | None, told: ToldElsewhere) -> None:
    tags: dict[int, Tag] = {}
    for name in names:
        try:
            tag = Tag.objects.named(name, by=by)
        except NotATag as no:
            told.of.tell_left_out(told.place, [f"{name[:60]}: {no}"])
        else:
            tags[tag.pk] = tag
    rows = [Tagging(conversation=one, tag=tag, by=told.of.asked_by) for tag in tags.values()]
    Tagging.objects.bulk_create(rows, ignore_conflicts=True)


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


def _moment(written: object) -> datetime | None:
    return datetime.fromisoformat(str(written)) if written else None
