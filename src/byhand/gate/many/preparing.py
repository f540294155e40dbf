"""Preparing: the next copies are claimed, rendered, and their digests told to the journal; nothing is said yet.

A copy is rendered for the first time into a batch of its own journal entry. Taken up again after a worker died, or
after a server put it off, it must say the same as it did then.
"""

from __future__ import annotations

import hmac
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.email.dkim import sign
from byhand.channels.sending_key import signers_of
from byhand.channels.wires import Parcel
from byhand.gate.dispatch import Dispatch
from byhand.gate.journal import JournalEntry
from byhand.gate.many import moves
from byhand.gate.many.copy import Copy
from byhand.gate.many.followed import Followed
from byhand.gate.many.letters import Addressed, Letters
from byhand.gate.many.merkle import root_of
from byhand.gate.many.putting_back import let_sleep, put_back_slow
from byhand.gate.many.rendering import digest_of
from byhand.gate.many.slowed import Domains
from byhand.gate.many.stages import LEFT_OUT, CopyStage, LeftOut
from byhand.gate.many.tally import Tally
from byhand.gate.many.terms import Terms
from byhand.gate.many.waking import Waking
from byhand.gate.verp import return_path
from byhand.people.many import among
from byhand.people.may_follow import MayFollow
from byhand.people.own_clock import clocks_at
from byhand.people.own_link import tokens_for
from byhand.team.typed import this_row

BATCH = "batch"
WAITING, CLAIMED = (CopyStage.WAITING.value, ""), (CopyStage.CLAIMED.value, "")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One copy as it goes to the wire, and the address it turns to; `version` of two, else empty."""

    copy: int
    address: int
    parcel: Parcel
    attempts: int
    first_attempt_at: datetime | None
    version: str = ""


class Preparing:
    """Of one broadcast and one worker."""

    def __init__(
        self, dispatch: Dispatch, terms: Terms, worker: str, waking: Waking, domains: Domains
    ) -> None:
        self._dispatch, self._worker, self._waking, self._domains = dispatch, worker, waking, domains
        self._letters = Letters(dispatch, terms.plan(dispatch))
        self._signers = signers_of(dispatch.inbox)
        self._salt = bytes(dispatch.salt)

    def next(self, most: int) -> list[Prepared]:
        """Claims so many at most of those who may be spoken to now, and renders them; none if none is due."""
        ids = self._claim(most)
        while ids is not None and not ids:
            ids = self._claim(most)
        if ids is None:
            return []
        copies = list(Copy.objects.filter(pk__in=among(ids)).order_by("pk"))
        digests = {one.pk: self._digest(one) for one in copies}
        changed = [
            one
            for one in copies
            if one.digest is not None and not hmac.compare_digest(bytes(one.digest), digests[one.pk])
        ]
        gone = [one for one in copies if one.address_id is None]
        self._keep({one.pk: digests[one.pk] for one in copies if one.digest is None})
        aside = {one.pk for one in (*changed, *gone)}
        if aside:
            self._put_aside(changed, gone)
        return self._rendered([one for one in copies if one.pk not in aside])

    @transaction.atomic
    def _claim(self, most: int) -> list[int] | None:
        """Of the next so many those who may be spoken to now; the others have their moment. None if none is due."""
        taken = moves.claim(self._dispatch.pk, self._worker, most, now := timezone.now())
        counts = Counter({WAITING: -len(taken), CLAIMED: len(taken)})
        asleep = self._asleep(taken, now)
        counts.update(let_sleep(self._waking, self._worker, asleep, now))
        awake = {one.copy: one.recipient for one in taken if one.copy not in asleep}
        self._domains.look_around(now)
        slow = put_back_slow(self._domains, self._worker, awake, now)
        counts.update({WAITING: len(slow), CLAIMED: -len(slow)})
        Tally.objects.move(self._dispatch.pk, counts)
        return [pk for pk in awake if pk not in slow] if taken else None

    def _asleep(self, taken: list[moves.Claimed], now: datetime) -> dict[int, str]:
        """For whom it is night, with their clocks: as they were gathered, then asked again as they are now."""
        seem = [one for one in taken if not self._waking.is_awake(one.clock, now)]
        by = clocks_at([one.address for one in seem if one.address]) if seem else {}
        clocks = {one.copy: by.get(one.address or 0, one.clock) for one in seem}
        return {pk: clock for pk, clock in clocks.items() if not self._waking.is_awake(clock, now)}

    def _digest(self, one: Copy) -> bytes:
        words = self._letters.words_in(one.language, one.version)
        return digest_of(self._salt, bytes(one.named), words, one.fields)

    def _keep(self, digests: dict[int, bytes]) -> None:
        """A batch: its number, its rows, and its root in the journal, which is appended last."""
        if not digests:
            return
        with transaction.atomic():
            row = this_row(Terms(pk=self._dispatch.pk)).select_for_update().values_list("batches", flat=True)
            number = row[0] + 1
            Terms.objects.filter(pk=self._dispatch.pk).update(batches=number)
            moves.keep_digests(digests, number)
            JournalEntry.objects.append(BATCH, {
                "dispatch": self._dispatch.pk, "batch": number, "first": min(digests), "last": max(digests),
                "copies": len(digests), "root": root_of(digests[pk] for pk in sorted(digests)),
            })  # fmt: skip

    def _rendered(self, copies: list[Copy]) -> list[Prepared]:
        pages = tokens_for({one.address_id: one.recipient for one in copies if one.address_id})
        inbox, followed = self._dispatch.inbox, self._followed(copies)
        prepared: list[Prepared] = []
        for one in copies:
            if one.address_id is None:
                continue
            to = Addressed(
                one.pk, one.address_id, one.recipient, one.language, one.fields, pages[one.address_id],
                is_followed=one.pk in followed, version=one.version,
            )  # fmt: skip
            letter = sign(self._letters.write(to), self._signers)
            parcel = Parcel(one.pk, one.recipient, letter, return_path(Copy.CODE, one.pk, inbox))
            prepared.append(
                Prepared(one.pk, one.address_id, parcel, one.attempts, one.first_attempt_at, one.version)
            )
        return prepared

    def _followed(self, copies: list[Copy]) -> set[int]:
        """The copies whose links lead over us, which their readers allow, noted before any is said."""
        allowing = MayFollow.objects.allowing([one.address_id for one in copies if one.address_id])
        said = {(one.language, one.version) for one in copies}
        have_links = {one for one in said if self._letters.has_links(*one)}
        theirs = [
            one for one in copies if one.address_id in allowing and (one.language, one.version) in have_links
        ]
        if theirs:
            Followed.objects.note(theirs)
        return {one.pk for one in theirs}

    def _put_aside(self, changed: list[Copy], gone: list[Copy]) -> None:
        """What does not say any more what it said stays here; so does what would go to somebody who is not here."""
        broken = _("This copy is not what was rendered first. It stays here.")
        rows = [(one.pk, CopyStage.HELD.value, broken, "") for one in changed if one not in gone]
        rows += [(one.pk, LEFT_OUT.value, "", LeftOut.GONE.value) for one in gone]
        with transaction.atomic():
            for stage, why in moves.settle(rows, self._worker, timezone.now()).values():
                Tally.objects.move(self._dispatch.pk, {(CopyStage.CLAIMED, ""): -1, (stage, why): 1})
