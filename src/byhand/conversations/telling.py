"""A telling: something a colleague is to be told if they do not see it by themselves. Written with what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from byhand.channels.inbox import Inbox
from byhand.pocket.wishes import Wishes
from byhand.team.kept import kept
from byhand.team.typed import objects_of
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.conversation import Conversation
    from byhand.conversations.introduction import Introduction
    from byhand.conversations.message import Message
    from byhand.conversations.promise import Promise

KEPT = timedelta(days=30)
# Whoever promises something for the same day knows it for a while.
STILL_KNOWN = timedelta(hours=4)


class TellingQuerySet(models.QuerySet["Telling"]):
    def they_wrote(
        self, messages: Iterable[Message], has: Mapping[int, int | None], off: Collection[int] = ()
    ) -> None:
        """To whoever has the conversation, and to those who want to hear of everything in its inbox.

        `has` says who has which conversation: a message would ask for its own, each one. In those of `off` they tell us
        off.
        """
        inboxes = {one.conversation_id: one.inbox_id for one in messages}
        hearing = _who_hears_all(inboxes.values()) if inboxes else {}
        rows: list[Telling] = []
        for pk, inbox in inboxes.items():
            whose = has.get(pk)
            if whose:
                kind = Telling.Kind.OFF if pk in off else Telling.Kind.WROTE
                rows.append(Telling(colleague_id=whose, conversation_id=pk, kind=kind))
            others = hearing.get(inbox, set[int]()) - {whose}
            rows += [Telling(colleague_id=one, conversation_id=pk, kind=Telling.Kind.NEW) for one in others]
        self.bulk_create(rows)

    def called(self, colleagues: Iterable[User], conversation: Conversation) -> None:
        """A note calls them."""
        self.bulk_create(
            Telling(colleague=one, conversation=conversation, kind=Telling.Kind.CALLED) for one in colleagues
        )

    def handed_over(self, conversation: int, *, to: User) -> None:
        """It is theirs now."""
        self.create(colleague=to, conversation_id=conversation, kind=Telling.Kind.HANDED)

    def fell_due(self, promises: Iterable[Promise]) -> None:
        """Each promise is told of once, to whoever made it; when they have left, to whoever has the conversation."""
        rows: list[Telling] = []
        for one in promises:
            to = one.by_id if one.by.is_active else one.conversation.assigned_to_id
            if to:
                rows.append(Telling(
                    colleague_id=to, conversation_id=one.conversation_id, kind=Telling.Kind.PROMISE, promise=one
                ))  # fmt: skip
        self.bulk_create(rows, ignore_conflicts=True)

    def asked_to_introduce(self, asked: Introduction) -> None:
        """A colleague asks them to make themselves known to somebody."""
        self.create(colleague_id=asked.colleague_id, introduction=asked, kind=Telling.Kind.ASKED)

    def see(self, conversation: Conversation, *, by: User) -> int:
        """They have it before their eyes; gives how many things that settles."""
        return self.filter(conversation=conversation).see_all(by=by)

    def see_all(self, *, by: User) -> int:
        """The same for everything they were to be told."""
        return self.unseen().filter(colleague=by).update(seen_at=timezone.now())

    def unseen(self) -> TellingQuerySet:
        """What is still to be told, or was told and not looked at."""
        return self.filter(seen_at__isnull=True, moot_at__isnull=True)


class Telling(models.Model):
    """One thing for one colleague: of a conversation, or an introduction they are asked for.

    `pushed_at` and `mailed_at` are written before it is said: when the power goes in between, it was perhaps told and
    is not told that way again. `moot_at`: nobody needs to be told any more.
    """

    class Kind(models.TextChoices):
        WROTE = "wrote", _("they wrote")
        CALLED = "called", _("a note calls you")
        HANDED = "handed", _("it was given to you")
        PROMISE = "promise", _("a promise of yours is due")
        ASKED = "asked", _("you are asked to introduce a colleague")
        NEW = "new", _("new in your inboxes")
        OFF = "off", _("they told us off")

    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tellings")
    colleague_id: int
    conversation = models.ForeignKey(
        "conversations.Conversation", null=True, on_delete=models.CASCADE, related_name="tellings"
    )
    conversation_id: int | None
    introduction = models.OneToOneField(
        "conversations.Introduction", null=True, on_delete=models.CASCADE, related_name="telling"
    )
    introduction_id: int | None
    promise = models.OneToOneField(
        "conversations.Promise", null=True, on_delete=models.CASCADE, related_name="telling"
    )
    promise_id: int | None
    kind = models.CharField(max_length=8, choices=Kind)
    made_at = models.DateTimeField(default=timezone.now)
    pushed_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    moot_at = models.DateTimeField(null=True)

    objects = objects_of(TellingQuerySet)

    class Meta:
        indexes = [
            models.Index(
                fields=["colleague", "conversation"], name="telling_unseen",
                condition=models.Q(seen_at__isnull=True, moot_at__isnull=True),
            ),
            models.Index(fields=["made_at"], name="telling_made"),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=models.Q(conversation__isnull=False, introduction__isnull=True)
                | models.Q(conversation__isnull=True, introduction__isnull=False),
                name="telling_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.conversation_id or '-'} for {self.colleague_id}"


def due_and_untold(promises: models.QuerySet[Promise], today: date) -> models.QuerySet[Promise]:
    """Those whose day has just come and nobody was told of."""
    lately = promises.filter(due_on__gte=today - timedelta(days=1), telling__isnull=True)
    return lately.filter(made_at__lte=timezone.now() - STILL_KNOWN).select_related("by", "conversation")


def forget_told_due() -> str:
    """The chore: what is a month old is nothing to be told any more."""
    gone, _by_table = Telling.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    return ngettext("%(n)s thing forgotten.", "%(n)s things forgotten.", gone) % {"n": gone} if gone else ""


def _who_hears_all(inboxes: Iterable[int]) -> dict[int, set[int]]:
    """Colleagues who chose everything, by the inboxes they belong to. Two queries, one while nobody chose it."""
    choosing = set(_choosing_all().ask())
    heard: dict[int, set[int]] = {}
    every = (
        Inbox.objects.filter(pk__in=inboxes).values_list("pk", "is_team_wide", "members") if inboxes else ()
    )
    for pk, is_wide, member in every if choosing else ():
        heard.setdefault(pk, set()).update(choosing if is_wide else {member} & choosing)
    return heard


@kept
def _choosing_all() -> models.QuerySet[Wishes, int]:
    rows = Wishes.objects.filter(what=Wishes.What.ALL, colleague__is_active=True)
    return rows.values_list("colleague", flat=True)
