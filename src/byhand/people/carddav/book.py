"""An address book elsewhere, and the cards of it that are people here."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from byhand.people.carddav.client import Client
from byhand.people.person import Person
from byhand.team.secrets import seal_up, unseal
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LOOK_EVERY = timedelta(minutes=5)


class AddressBookQuerySet(models.QuerySet["AddressBook"]):
    def standing(self) -> AddressBookQuerySet:
        return self.filter(ended_at__isnull=True)

    def due(self) -> AddressBookQuerySet:
        return self.standing().filter(next_look_at__lte=timezone.now()).order_by("next_look_at", "pk")

    def keep(
        self, *, url: str, label: str, name: str, password: str, sends_new: bool, by: User
    ) -> AddressBook:
        """From now on it stays in step."""
        return self.create(
            url=url,
            label=label[:120],
            name=name,
            sealed_password=seal_up(password),
            sends_new=sends_new,
            by=by,
        )


class AddressBook(models.Model):
    """Where it is, by which name it is opened, and how far both sides agree (`token`: RFC 6578)."""

    url = models.CharField(max_length=1000)
    label = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    sealed_password = models.BinaryField()
    sends_new = models.BooleanField(default=False, help_text="People known here are put there, too.")
    token = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    next_look_at = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    cards: models.QuerySet[BookCard]

    objects = objects_of(AddressBookQuerySet)

    def __str__(self) -> str:
        return self.label

    def client(self) -> Client:
        """Raises LostKey."""
        return Client(self.name, unseal(bytes(self.sealed_password)), self.url)

    def looked(self, *, token: str) -> None:
        self.token, self.looked_at, self.trouble = token, timezone.now(), ""
        self.save(update_fields=["token", "looked_at", "trouble"])
        self._look_later()

    def note_trouble(self, sentence: str) -> None:
        self.trouble = sentence
        self.save(update_fields=["trouble"])
        self._look_later()

    def _look_later(self) -> None:
        """Unless somebody asked for a look while this one was going on."""
        then = timezone.now() + LOOK_EVERY
        if this_row(self).filter(next_look_at=self.next_look_at).update(next_look_at=then):
            self.next_look_at = then

    def look_now(self) -> None:
        AddressBook.objects.filter(pk=self.pk).update(next_look_at=timezone.now())

    def end(self, *, by: User) -> None:
        """Both sides keep what they have; the password is forgotten."""
        self.ended_at, self.ended_by, self.sealed_password = timezone.now(), by, b""
        self.save(update_fields=["ended_at", "ended_by", "sealed_password"])


class BookCard(models.Model):
    """A card there: the person here, its text as it was last seen, and what both sides last agreed on.

    `gone_at`: it was deleted there, which deletes nobody here. `conflict`: fields that both sides changed, as they
    are there.
    """

    book = models.ForeignKey(AddressBook, on_delete=models.CASCADE, related_name="cards")
    book_id: int
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="book_cards")
    person_id: int
    href = models.CharField(max_length=1000)
    etag = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    there = models.JSONField(default=dict)
    base = models.JSONField(default=dict)
    conflict = models.JSONField(default=dict)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "href"], name="book_card_once")]
        indexes = [models.Index(fields=["id"], name="book_card_conflict", condition=~Q(conflict={}))]

    def __str__(self) -> str:
        return self.href

    @transaction.atomic
    def settle(self, name: str, *, ours: bool) -> None:
        """Which side is right about a field that both changed: the other is changed at the next look.

        Read anew: a colleague may settle another field, and a look put something there, at the same moment.
        """
        rows = BookCard.objects.select_related("person__organisation").select_for_update(of=("self",))
        now = rows.filter(pk=self.pk).first()
        theirs = now.conflict.pop(name, None) if now else None
        if now is None or theirs is None:
            return
        # The other side is what both agreed on before: so this one is what was changed since.
        now.base[name] = theirs if ours else fields_of(now.person)[name]
        now.save(update_fields=["base", "conflict"])


def fields_of(person: Person) -> dict[str, str]:
    """What both sides may say of somebody, beside addresses."""
    organisation = person.organisation.name if person.organisation else ""
    return {"name": person.name, "line": person.line, "organisation": organisation}
