"""Unasked: whether words answer somebody, are owed to them, or draw on their budget, and why they go all the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from byhand.conversations.event import Event
from byhand.gate.context import Context
from byhand.gate.records.record import Record
from byhand.people.address import Address, normal_email
from byhand.team.typed import objects_of
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.channels.envelope import Envelope
    from byhand.conversations.conversation import Conversation

# Whoever spoke so lately is in a talk with us, and what is added so soon belongs to the answer: no reminder is either.
IN_A_TALK, ADDED = timedelta(days=3), timedelta(hours=1)
LONGEST = 500


def answers_them(conversation: Conversation, now: datetime) -> bool:
    """They spoke last, or so lately that they are in a talk with us; or this is added to an answer."""
    theirs, ours = conversation.they_spoke_at, conversation.we_spoke_at
    if theirs is None or ours is None or theirs > ours:
        return theirs is not None
    return now - theirs < IN_A_TALK or now - ours < ADDED


def is_owed(envelope: Envelope) -> bool:
    """We promised something to one of them and have neither kept nor broken it, or they ordered, booked or owe
    something that is open still, as another system told us (`gate/records/`)."""
    # Asked for by name: a promise hangs on a conversation, and conversations ask this.
    promise = apps.get_model("conversations", "promise")
    values = {normal_email(one.address) for one in envelope.recipients()}
    people = Address.objects.filter(kind__in=Address.Kind.values, value__in=values).values("person")
    return (
        promise.objects.open().ours().filter(conversation__person__in=people).exists()
        or Record.objects.open_at(timezone.now()).filter(address__person__in=people).exists()
    )


def context_of(conversation: Conversation, envelope: Envelope, reason: str, author: User) -> Context:
    """How such words stand to whoever reads them. No query for an answer, four for what draws on a budget."""
    about = conversation.public_id
    if answers_them(conversation, timezone.now()):
        return Context(about=about, answers_them=True)
    if is_owed(envelope):
        return Context(about=about, answers_them=False, is_owed=True)
    return Context(
        about=about, answers_them=False, reason=WhyNow.objects.keep(conversation, reason, by=author)
    )


class WhyNowQuerySet(models.QuerySet["WhyNow"]):
    def said(self, conversation: int) -> str:
        """The reason somebody gave there; empty while nobody was asked."""
        return self.filter(conversation=conversation).values_list("words", flat=True).first() or ""

    def keep(self, conversation: Conversation, words: str, *, by: User) -> str:
        """It is asked once a conversation: the first reason stays. Gives the one that holds."""
        if here := self.said(conversation.pk):
            return here
        words = " ".join(words.split())[:LONGEST]
        if words:
            self.create(conversation=conversation, words=words, by=by)
            Event.objects.create(conversation=conversation, kind=Event.Kind.UNASKED, by=by, words=words)
        return words


class WhyNow(models.Model):
    """Why a colleague wrote to somebody whose budget was used up, in their words."""

    conversation = models.OneToOneField(
        "conversations.Conversation", primary_key=True, on_delete=models.CASCADE, related_name="why_now"
    )
    words = models.CharField(max_length=LONGEST)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = objects_of(WhyNowQuerySet)

    class Meta:
        verbose_name_plural = "reasons"

    def __str__(self) -> str:
        return self.words
