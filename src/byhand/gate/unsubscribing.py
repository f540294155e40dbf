"""Unsubscribing with one click (RFC 8058): the two fields a broadcast carries, and the door they lead to.

`ADDRESS.TOPIC.HASH` with HMAC-SHA256 (RFC 2104) cut to 100 bits; topic 0 is everything. It only takes back, so it
works for ever: a person's link of an earlier generation opens their page no more, and still stops letters.
"""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from byhand.channels.email.addresses import for_the_wire
from byhand.gate import notices
from byhand.gate.notice import Notice
from byhand.people.address import Address
from byhand.people.consent import Consent
from byhand.people.doors import Door
from byhand.people.own_link import opened, token_for
from byhand.people.topic import Topic
from byhand.people.wish import Wish

ONE_CLICK = "One-Click"  # the value of List-Unsubscribe in the body of the POST: RFC 8058, 3.1
SUBJECT = "unsubscribe"
TOLD_ONCE_IN = timedelta(hours=24)
_FORM = re.compile(r"([1-9][0-9]{0,17})\.([0-9]{1,18})\.([a-z2-7]{20})")
_IN_SUBJECT = re.compile(rf"(?:^|\s){SUBJECT}\s+([0-9]+\.[0-9]+\.[a-z2-7]{{20}})\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unsubscription:
    """What a link takes back: letters about a topic, or about everything, to this address and to every other of theirs.

    Whoever presses it wants no more of them; that we know a second address is no reason to go on there.
    """

    address: Address
    topic: Topic | None

    @transaction.atomic
    def leave(self, *, door: Door) -> bool:
        """From this moment on. False if it was so before: then nothing changes."""
        has_begun = self._stop(door) if self.topic is None else False
        has_stood = [
            Consent.objects.withdraw(one, door=door, topic=self.topic) for one in self._all_of_theirs()
        ]
        return any(has_stood) or has_begun

    def leave_unseen(self, *, door: Door) -> bool:
        """The same for who saw no page of ours: a notice tells them, once."""
        with transaction.atomic():
            is_new = self.leave(door=door)
            if is_new and not _was_told(self.address):
                notices.stopped(
                    email=self.address.value, topics=self.named(), language=translation.get_language() or "",
                    link=f"{settings.BASE_URL}/yours/{token_for(self.address)}/",
                )  # fmt: skip
        return is_new

    def named(self) -> str:
        return self.topic.named() if self.topic else _("anything we would write of our own accord")

    def _all_of_theirs(self) -> list[Address]:
        """This one, and those of the same person at which something stands."""
        held = Consent.objects.standing().filter(address__person=self.address.person_id)
        held = held.filter(topic=self.topic) if self.topic else held
        others = Address.objects.filter(pk__in=held.values("address")).exclude(pk=self.address.pk)
        return [self.address, *others.order_by("pk")]

    def _stop(self, door: Door) -> bool:
        theirs = opened(token_for(self.address))
        if theirs is None or Wish.objects.of_one(self.address.person).stopped_at:
            return False
        Wish.objects.stop(by=theirs, door=door)
        return True


def unsubscribe_fields(address: Address, purpose: Topic | None, *, mailbox: str) -> tuple[str, str]:
    """The values of List-Unsubscribe and List-Unsubscribe-Post (RFC 2369, RFC 8058); both are to be DKIM-signed.

    `mailbox`: the inbox it is sent from, which takes the mail that other programs send instead.
    """
    return fields_of(token_of(address, purpose), mailbox=mailbox)


def fields_of(token: str, *, mailbox: str) -> tuple[str, str]:
    """The same for a token in hand, in ASCII as a field has to be (RFC 6068, RFC 5891)."""
    to = quote(for_the_wire(mailbox), safe="@+")
    by_mail = f"<mailto:{to}?subject={SUBJECT}%20{token}>"
    return f"<{link_of(token)}>, {by_mail}", f"List-Unsubscribe={ONE_CLICK}"


def link_of(token: str) -> str:
    return f"{settings.BASE_URL}/stop/{token}/"


def token_of(address: Address, purpose: Topic | None) -> str:
    return token_at(address.pk, address.value, purpose.pk if purpose else 0)


def token_at(address: int, value: str, topic: int) -> str:
    """Of an address by its number and value; topic 0 is everything."""
    return f"{address}.{topic}.{_keyed_hash(address, value, topic)}"


def leaving(token: str) -> Unsubscription | None:
    """What a link takes back; None for a forged or foreign one, and for whom we know no more."""
    found = _FORM.fullmatch(token)
    address = Address.objects.select_related("person").filter(pk=int(found[1])).first() if found else None
    if found is None or address is None:
        return None
    if not hmac.compare_digest(_keyed_hash(address.pk, address.value, int(found[2])), found[3]):
        return None
    topic = Topic.objects.filter(pk=int(found[2])).first()
    return None if topic is None and int(found[2]) else Unsubscription(address, topic)


def asked_by_mail(subject: str) -> Unsubscription | None:
    """What a mail to the address in List-Unsubscribe takes back, by its subject."""
    found = _IN_SUBJECT.search(subject)
    return leaving(found[1].lower()) if found else None


def _was_told(address: Address) -> bool:
    told = Notice.objects.filter(kind=Notice.Kind.STOPPED, recipient=address.value)
    return told.filter(made_at__gt=timezone.now() - TOLD_ONCE_IN).exists()


def _keyed_hash(address: int, value: str, topic: int) -> str:
    named = f"unsubscribe\x00{address}\x00{value}\x00{topic}".encode()
    return base64.b32encode(hmac.new(settings.SECRETS_KEY, named, sha256).digest()).decode().lower()[:20]
