"""“This did not help”: words of a reader, handed to the door through which all words come, with the article noted.

They become a letter that arrives like any other: stored raw first, then read. From which article they came is kept
beside it and noted on the conversation once there is one. `hand_in` is the only place that knows the door.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from byhand.channels.arrival import Arrival
from byhand.channels.inbox import Inbox
from byhand.conversations.event import Event
from byhand.conversations.message import Message
from byhand.help.version import Version
from byhand.kit.exports.letters import letter
from byhand.kit.exports.matter import Matter, Who, Word
from byhand.team.languages import name_of
from byhand.team.typed import objects_of
from byhand.work.bell import ring

PER_RUN = 200


@dataclass(frozen=True, slots=True)
class Said:
    """What a reader wrote: `reach` is an e-mail address, a telephone number or nothing; `once` names this writing."""

    words: str
    name: str = ""
    reach: str = ""
    once: str = ""


class DidNotHelpQuerySet(models.QuerySet["DidNotHelp"]):
    def hand_in(self, said: Said, version: Version, *, inbox: Inbox) -> DidNotHelp:
        """Stores the letter raw, then from which version it came. The same writing twice is one."""
        once = sha256(f"{version.pk}\n{said.once}".encode()).hexdigest()[:40]
        known = self.filter(once=once).first()
        if known:
            return known
        arrival = Arrival.objects.store(_letter(said, version, once, inbox), inbox=inbox)
        transaction.on_commit(lambda: ring("read"))
        return self.get_or_create(once=once, defaults={"version": version, "arrival": arrival})[0]

    def to_note(self) -> DidNotHelpQuerySet:
        """Those whose letter was read and whose conversation does not say so yet."""
        read = models.Q(arrival__state__in=(Arrival.State.READ, Arrival.State.TWICE))
        return self.filter(read, noted_at__isnull=True).order_by("pk")


class DidNotHelp(models.Model):
    """That a version did not help somebody: no name, no words; those are in the letter."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="did_not_help")
    arrival = models.OneToOneField(Arrival, null=True, on_delete=models.SET_NULL, related_name="+")
    arrival_id: int | None
    once = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField(default=timezone.now)
    noted_at = models.DateTimeField(null=True)

    objects = objects_of(DidNotHelpQuerySet)

    class Meta:
        verbose_name_plural = "did not help"
        indexes = [
            models.Index(
                fields=["id"], name="did_not_help_to_note", condition=models.Q(noted_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} on {self.at:%Y-%m-%d}"

    @transaction.atomic
    def note(self) -> None:
        """Says on the conversation which article, version and language they come from, with the link."""
        mine = DidNotHelp.objects.filter(pk=self.pk, noted_at__isnull=True)
        if not mine.update(noted_at=timezone.now()):
            return
        message = Message.objects.filter(arrival=self.arrival_id).first()
        if message is not None:
            Event.objects.create(
                conversation_id=message.conversation_id, kind=Event.Kind.ARTICLE, at=message.said_at,
                words=_told(self.version),
            )  # fmt: skip


def note_articles_due() -> str:
    """The chore: notes on each new conversation which help page it comes from. Says how many."""
    rows = list(DidNotHelp.objects.to_note().select_related("version__edition")[:PER_RUN])
    for one in rows:
        one.note()
    return (
        ngettext("%(n)s help page noted on its conversation.", "%(n)s help pages noted on their conversations.",
                 len(rows)) % {"n": len(rows)} if rows else ""
    )  # fmt: skip


def address_of(version: Version) -> str:
    """The whole address of the page that shows, or showed, this version."""
    edition = version.edition
    return f"{settings.BASE_URL}{reverse('help.article', args=[edition.language, edition.slug])}"


def _told(version: Version) -> str:
    told = f"“{version.title}” ({name_of(version.edition.language)}, {version.number})"
    return f"{told} {address_of(version)}"


def _letter(said: Said, version: Version, once: str, inbox: Inbox) -> bytes:
    """As they would have written it: their words, and how they sign. Nothing of ours stands in it."""
    address = said.reach if "@" in said.reach else ""
    number = "" if address else said.reach
    text = "\n\n".join(filter(None, (said.words, "\n".join(filter(None, (said.name, number))))))
    matter = Matter(desk="help-page", id=once, place="help page", subject=version.title)
    word = Word(
        id=once, by=Who(name=said.name, address=address, id=f"reader-{once[:16]}"), to=(Who(address=inbox.address),),
        when=None, text=text, message_id=f"{once}@help-page.invalid",
    )  # fmt: skip
    return letter(matter, word, timezone.now())
