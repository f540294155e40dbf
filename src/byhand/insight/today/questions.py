"""The questions of Today, in the order of its rules: each is written once for a sight, and read by an index.

Their holes are filled by `Asking.ask`: `me`, `today`, `aside`, `for_whom`; and `since`, a moment that the rule names.
Only what the sight holds is asked about: what is hidden from the reader counts neither way, for it would tell of it.
"""

from __future__ import annotations

from datetime import date

from django.db.models import DateField, DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery

from byhand.channels.inbox import Sight
from byhand.conversations.answer_to_many import AnswerToMany
from byhand.conversations.conversation import Conversation, ConversationQuerySet, Place
from byhand.conversations.introduction import Introduction
from byhand.conversations.knowing import among
from byhand.conversations.listing import Urgency
from byhand.conversations.promise import Promise, PromiseQuerySet
from byhand.conversations.sign import Sign, SignQuerySet
from byhand.insight.today.asking import CANDIDATES, mine, seen
from byhand.kit.signs import Kind
from byhand.people.occasion import MOST_BEFORE, Occasion, OccasionQuerySet
from byhand.team.kept import Given, Several, kept

NEAR = 1  # days before a date that is noted without a reminder
SHOWN = (
    "public_id", "subject", "preview", "person", "waiting_since", "begun_at", "they_spoke_at", "closed_at",
    "place", "same_answer_at", "unheard_at",
)  # fmt: skip
_SINCE = Given("since", DateTimeField())
_MESSAGES = "message__conversation"


@kept
def promised_by(sight: Sight) -> PromiseQuerySet:
    """Ours that are due, by the colleagues `by`."""
    due = Promise.objects.due(Given("today", DateField())).ours().filter(by__in=Several("by"))
    return _latest_due(due.filter(among(seen(sight))))


@kept
def who_told_us_off(sight: Sight) -> ConversationQuerySet:
    rows = mine(sight).filter(place=Place.WAITING, urgency=Urgency.TOLD_US_OFF)
    return _shown(rows.order_by("waiting_since"))


@kept
def who_complains(sight: Sight) -> SignQuerySet:
    waiting = among(mine(sight).filter(place=Place.WAITING), _MESSAGES)
    return _newest(Sign.objects.of_kind(Kind.COMPLAINT).filter(waiting, _unanswered_since(), at__gte=_SINCE))


@kept
def who_asked_twice(sight: Sight) -> ConversationQuerySet:
    rows = mine(sight).filter(unheard_at__isnull=False, place=Place.WAITING)
    return _shown(rows.order_by("unheard_at"))


@kept
def who_got_the_same_answer(sight: Sight) -> ConversationQuerySet:
    rows = mine(sight).filter(same_answer_at__gte=_SINCE, place__in=(Place.WAITING, Place.THEIRS))
    return _shown(rows.order_by("-same_answer_at"))


@kept
def who_waits_long(sight: Sight) -> ConversationQuerySet:
    rows = mine(sight).filter(place=Place.WAITING, urgency=Urgency.ORDINARY, waiting_since__lt=_SINCE)
    return _shown(rows.order_by("waiting_since", "pk"))


@kept
def who_is_unanswered(sight: Sight) -> ConversationQuerySet:
    """In which we said nothing yet; `before` is their last word elsewhere, `greeted` one in which we ever wrote."""
    theirs = Conversation.objects.in_sight(sight).filter(person=OuterRef("person"), merged_into__isnull=True)
    earlier = theirs.exclude(pk=OuterRef("pk")).filter(begun_at__lt=OuterRef("begun_at"))
    rows = mine(sight).filter(we_spoke_at__isnull=True, they_spoke_at__gte=_SINCE).exclude(place=Place.LATER)
    told = rows.annotate(
        before=Subquery(earlier.order_by("-last_at").values("last_at")[:1]),
        # Not EXISTS: for that PostgreSQL lists everybody we ever wrote to.
        greeted=Subquery(theirs.filter(we_spoke_at__isnull=False).values("pk")[:1]),
    )
    return _shown(told.order_by("-they_spoke_at", "pk"))


