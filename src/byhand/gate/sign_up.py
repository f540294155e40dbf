"""A sign-up: somebody asked on a form to be written to, and is asked back by mail whether it was they.

Until they press the button behind the link they are nobody here: no person, no address, no consent. The same is said
whether the address is known or not, and it is asked once a day at most (double opt-in).
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.inbox import Inbox
from byhand.gate import notices
from byhand.gate.notice import Notice
from byhand.kit.mime import Mailbox
from byhand.people.address import MAX_LENGTH, Address, normal_email
from byhand.people.consent import Consent
from byhand.people.doors import Door
from byhand.people.own_link import AtTheirDoor, opened, token_for
from byhand.people.recognising import is_usable, recognise
from byhand.people.sign_up_form import FormVersion
from byhand.people.suppression import Suppression
from byhand.people.topic import Topic
from byhand.people.wish import Wish
from byhand.team.house import House
from byhand.team.typed import objects_of

ONCE_IN = timedelta(hours=24)
WORKS_FOR = timedelta(days=7)
PER_HOUR = 200
_FORM = re.compile(r"([1-9][0-9]{0,17})\.([a-z2-7]{20})")


class NotNow(Exception):
    """It is not asked this moment; the text is a sentence for whoever signs up."""


class SignUpQuerySet(models.QuerySet["SignUp"]):
    @transaction.atomic
    def ask(self, version: FormVersion, topics: Collection[Topic], *, email: str, name: str) -> SignUp | None:
        """Asks by mail whether it was they; None where nothing is sent, which the page does not tell. Raises NotNow."""
        House.objects.select_for_update(no_key=True).get(pk=1)
        address, since = normal_email(email), timezone.now() - ONCE_IN
        if self.filter(asked_at__gt=timezone.now() - timedelta(hours=1)).count() >= PER_HOUR:
            raise NotNow(_("Very many sign up just now. Please try again in an hour, or write to us."))
        if not _may_be_asked(address) or self.filter(email=address, asked_at__gt=since).exists():
            return None
        sign_up = self.create(
            version=version, email=address, name=name.strip()[:200], topics=[one.pk for one in topics],
            language=translation.get_language() or "",
        )  # fmt: skip
        sign_up.notice = notices.opt_in(
            email=address, topics=_listed(topics), link=f"{settings.BASE_URL}/confirm/{sign_up.token()}/",
            language=sign_up.language,
        )  # fmt: skip
        if sign_up.notice is None:
            raise NotNow(_("We cannot send mail just now. Please write to us or call."))
        sign_up.save(update_fields=["notice"])
        return sign_up

    def behind(self, token: str) -> SignUp | None:
        """The sign-up a link leads to; None for a forged one and one that is too old."""
        found = _FORM.fullmatch(token)
        row = self.select_related("version__wording").filter(pk=int(found[1])).first() if found else None
        is_theirs = row is not None and hmac.compare_digest(row.token(), token)
        return row if row and is_theirs and row.asked_at > timezone.now() - WORKS_FOR else None

    def forget_due(self) -> str:
        """Those nobody confirmed are forgotten when their link has ended: we know of them by a stranger's word."""
        old = self.filter(confirmed_at__isnull=True, asked_at__lt=timezone.now() - WORKS_FOR)
        gone, _by_table = old.delete()
        said = ngettext("%(count)s sign-up forgotten.", "%(count)s sign-ups forgotten.", gone)
        return said % {"count": gone} if gone else ""


class SignUp(models.Model):
    """Who was named on the form, in which version, about which topics; when it was asked and confirmed."""

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    email = models.CharField(max_length=MAX_LENGTH)
    name = models.CharField(max_length=200, blank=True)
    topics = models.JSONField(default=list)
    language = models.CharField(max_length=12, blank=True)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)

    objects = objects_of(SignUpQuerySet)

    class Meta:
        indexes = [
            models.Index(fields=["email", "asked_at"], name="sign_up_asked"),
            models.Index(fields=["asked_at"], name="sign_up_when"),
        ]

    def __str__(self) -> str:
        return f"sign-up {self.pk}"

    def token(self) -> str:
        """What its link ends with: HMAC-SHA256 (RFC 2104) cut to 100 bits."""
        named = f"sign up\x00{self.pk}\x00{self.email}".encode()
        mark = base64.b32encode(hmac.new(settings.SECRETS_KEY, named, sha256).digest()).decode().lower()
        return f"{self.pk}.{mark[:20]}"

    def about(self) -> list[Topic]:
        return list(Topic.objects.filter(pk__in=self.topics))

    @transaction.atomic
    def confirm(self) -> AtTheirDoor:
        """They pressed the button: now they are somebody here, and have agreed. Again changes nothing."""
        address = recognise([Mailbox(self.name, self.email)])[self.email]
        door = opened(token_for(address))
        if door is None:
            raise LookupError(f"address {address.pk} has no door of its own")
        first = SignUp.objects.filter(pk=self.pk, confirmed_at__isnull=True).update(
            confirmed_at=timezone.now()
        )
        if first:
            Consent.objects.confirm(address, self.version, self.about(), asked_at=self.asked_at)
            _let_begin_again(address, door)
        return door


def _may_be_asked(address: str) -> bool:
    if not is_usable(address) or Inbox.objects.filter(address__iexact=address).exists():
        return False
    blocked = Address.objects.email(address).filter(person__blocked_at__isnull=False)
    return not blocked.exists() and not Suppression.objects.among([address])


def _let_begin_again(address: Address, door: AtTheirDoor) -> None:
    """Who had stopped everything and signs up anew has said so by their own door."""
    held = Wish.objects.of_one(address.person)
    if held.stopped_at:
        Wish.objects.choose(replace(held, stopped_at=None), by=door, door=Door.FORM)


def _listed(topics: Collection[Topic]) -> str:
    return "\n".join(f"- {one.named()}" for one in topics)
