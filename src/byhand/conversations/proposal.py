"""A proposal: words of a message that seem to promise something. A colleague says whether they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, Q
from django.utils import timezone

from byhand.conversations.message import Message
from byhand.conversations.promise import Promise
from byhand.conversations.promise_wishes import PromiseWishes
from byhand.conversations.quoting_facts import own_words
from byhand.conversations.settling import LONGEST
from byhand.kit.promises import find
from byhand.kit.promises.proposal import Proposal as Found
from byhand.team.kept import Given
from byhand.team.typed import objects_of
from byhand.team.user import User

ASKED_FOR = timedelta(days=14)  # what nobody answered for so long is not asked any more
FRESH = timedelta(days=3)  # the same for what names no day: it has lower standing
LONGEST_SENTENCE = 600
MOST = 5  # proposals of one letter; who promises more has written a contract


@dataclass(frozen=True, slots=True)
class Decided:
    """How many proposals were accepted, of how many somebody decided on."""

    accepted: int
    of: int


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def propose(self, said: Iterable[tuple[Message, str]]) -> None:
        """Asks about what these messages seem to promise in these words; one query, none if it is nothing."""
        found = [one for message, words in said for one in _proposed(message, words)]
        if found:
            self.bulk_create(found)

    def propose_of_ours(self, message: Message) -> None:
        """The same of what a colleague has just written, unless they wish not to be asked."""
        found = list(_proposed(message, own_words(message.new_text)))
        off = PromiseWishes.objects.filter(colleague=message.colleague, when_i_write=False)
        if found and not off.exists():
            self.bulk_create(found)

    def accept_ticked(self, message: Message, sentences: Iterable[str], *, by: User) -> None:
        """Their writer ticked these sentences as promises before the letter was sent."""
        ticked = set(sentences)
        for one in self.undecided().filter(message=message) if ticked else ():
            if one.sentence in ticked:
                one.accept(by=by)

    def undecided(self) -> ProposalQuerySet:
        return self.filter(accepted_at__isnull=True, dismissed_at__isnull=True)

    def asked(
        self, colleague: int | Given, *, since: datetime | Given, lately: datetime | Given
    ) -> ProposalQuerySet:
        """Those this colleague is still asked about, if they wish to be: said since then, or lately without a day."""
        off = PromiseWishes.objects.filter(colleague=colleague)
        said = Q(due_on__isnull=False, message__said_at__gte=since) | Q(message__said_at__gte=lately)
        fresh = self.undecided().filter(said)
        return fresh.exclude(Q(side=Promise.Side.THEIRS) & Exists(off.filter(when_they_write=False))).exclude(
            Q(side=Promise.Side.OURS) & Exists(off.filter(when_i_write=False))
        )

    def decided(self, side: str) -> Decided:
        """Of the whole house: no figure about one colleague."""
        counts = self.filter(side=side).aggregate(
            accepted=models.Count("pk", filter=Q(accepted_at__isnull=False)),
            dismissed=models.Count("pk", filter=Q(dismissed_at__isnull=False)),
        )
        return Decided(counts["accepted"], counts["accepted"] + counts["dismissed"])


class Proposal(models.Model):
    """Where its message is, it is, too: it moves with it, and is seen by whoever sees it.

    `sentence` are the words as they were said, `text` what will be done, `said_when` the words for the day; `is_firm`:
    it names a day and hangs on nothing that they must do first.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="proposals")
    message_id: int
    side = models.CharField(max_length=6, choices=Promise.Side)
    sentence = models.CharField(max_length=LONGEST_SENTENCE)
    text = models.CharField(max_length=LONGEST)
    said_when = models.CharField(max_length=100, blank=True)
    due_on = models.DateField(null=True)
    is_firm = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    promise = models.OneToOneField(Promise, null=True, on_delete=models.SET_NULL, related_name="proposal")
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(ProposalQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(dismissed_at__isnull=True),
                name="proposal_decided_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="proposal_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(dismissed_at__isnull=True, dismissed_by__isnull=True)
                | Q(dismissed_at__isnull=False, dismissed_by__isnull=False),
                name="proposal_dismissed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def is_ours(self) -> bool:
        return self.side == Promise.Side.OURS

    @transaction.atomic
    def accept(self, *, by: User) -> Promise | None:
        """It is one: noted as a promise of whoever wrote it. None if somebody has decided already."""
        if not self._decide(accepted_at=timezone.now(), accepted_by=by):
            return None
        message = self.message
        whose = (message.colleague if self.is_ours() else None) or by
        self.promise = Promise.objects.make(
            message.conversation, self.text, due_on=self.due_on, by=whose, side=self.side, message=message
        )
        self.save(update_fields=["promise"])
        return self.promise

    def dismiss(self, *, by: User) -> bool:
        """It is none; False if somebody has decided already."""
        return self._decide(dismissed_at=timezone.now(), dismissed_by=by)

    def _decide(self, **fields: object) -> bool:
        return bool(Proposal.objects.undecided().filter(pk=self.pk).update(**fields))


def _proposed(message: Message, words: str) -> Iterator[Proposal]:
    """What somebody outside says they will do is theirs; "tomorrow" is told by the house's clock."""
    side = Promise.Side.OURS if message.is_ours() else Promise.Side.THEIRS
    for one in find(words, timezone.localtime(message.said_at))[:MOST]:
        text, sentence = as_proposed(one)
        yield Proposal(
            message=message, side=side, sentence=sentence, text=text, said_when=one.when[:100],
            due_on=one.due_on, is_firm=one.is_firm,
        )  # fmt: skip


def as_proposed(one: Found) -> tuple[str, str]:
    """What will be done, as it is noted, and the sentence that says so, as it is kept."""
    text = one.what[:LONGEST]
    return text[:1].upper() + text[1:], " ".join(one.sentence.split())[:LONGEST_SENTENCE]
