"""Erasing letters: of what left to somebody who is erased nothing stays but that it left, and the journal is whole.

The journal holds digests under a salt of each letter; destroying the salt is what makes them say nothing. It is told
in the journal before it is done, in the same transaction, and the database lets words go in no other way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.gate.delivery import Delivery
from byhand.gate.dispatch import Dispatch
from byhand.gate.journal import JournalEntry
from byhand.gate.leaving import Stage
from byhand.gate.many.erasing import are_copies_in_hand, strike_copies
from byhand.gate.notice import Notice
from byhand.gate.seal import seal_digest
from byhand.gate.sign_up import SignUp
from byhand.people.consent import Consent
from byhand.people.may_follow import MayFollow
from byhand.people.wish import Wish

ON_ITS_WAY = (Stage.CLAIMED, Stage.SPEAKING)
NOT_YET = (Stage.WAITING, Stage.HELD)
ON_ITS_WAY_NOW = gettext_lazy("A letter to them is on its way this moment. Try again in a minute.")
Strike = Callable[[str], str]


class NotNow(Exception):
    """They cannot be erased this moment; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Erased:
    """How many letters, and the files that went along with those to nobody else."""

    letters: int
    files: frozenset[str]


def letters_to(addresses: Collection[str]) -> list[Dispatch]:
    """What left to any of these addresses, in lower case."""
    theirs = Delivery.objects.annotate(lower=Lower("recipient")).filter(lower__in=list(addresses))
    return list(Dispatch.objects.filter(pk__in=theirs.values("dispatch")).select_for_update().order_by("pk"))


def erase_letters(addresses: Collection[str], strike: Strike) -> Erased:
    """Blanks what went to them alone; of what went to others, too, it takes them out. Raises NotNow."""
    files: set[str] = set()
    if are_copies_in_hand(addresses):
        raise NotNow(ON_ITS_WAY_NOW)
    strike_copies(addresses)
    letters = letters_to(addresses)
    for one in letters:
        others = [each for each in (*one.to, *one.cc, *one.bcc) if each["address"].lower() not in addresses]
        _guard(one, others)
        _erase(one, addresses, strike if others else _blank)
        if not others:
            files |= {file["sha256"] for file in one.files}
    _erase_notices(addresses)
    return Erased(len(letters), frozenset(files))


def forget_evidence(people: Collection[int], addresses: Collection[str]) -> None:
    """What they agreed to and wished goes, too: the journal says so first; the database lets it go no other way."""
    for person in people:
        JournalEntry.objects.append("forgotten", {"person": person})
        Consent.objects.filter(address__person=person).delete()
        Wish.objects.filter(address__person=person).delete()
        MayFollow.objects.filter(address__person=person).delete()
    SignUp.objects.filter(email__in=addresses).delete()


def _guard(one: Dispatch, others: Collection[object]) -> None:
    stages = set(one.deliveries.values_list("stage", flat=True))
    if stages & set(ON_ITS_WAY):
        raise NotNow(ON_ITS_WAY_NOW)
    if others and stages & set(NOT_YET):
        raise NotNow(
            _("A letter to them and to others still waits to leave. Take it back, or wait until it left.")
        )
    one.deliveries.filter(stage__in=NOT_YET).update(stage=Stage.RECALLED, settled_at=timezone.now())


def _erase(one: Dispatch, addresses: Collection[str], strike: Strike) -> None:
    JournalEntry.objects.append("erased", {"dispatch": one.pk, "seal": seal_digest(bytes(one.seal))})
    is_whole = strike is _blank

    def without(rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [each for each in rows if each["address"].lower() not in addresses]

    Dispatch.objects.filter(pk=one.pk).update(
        salt=b"", subject=strike(one.subject), body=strike(one.body), forwarded=strike(one.forwarded),
        to=without(one.to), cc=without(one.cc), bcc=without(one.bcc), files=[] if is_whole else one.files,
        in_reply_to="", references=[], filing_trouble="", filing_due_at=None if is_whole else one.filing_due_at,
    )  # fmt: skip
    for delivery in one.deliveries.all():
        if delivery.recipient.lower() in addresses:
            delivery.recipient = f"erased-{delivery.pk}"
        delivery.answer, delivery.bounced_because = "", strike(delivery.bounced_because)
        delivery.save(update_fields=["recipient", "answer", "bounced_because"])


def _erase_notices(addresses: Collection[str]) -> None:
    theirs = Notice.objects.annotate(lower=Lower("recipient")).filter(lower__in=list(addresses))
    theirs.filter(stage__in=NOT_YET).update(stage=Stage.RECALLED, settled_at=timezone.now())
    theirs.update(recipient="erased", facts={}, in_reply_to="", answer="")
    told = Q(pk__in=[])
    for address in addresses:
        told |= Q(facts__icontains=address)
    Notice.objects.filter(told).update(facts={})


def _blank(words: str) -> str:
    return ""
