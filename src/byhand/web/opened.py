"""One conversation as the page shows it: thread, sheet and card."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import DateTimeField, Exists, F, Max, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from byhand.channels.inbox import Sight
from byhand.conversations.answer_to_many import AnswerToMany
from byhand.conversations.answering import blank_answer
from byhand.conversations.call import Call
from byhand.conversations.carrying import tags_told
from byhand.conversations.conversation import Conversation
from byhand.conversations.draft import Draft
from byhand.conversations.drafting import Words
from byhand.conversations.knowing import memories_in_sight, ties_in_sight
from byhand.conversations.mention import Mention
from byhand.conversations.promise import Promise
from byhand.conversations.proposal import ASKED_FOR, FRESH, Proposal
from byhand.conversations.telling import Telling
from byhand.conversations.visiting.standing import visit_of
from byhand.gate.refusals import MOST_BYTES
from byhand.people.address import Address
from byhand.people.memory import Memory
from byhand.people.tie import TieEnd
from byhand.team.kept import Given, kept
from byhand.team.user import User
from byhand.web.answered_many import answered_many
from byhand.web.at_the_desk import DeskRequest
from byhand.web.fact_choice import choice
from byhand.web.forms.turns import moments_left
from byhand.web.forwards import forwarded_of
from byhand.web.fragments import answer, asks_for
from byhand.web.held import Held
from byhand.web.lists import pane
from byhand.web.mirrored import mirrored
from byhand.web.readers import readers_of
from byhand.web.thread import Thread, thread_of

EARLIER = 8
PARTS = {
    "conversation": "conversations/open.html",
    "words": "conversations/words.html",
    "news": "conversations/news.html",
}


def conversation_or_404(request: DeskRequest, public_id: str) -> Conversation:
    """The conversation, or the one it was merged into, if this colleague may see it."""
    me = {"me": request.user.pk} | _lately()
    found = _conversation(request.sight).first(public_id=public_id, **me)
    while found is not None and found.merged_into_id:
        found = _conversation(request.sight, "pk").first(pk=found.merged_into_id, **me)
    if found is None:
        raise Http404
    return found


@kept
def _conversation(sight: Sight, by: str = "public_id") -> QuerySet[Conversation]:
    one = Conversation.objects.in_sight(sight).filter(**{by: Given(by)})
    calls_me = Mention.objects.unread().filter(conversation=OuterRef("pk"), colleague=Given("me"))
    told_me = Telling.objects.unseen().filter(conversation=OuterRef("pk"), colleague=Given("me"))
    knows = TieEnd.objects.standing().filter(person=OuterRef("person"))
    asks_me = _asked_here().filter(message__conversation=OuterRef("pk"))
    one = one.annotate(
        knows=Exists(knows),
        calls_me=Exists(calls_me),
        told_me=Exists(told_me),
        asks_me=Exists(asks_me),
        has_calls=Exists(Call.objects.filter(conversation=OuterRef("pk"))),
        answers_copy=AnswerToMany.objects.filter(conversation=OuterRef("pk")).values("copy")[:1],
        tag_names=tags_told(),
    )
    return one.select_related("inbox", "person__organisation")[:1]


def address_of(request: HttpRequest, conversation: Conversation) -> str:
    """Its page, with the list that stood beside it."""
    kept = {key: request.GET[key] for key in ("list", "q") if request.GET.get(key)}
    return reverse("conversation", args=[conversation.public_id]) + (f"?{urlencode(kept)}" if kept else "")


def opened(
    request: DeskRequest, conversation: Conversation, *, refusal: str = "", words: Words | None = None,
    note: bool = False, held: Held | None = None, asks_why: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page of a conversation. With a refusal, its sentence stands above the words that were written."""
    colleagues = {user.pk: user for user in _colleagues().ask()}
    thread = thread_of(conversation, colleagues, whole="whole" in request.GET)
    context: dict[str, Any] = {
        "conversation": conversation, "thread": thread, "colleagues": colleagues, "refusal": refusal, "note": note,
        "keep": address_of(request, conversation).partition("?")[2], "list": request.GET.get("list", ""),
        "q": request.GET.get("q", ""), "held": held, "asks_why": asks_why,
        "proposals": _proposals_by_message(request, conversation),
        "answered_many": answered_many(conversation, request.user),
    }  # fmt: skip
    asked = asks_for(request)
    if asked != "words":
        context["visit"] = visit_of(conversation)
        context |= (
            choice(request) | _sheet(request, conversation, thread, words) | _card(request, conversation)
        )
        context["at_work"] = _me_first(colleagues, request.user)
    if asked not in PARTS:
        context |= pane(request)
    return answer(request, "conversations/conversation.html", PARTS, context, status=status)


