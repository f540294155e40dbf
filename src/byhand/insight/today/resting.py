"""Resting: what a reason rests on, in words, and the queries several rules share."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.conversations.conversation import Conversation, ConversationQuerySet, Place
from byhand.conversations.promise import Promise, PromiseQuerySet
from byhand.conversations.sign import Sign, SignQuerySet
from byhand.insight.today.asking import CANDIDATES, Asking, Unanswered
from byhand.insight.today.reason import Reason
from byhand.kit.signs import Kind
from byhand.people.occasion import MOST_BEFORE, Occasion

SENT_WITHIN = timedelta(days=365)  # whom they sent, and nobody has thanked them for
NEAR = 1  # days before a date that is noted without a reminder
LATELY = timedelta(days=14)  # what is older is no longer a matter of today
SHOWN = (
    "public_id", "subject", "preview", "person", "waiting_since", "begun_at", "they_spoke_at", "closed_at",
    "place", "same_answer_at", "unheard_at",
)  # fmt: skip


def resting_on(
    one: Conversation, lead: str, sentence: str = "", quote: str = "", *, message: int | None = None
) -> Reason:
    """Resting on one conversation; who waits longest comes first."""
    since = one.waiting_since or one.they_spoke_at
    return Reason(
        person=one.person_id or 0, lead=lead, sentence=sentence, quote=quote, conversation=one.public_id,
        message=message, rests_on=_("Their words of %(day)s") % {"day": day(since)} if since else "",
        pressing=-since.timestamp() if since else 0.0,
    )  # fmt: skip


def newest_signs(rows: SignQuerySet) -> list[Sign]:
    """With what is said of them, and not the letters they stand in."""
    shown = ("kind", "words", "at", "person", "message__writer_name")
    told = rows.select_related("message__conversation").only(
        *shown, *(f"message__conversation__{one}" for one in SHOWN)
    )
    return list(told.order_by("-at")[:CANDIDATES])


def unthanked(asking: Asking) -> SignQuerySet:
    """Those who sent somebody our way within a year, and to whom we have not written since, as far as one may see.

    A letter of ours that is hidden from the reader does not count: that nobody is named would tell of it.
    """
    known = Conversation.objects.in_sight(asking.sight).filter(person=OuterRef("person"))
    ours = known.filter(we_spoke_at__isnull=False).order_by()
    last = ours.values("person").annotate(last=Max("we_spoke_at")).values("last")
    told = Sign.objects.of_kind(Kind.REFERRED).filter(
        among(asking.seen()), at__gte=asking.now - SENT_WITHIN, person__isnull=False
    )
    return told.annotate(last=Subquery(last)).filter(Q(last__isnull=True) | Q(last__lt=F("at")))


def newest_promises(rows: PromiseQuerySet) -> list[Promise]:
    """The latest due first."""
    shown = (
        "text",
        "due_on",
        "made_at",
        "message",
        "by__name",
        "conversation__public_id",
        "conversation__person",
    )
    return list(rows.select_related("conversation", "by").only(*shown).order_by("-due_on", "pk")[:CANDIDATES])


def unanswered(asking: Asking) -> list[Unanswered]:
    """Conversations in which we said nothing yet, the newest first. One query, whichever rule asks first.

    What was said in conversations that are hidden from the reader is not counted, neither way: it would tell of them.
    """
    if asking.unanswered is None:
        sight = Conversation.objects.in_sight(asking.sight)
        theirs = sight.filter(person=OuterRef("person"), merged_into__isnull=True)
        earlier = theirs.exclude(pk=OuterRef("pk")).filter(begun_at__lt=OuterRef("begun_at"))
        rows = asking.mine().filter(we_spoke_at__isnull=True, they_spoke_at__gte=asking.now - LATELY)
        told = (
            rows.exclude(place=Place.LATER)
            .only(*SHOWN)
            .annotate(
                before=Subquery(earlier.order_by("-last_at").values("last_at")[:1]),
                greeted=Exists(theirs.filter(we_spoke_at__isnull=False)),
            )
        )
        asking.unanswered = [_unanswered(one) for one in told.order_by("-they_spoke_at")[:CANDIDATES]]
    return asking.unanswered


def _unanswered(row: Any) -> Unanswered:
    """A row with what the query says beside it."""
    return Unanswered(row, row.before, row.greeted)


def dates_near(asking: Asking) -> list[Occasion]:
    """Dates whose reminder has come; those without one on their day and the day before. Two queries."""
    readable = Q(message__isnull=True) | among(asking.seen(), "message__conversation")
    known = Occasion.objects.standing().filter(readable, by__in=asking.for_whom)
    known = known.exclude(person__in=list(asking.aside))
    near = known.coming(asking.today, NEAR)[:CANDIDATES]
    to_be_told = known.filter(remind_before__isnull=False).coming(asking.today, MOST_BEFORE)[: CANDIDATES * 2]
    found = {one.pk: one for one in (*near, *to_be_told)}.values()
    return [
        one for one in found
        if (one.comes_on - asking.today).days <= NEAR or one.is_to_be_told(asking.today)
    ]  # fmt: skip


def due_words(on: date | None, today: date) -> str:
    """“Due today”, “Due for 3 days”; what is long past is said with its day."""
    late = (today - on).days if on else 0
    if late > LATELY.days:
        return _("Due since %(day)s") % {"day": day(on)}
    return (
        ngettext("Due since yesterday", "Due for %(n)s days", late) % {"n": late} if late else _("Due today")
    )


def among(rows: ConversationQuerySet, path: str = "message__conversation") -> Q:
    """Whose conversation is one of these: looked up one by one, for there are many."""
    return Q(Exists(rows.filter(pk=OuterRef(path))))


def unanswered_since() -> Q:
    """Nobody of us has said anything in that conversation since."""
    return Q(message__conversation__we_spoke_at__isnull=True) | Q(
        message__conversation__we_spoke_at__lt=F("at")
    )


def time_since(asking: Asking, since: datetime | None) -> str:
    """“3 days”, “2 weeks”."""
    return timesince(since, asking.now, depth=1) if since else ""


def day(on: date | datetime | None) -> str:
    if on is None:
        return ""
    on = timezone.localtime(on).date() if isinstance(on, datetime) else on
    return date_format(on, "j F" if on.year == timezone.localdate().year else "j F Y")


def when_words(ahead: int, on: date) -> str:
    """“today”, “tomorrow”, “on 3 December”."""
    if ahead < 2:
        return _("tomorrow") if ahead else _("today")
    return _("on %(day)s") % {"day": day(on)}
