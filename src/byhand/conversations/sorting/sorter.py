"""The sorter: asks every rule about each letter of a batch, in the transaction of intake.

A rule that fails never keeps mail out: the letter comes in unsorted, and the rule is marked with what went wrong.
Nothing here can say a word to anyone: it moves conversations, and the gate is out of its reach (laws 1 and 2).
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.conversations.batch import Batch
from byhand.conversations.conversation import Conversation
from byhand.conversations.event import Event
from byhand.conversations.facts_of_mail import is_history
from byhand.conversations.message import Message
from byhand.conversations.sorting.letter import letter_of
from byhand.conversations.sorting.rule import SortingRule
from byhand.conversations.sorting.whom import CannotGive, Whom
from byhand.conversations.tag import Tag
from byhand.conversations.tagging import Tagging
from byhand.team.kept import kept
from byhand.team.user import User

# Written by no one: a bounce and a vacation answer are about a letter that was sorted.
ECHOES = (Message.Automatic.BOUNCE, Message.Automatic.REPLIED)

log = logging.getLogger(__name__)


class Sorter:
    """The rules of the house, read once a batch."""

    def __init__(self, batch: Batch) -> None:
        """What it does is told by events, added to the batch."""
        self._rules = _rules().ask()
        self._batch = batch
        self._whom = Whom(batch.colleagues.values())
        self._done: Counter[SortingRule] = Counter()
        self._troubles: dict[SortingRule, str] = {}

    def sort(self, message: Message) -> None:
        """What the rules make of a message that was just taken in. Raises nothing."""
        conversation = message.conversation
        if not self._rules or not _is_to_be_sorted(message):
            return
        letter = letter_of(message, is_first=conversation.pk is None and conversation.message_count == 1)
        for rule in self._rules:
            try:
                caught = rule.asks(letter)
                if caught:
                    self._do(rule, message)
            except Exception as problem:  # whatever it is, the letter comes in
                caught = False
                self._could_not(rule, problem)
            if caught and (rule.looks_no_further or conversation.folded_at):
                return

    def write_down(self) -> None:
        """What each rule did, and what it could not. Raises nothing."""
        if not self._done and not self._troubles:
            return
        now = timezone.now()
        try:
            with transaction.atomic():
                self._whom.write_down()
                for rule in sorted({*self._done, *self._troubles}, key=lambda one: one.pk):
                    rule.sorted(self._done[rule], now, self._troubles.get(rule, ""))
        except Exception:  # mail is more than what is told of its sorting
            log.exception("sorting.not_written_down")

    def _do(self, rule: SortingRule, message: Message) -> None:
        steps = (self._fold, self._put_off, self._give, self._tag)
        if sum(step(rule, message) for step in steps):
            self._done[rule] += 1

    def _fold(self, rule: SortingRule, message: Message) -> bool:
        """Only what nobody here has taken up: whom a colleague has written to is never folded away."""
        one, writer = message.conversation, message.writer
        if (
            not rule.not_for_us
            or one.we_spoke_at
            or one.assigned_to_id
            or (writer and writer.person.is_known())
        ):
            return False
        because = _("the rule “%(rule)s”") % {"rule": rule.name}
        one.folded_at, one.folded_because = timezone.now(), because
        # Nobody is to answer it, so it gets no receipt either.
        self._batch.judgements[-1] = replace(self._batch.judgements[-1], wants_an_answer=False)
        self._tell(rule, message, Event.Kind.FOLDED, words=because)
        return True

    def _put_off(self, rule: SortingRule, message: Message) -> bool:
        """Unless a colleague, or a rule before, said until when; or it is done."""
        one, until = message.conversation, rule.later_than(timezone.now())
        if until is None or one.snoozed_until or one.closed_at or one.folded_at:
            return False
        one.snoozed_until, one.snoozed_by = until, None
        self._tell(rule, message, Event.Kind.SNOOZED, words=until.isoformat())
        return True

    def _give(self, rule: SortingRule, message: Message) -> bool:
        """To a colleague, if nobody has it."""
        one = message.conversation
        if not rule.give or one.folded_at or self._whom.has_it(message):
            return False
        to = self._colleague(rule, message)
        if to is None:
            return False
        one.assigned_to, one.assigned_at = to, timezone.now()
        self._tell(rule, message, Event.Kind.ASSIGNED, to=to)
        return True

    def _colleague(self, rule: SortingRule, message: Message) -> User | None:
        if rule.give == SortingRule.Give.TURN:
            return self._whom.in_turn(message)
        if rule.give == SortingRule.Give.KNOWS:
            return self._whom.knowing(message)
        return self._whom.named(rule.to_id, message)

    def _tag(self, rule: SortingRule, message: Message) -> bool:
        """If it does not carry the tag, and the tag is not put away."""
        one, tag = message.conversation, rule.tag
        if tag is None or tag.put_away_at or self._carries(one, tag):
            return False
        self._batch.taggings.append(Tagging(conversation=one, tag=tag))
        self._tell(rule, message, Event.Kind.TAGGED, words=tag.name)
        return True

    def _carries(self, conversation: Conversation, tag: Tag) -> bool:
        if any(one.conversation is conversation and one.tag_id == tag.pk for one in self._batch.taggings):
            return True
        if conversation.pk is None:
            return False
        with transaction.atomic():
            return Tagging.objects.filter(conversation=conversation, tag=tag).exists()

    def _tell(
        self,
        rule: SortingRule,
        message: Message,
        kind: Event.Kind,
        *,
        to: User | None = None,
        words: str = "",
    ) -> None:
        event = Event(conversation=message.conversation, kind=kind, to=to, words=words, rule=rule.name)
        self._batch.events.append(event)

    def _could_not(self, rule: SortingRule, problem: Exception) -> None:
        if isinstance(problem, CannotGive):
            self._troubles[rule] = str(problem)
            return
        log.error("sorting.rule_failed", exc_info=problem, extra={"rule": rule.pk})
        sentence = _("It failed, and letters came in unsorted: %(problem)s")
        self._troubles[rule] = sentence % {"problem": f"{type(problem).__name__}: {problem}"[:500]}


def _is_to_be_sorted(message: Message) -> bool:
    """What came from outside and stands among what is for us. Old letters of a new inbox are left as they are, and
    whoever tells us off is sorted by nothing.
    """
    return (
        not message.is_ours()
        and message.automatic not in ECHOES
        and message.conversation.folded_at is None
        and not message.conversation.tells_us_off()
        and not is_history(message.arrival, message.said_at)
    )


@kept
def _rules() -> models.QuerySet[SortingRule]:
    return SortingRule.objects.switched_on()
