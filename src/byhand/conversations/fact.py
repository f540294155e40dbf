"""A fact: a checked piece of information the house repeats. It stands here, beside the messages that quote it."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LONGEST = 4000
KEY = RegexValidator(r"^[a-z0-9][a-z0-9-]{0,29}\Z")


class KeyTaken(Exception):
    """Another fact is put in by this key; the text is a sentence for a person."""


class FactQuerySet(models.QuerySet["Fact"]):
    def living(self) -> FactQuerySet:
        """Those that may be put into a message."""
        return self.filter(retired_at__isnull=True)

    def to_check(self, today: date) -> FactQuerySet:
        """Those not looked at for longer than their keeper meant to."""
        return self.living().filter(check_again_on__lte=today)

    def for_page(self) -> FactQuerySet:
        """With who keeps and who checked them, in the order of their keys."""
        return self.select_related("keeper", "checked_by").order_by("key")

    def begin(self, key: str, title: str, text: str, *, keeper: User, every_days: int, by: User) -> Fact:
        """A new fact, right as of now. Raises KeyTaken."""
        fact = self.model(key=key, made_by=by)
        fact.say(title, text, keeper=keeper, every_days=every_days, by=by)
        return fact


class Fact(models.Model):
    """What is repeated word for word, by which key, who keeps it and when it was last checked."""

    key = models.CharField(max_length=30, validators=[KEY])
    title = models.CharField(max_length=120)
    text = models.TextField()
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="keeps")
    keeper_id: int
    every_days = models.PositiveSmallIntegerField(default=180)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    check_again_on = models.DateField()
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(FactQuerySet)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(retired_at__isnull=True), name="fact_key_once"
            )
        ]
        indexes = [models.Index(fields=["keeper", "check_again_on"], name="fact_to_check")]

    def __str__(self) -> str:
        return self.title

    def is_to_check(self) -> bool:
        return self.check_again_on <= timezone.localdate()

    def say(self, title: str, text: str, *, keeper: User, every_days: int, by: User) -> None:
        """Says it anew; whoever says it has checked it. Raises KeyTaken."""
        self.title, self.text, self.keeper, self.every_days = title, plain(text), keeper, every_days
        self._mark_checked(by)
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError:
            raise KeyTaken(_("Another fact is put in by this key. Choose another.")) from None

    def confirm(self, *, by: User) -> None:
        """A colleague looked, and it is still right."""
        self._mark_checked(by)
        self.save(update_fields=["checked_at", "checked_by", "check_again_on"])

    def retire(self, *, by: User) -> bool:
        """No longer put into messages; what quoted it stays as it was. False if it was retired before."""
        living = this_row(self).filter(retired_at__isnull=True)
        return bool(living.update(retired_at=timezone.now(), retired_by=by))

    def _mark_checked(self, by: User) -> None:
        self.checked_at, self.checked_by = timezone.now(), by
        self.check_again_on = timezone.localdate() + timedelta(days=self.every_days)

    def quoted(self) -> str:
        """As it stands in a letter: its title with the day it was checked, then its words, each line behind a bar."""
        checked = date_format(timezone.localtime(self.checked_at), "j F Y")
        head = _("%(title)s (checked on %(day)s)") % {"title": self.title, "day": checked}
        return f"{barred(head)}\n{barred(self.text)}"


class FactQuoted(models.Model):
    """A message repeats a fact. Its words are kept as they were: the fact may be said anew later."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="quoted_in")
    fact_id: int
    message = models.ForeignKey("conversations.Message", on_delete=models.CASCADE, related_name="facts")
    message_id: int
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "message"], name="fact_once_per_message")]

    def __str__(self) -> str:
        return f"{self.fact_id} in {self.message_id}"


def plain(text: str) -> str:
    """Lines as a letter has them: no carriage returns, nothing at their ends."""
    return "\n".join(
        line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    )


def barred(text: str) -> str:
    """Each line behind a bar, as a fact stands in a letter."""
    return "\n".join(f"| {line}".rstrip() for line in text.split("\n"))