@kept
def who_is_kind(sight: Sight, kind: Kind) -> SignQuerySet:
    """Who praised us, or is back, and has no answer since."""
    said = Sign.objects.of_kind(kind).filter(_unanswered_since(), at__gte=_SINCE)
    return _newest(said.filter(among(mine(sight), _MESSAGES)))


@kept
def who_asks_me_for_an_introduction() -> QuerySet[Introduction]:
    rows = Introduction.objects.waiting_for(Given("me")).exclude(person__in=Several("aside"))
    return rows.select_related("by").order_by("asked_at", "pk")[:CANDIDATES]


@kept
def promised_to_us(sight: Sight) -> PromiseQuerySet:
    """Theirs that are past their day."""
    due = Promise.objects.due(Given("today", DateField())).filter(side=Promise.Side.THEIRS)
    return _latest_due(due.filter(among(seen(sight)), by__in=Several("for_whom")))


@kept
def dates_at_hand(sight: Sight, today: date) -> OccasionQuerySet:
    return _noted(sight).coming(today, NEAR)[:CANDIDATES]


@kept
def dates_to_be_told(sight: Sight, today: date) -> OccasionQuerySet:
    return _noted(sight).filter(remind_before__isnull=False).coming(today, MOST_BEFORE)[: CANDIDATES * 2]


@kept
def who_answered_my_letter(sight: Sight) -> QuerySet[AnswerToMany]:
    """Of a letter to many of mine since then; and were answered, and then nothing was said since `quiet`."""
    answered = AnswerToMany.objects.by_people().filter(
        among(seen(sight)), dispatch__author=Given("me"), at__gte=_SINCE, conversation__place=Place.THEIRS,
        conversation__we_spoke_at__lt=Given("quiet", DateTimeField()),
    )  # fmt: skip
    return answered.select_related("conversation", "dispatch").order_by("-at")[:CANDIDATES]


@kept
def who_sent_somebody(sight: Sight) -> SignQuerySet:
    """And to whom we have not written since, as far as one may see."""
    known = Conversation.objects.in_sight(sight).filter(person=OuterRef("person"))
    ours = known.filter(we_spoke_at__isnull=False).order_by()
    last = ours.values("person").annotate(last=Max("we_spoke_at")).values("last")
    told = Sign.objects.of_kind(Kind.REFERRED).filter(
        among(seen(sight), _MESSAGES), at__gte=_SINCE, person__isnull=False
    )
    return _newest(told.annotate(last=Subquery(last)).filter(Q(last__isnull=True) | Q(last__lt=F("at"))))


def _shown(rows: ConversationQuerySet) -> ConversationQuerySet:
    return rows.only(*SHOWN)[:CANDIDATES]


def _newest(rows: SignQuerySet) -> SignQuerySet:
    """With what is said of them, and not the letters they stand in."""
    told = rows.select_related(_MESSAGES).only(
        "kind", "words", "at", "person", "message__writer_name", *(f"{_MESSAGES}__{one}" for one in SHOWN)
    )
    return told.order_by("-at")[:CANDIDATES]


def _latest_due(rows: PromiseQuerySet) -> PromiseQuerySet:
    shown = (
        "text",
        "due_on",
        "made_at",
        "message",
        "by__name",
        "conversation__public_id",
        "conversation__person",
    )
    return rows.select_related("conversation", "by").only(*shown).order_by("-due_on", "pk")[:CANDIDATES]


def _noted(sight: Sight) -> OccasionQuerySet:
    """Dates of ours, or of whoever is away, that the reader may read."""
    readable = Q(message__isnull=True) | among(seen(sight), _MESSAGES)
    known = Occasion.objects.standing().filter(readable, by__in=Several("for_whom"))
    return known.exclude(person__in=Several("aside"))


def _unanswered_since() -> Q:
    """Nobody of us has said anything in that conversation since."""
    return Q(message__conversation__we_spoke_at__isnull=True) | Q(
        message__conversation__we_spoke_at__lt=F("at")
    )