def _sheet(
    request: DeskRequest, conversation: Conversation, thread: Thread, words: Words | None
) -> dict[str, Any]:
    """What was written already, else a blank answer; where one message is to be answered, to those it names."""
    draft = _draft().first(author=request.user.pk, conversation=conversation.pk)
    newest = thread.newest if not thread.earlier else _newest(conversation)
    chosen = thread.up_to(request.GET.get("answer", ""))
    sheet = words or (draft.words() if draft and (draft.to or draft.bcc) and not chosen else None)
    if sheet is None:
        blank = blank_answer(conversation, chosen or thread.said(), newest=newest)
        sheet = replace(blank, body=draft.body) if draft else blank
    return {
        "sheet": sheet, "newest": newest, "draft": draft, "files": draft.going() if draft else [],
        "moments": moments_left(), "most_bytes": MOST_BYTES, "readers": readers_of(sheet, conversation, thread.said()),
        "forwarded": forwarded_of(draft), "ticked": request.POST.getlist("keeps"),
        "noted": request.POST.getlist("promises"),
        "remarks": mirrored(request, conversation, words.body) if words else (),
    }  # fmt: skip


def _proposals_by_message(request: DeskRequest, conversation: Conversation) -> dict[int, list[Proposal]]:
    """What this colleague is asked about, under the message that said it; asked for only where there is something."""
    found: dict[int, list[Proposal]] = defaultdict(list)
    if getattr(conversation, "asks_me", True) and not request.user.is_guest:
        for one in _proposals().ask(conversation=conversation.pk, me=request.user.pk, **_lately()):
            found[one.message_id].append(one)
    return found


def _lately() -> dict[str, Any]:
    now = timezone.now()
    return {"since": now - ASKED_FOR, "lately": now - FRESH}


@kept
def _proposals() -> QuerySet[Proposal]:
    return _asked_here().filter(message__conversation=Given("conversation"))


def _asked_here() -> QuerySet[Proposal]:
    since, lately = Given("since", DateTimeField()), Given("lately", DateTimeField())
    return Proposal.objects.asked(Given("me"), since=since, lately=lately)


def _me_first(colleagues: dict[int, User], me: User) -> list[User]:
    at_work = [one for one in colleagues.values() if one.is_active and not one.is_guest]
    return sorted(at_work, key=lambda one: (one.pk != me.pk, one.get_full_name()))


def _newest(conversation: Conversation) -> int:
    return conversation.messages.aggregate(newest=Max("pk"))["newest"] or 0


def _card(request: DeskRequest, conversation: Conversation) -> dict[str, Any]:
    """Who they are: addresses, memories, promises, earlier conversations."""
    person = conversation.person
    promised = _promises(request.sight).ask(
        conversation=conversation.pk, person=person.pk if person else None
    )
    promises = sorted(promised, key=Promise.is_settled)  # what is still to do stands first
    if person is None:
        return {"person": None, "promises": promises}
    return {
        "person": person, "promises": promises, "addresses": _addresses().ask(person=person.pk),
        "memories": _memories(request.sight).ask(person=person.pk, me=request.user.pk),
        "ties": _ties(request.sight).ask(person=person.pk) if getattr(conversation, "knows", True) else (),
        "others": _others(request.sight).ask(person=person.pk, conversation=conversation.pk),
    }  # fmt: skip


@kept
def _colleagues() -> QuerySet[User]:
    return User.objects.all()


@kept
def _draft() -> QuerySet[Draft]:
    return Draft.objects.filter(author=Given("author"), conversation=Given("conversation"))[:1]


@kept
def _promises(sight: Sight) -> QuerySet[Promise]:
    """Those of this conversation; and what is open with the same person elsewhere, where the reader may see it."""
    elsewhere = Conversation.objects.in_sight(sight).filter(person=Given("person"))
    still = Q(kept_at__isnull=True, broken_at__isnull=True, conversation__in=elsewhere.values("pk"))
    rows = Promise.objects.filter(Q(conversation=Given("conversation")) | still)
    return rows.annotate(where=F("conversation__public_id")).soonest_first()


@kept
def _addresses() -> QuerySet[Address]:
    return Address.objects.filter(person=Given("person"))


@kept
def _memories(sight: Sight) -> QuerySet[Memory]:
    return memories_in_sight(sight, Given("me")).filter(person=Given("person")).with_writer()


@kept
def _ties(sight: Sight) -> QuerySet[TieEnd]:
    return ties_in_sight(sight, Given("person"))


@kept
def _others(sight: Sight) -> QuerySet[Conversation]:
    theirs = Conversation.objects.in_sight(sight).filter(person=Given("person"))
    return theirs.exclude(pk=Given("conversation")).for_card().order_by("-last_at", "-pk")[:EARLIER]
