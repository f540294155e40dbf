"""A sign: words of a letter by which somebody praised us, was sent by somebody, came back, or complained.

Found by a small grammar (`kit/signs`) when the letter comes in. It moves with its message, and is seen by whoever sees
that. Nothing is answered because of it; it decides whom Today names, and that nobody is thanked while they complain.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from byhand.conversations.conversation import Conversation
from byhand.conversations.facts_of_mail import is_history
from byhand.conversations.message import Message
from byhand.kit.signs import Kind, signs_in
from byhand.people.person import Person
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LONGEST = 300  # letters of the sentence
# A colleague's own mark says the same as the grammar. By keys of tags, in the languages the house speaks.
COMPLAINT_TAGS = ("complaint", "complaints", "beschwerde", "beschwerden", "reklamation", "reklamationen")


class SignQuerySet(models.QuerySet["Sign"]):
    def notice(self, said: Iterable[tuple[Message, str]], *, folded: Container[int]) -> int:
        """Writes down what letters are signs of, given with what is new in each; says how many signs.

        One query if there is anything, another for names. `folded` are the conversations that are not for us.
        """
        found = [one for message, text in said for one in _signs_of(message, text, folded)]
        if found:
            _name_senders(found)
            self.bulk_create(one for one, _who in found)
        return len(found)

    def standing(self) -> SignQuerySet:
        """Those no colleague has said to be none."""
        return self.filter(dismissed_at__isnull=True)

    def of_kind(self, kind: Kind) -> SignQuerySet:
        return self.standing().filter(kind=kind.value)


class Sign(models.Model):
    """`person` is whom it is about: who wrote it; of a referral, who sent them, if that is exactly one we know."""

    class What(models.TextChoices):
        PRAISE = Kind.PRAISE.value
        REFERRED = Kind.REFERRED.value
        RETURNED = Kind.RETURNED.value
        COMPLAINT = Kind.COMPLAINT.value

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="signs")
    message_id: int
    kind = models.CharField(max_length=10, choices=What)
    words = models.CharField(max_length=LONGEST)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    person_id: int | None
    at = models.DateTimeField(default=timezone.now)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(SignQuerySet)

    class Meta:
        indexes = [models.Index(fields=["kind", "at"], name="sign_kind")]
        constraints = [
            models.CheckConstraint(
                condition=Q(dismissed_at__isnull=True, dismissed_by__isnull=True)
                | Q(dismissed_at__isnull=False, dismissed_by__isnull=False),
                name="sign_dismissed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"

    def dismiss(self, *, by: User) -> bool:
        """It is none, as a colleague says; False if somebody has said so already."""
        still = this_row(self).filter(dismissed_at__isnull=True)
        return bool(still.update(dismissed_at=timezone.now(), dismissed_by=by))


def complains() -> Q:
    """For a query of people: who has an open complaint. It is one until its conversation is done.

    Asked of the whole house: whoever complains where I do not look is not to be thanked by me either.
    """
    said = Sign.objects.of_kind(Kind.COMPLAINT).filter(
        person=OuterRef("pk"), message__conversation__closed_at__isnull=True,
        message__conversation__folded_at__isnull=True,
    )  # fmt: skip
    marked = Conversation.objects.filter(
        person=OuterRef("pk"),
        closed_at__isnull=True,
        folded_at__isnull=True,
        taggings__tag__key__in=COMPLAINT_TAGS,
    )
    return Q(Exists(said)) | Q(Exists(marked))


def _signs_of(message: Message, text: str, folded: Container[int]) -> Iterator[tuple[Sign, str]]:
    """With the name of whoever sent them. Nothing of machines, of what is folded, and of what is history."""
    if message.is_ours() or message.automatic or message.conversation_id in folded:
        return
    if is_history(message.arrival, message.said_at):
        return
    writer = message.writer.person_id if message.writer else None
    for one in signs_in(text):
        words = " ".join(text[one.start : one.end].split())[:LONGEST]
        about = None if one.kind is Kind.REFERRED else writer
        yield (
            Sign(message=message, kind=one.kind.value, words=words, person_id=about, at=message.said_at),
            one.who,
        )


def _name_senders(found: Iterable[tuple[Sign, str]]) -> None:
    """Whoever is named as having sent somebody, if the house knows exactly one of that name."""
    named = [(sign, _names(who)) for sign, who in found if who]
    wanted = {name for _sign, names in named for name in names}
    if not wanted:
        return
    known: dict[str, list[int]] = {}
    for pk, name in Person.objects.standing().filter(name__in=wanted).values_list("pk", "name"):
        known.setdefault(name, []).append(pk)
    for sign, names in named:
        here = [pk for name in names for pk in known.get(name, ())]
        sign.person_id = here[0] if len(here) == 1 else None


def _names(who: str) -> set[str]:
    """The whole of it, and its last two words: "My Hannah Weiss"."""
    words = who.split()
    return {" ".join(words), " ".join(words[-2:])}
