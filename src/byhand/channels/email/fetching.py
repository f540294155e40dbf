"""Fetching: what is new in a mailbox becomes arrivals, each once, whatever happens in between.

The cursor is a folder's UIDVALIDITY and the last UID stored (mail-rules: what is new). A batch is downloaded,
its bytes are synced to disk, and one transaction writes its rows and moves the cursor. Power may go
  before the transaction: the batch is downloaded again, its bytes are known by their digest;
  after it: the next look begins behind it. Marking as seen, if the team wants that, comes last.
Once an hour every UID is compared with what is here, so that nothing behind the cursor can be missing unseen.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from imap_tools import BaseMailBox

from byhand.channels.adapter import Fetched
from byhand.channels.arrival import Arrival, Copy, Incoming
from byhand.channels.email.fetch_answers import Answer, message_id_in
from byhand.channels.email.folders import Place, to_read
from byhand.channels.email.imap import signed_in
from byhand.channels.email.looking import OpenFolder, day_of
from byhand.channels.email.recognising import Known
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox

# One look brings at most so much, so that a first look at a large mailbox does not hold up the others.
MOST_MESSAGES = 500
MOST_BYTES = 64_000_000
MOST_SECONDS = 20.0
# One message over this stays on the server until a person decides.
LARGEST = 50_000_000
BATCH_MESSAGES = 250
BATCH_BYTES = 16_000_000
COMPARE_EVERY = timedelta(hours=1)


@dataclass
class Allowance:
    """How much this look may still bring."""

    messages: int = field(default_factory=lambda: MOST_MESSAGES)
    octets: int = field(default_factory=lambda: MOST_BYTES)
    until: float = field(default_factory=lambda: time.monotonic() + MOST_SECONDS)

    def is_spent(self) -> bool:
        return self.messages <= 0 or self.octets <= 0 or time.monotonic() >= self.until

    def spend(self, batch: Sequence[Answer]) -> None:
        self.messages -= len(batch)
        self.octets -= sum(min(one.size, LARGEST) for one in batch)


def fetch(inbox: Inbox) -> Fetched:
    """Looks into each folder once. Raises Refused."""
    allowance, stored = Allowance(), 0
    with signed_in(inbox) as mailbox:
        for place in to_read(mailbox, inbox):
            look = Look(mailbox, inbox, _folder_at(place, inbox), allowance)
            stored += look.run()
            if look.more:
                return Fetched(stored, more=True)
    return Fetched(stored)


def _folder_at(place: Place, inbox: Inbox) -> Folder:
    folder, _made = Folder.objects.get_or_create(inbox=inbox, name=place.name, defaults={"role": place.role})
    if folder.role != place.role:
        folder.role = place.role
        folder.save(update_fields=["role"])
    return folder


class Look:
    """One look into one folder."""

    def __init__(self, mailbox: BaseMailBox, inbox: Inbox, folder: Folder, allowance: Allowance) -> None:
        self.mailbox, self.inbox, self.folder, self.allowance = mailbox, inbox, folder, allowance
        self.since = day_of(inbox.options.get("fetch_since"))
        self.marks_read = bool(inbox.options.get("mark_read"))
        self.more = False
        self.stored = 0

    def run(self) -> int:
        """Brings what is new; gives how many arrivals it became."""
        if self._nothing_happened():
            return 0
        self.open = OpenFolder(self.mailbox, self.folder.name)
        if self.open.uid_validity != self.folder.uid_validity:
            self._begin()
        self.known = Known(self.folder)
        last_number = self._catch_up()
        self.folder.looked(
            server_holds=self.open.holds, waiting=self.open.holds - last_number if self.more else 0
        )
        if not self.more and self._should_compare():
            self._compare()
        return self.stored

    def _nothing_happened(self) -> bool:
        """STATUS tells without opening the folder."""
        told = self.mailbox.folder.status(self.folder.name, ["MESSAGES", "UIDNEXT", "UIDVALIDITY"])
        same = told.get("UIDVALIDITY") == self.folder.uid_validity and self._is_behind_cursor(
            told.get("UIDNEXT", 0)
        )
        if same and not self._comparison_is_old():
            self.folder.looked(server_holds=told.get("MESSAGES", 0), waiting=0)
            return True
        return False

    def _is_behind_cursor(self, next_uid: int) -> bool:
        return 0 < next_uid <= self.folder.last_uid + 1

    def _begin(self) -> None:
        """A first look, or a server that numbered its messages anew."""
        taken = self.open.uids(1, self.open.next_uid - 1, since=self.since) if self.since else []
        self.folder.begin(
            uid_validity=self.open.uid_validity,
            began_at_uid=self.open.next_uid,
            held_before=self.open.holds - len(taken) if self.since else 0,
        )

    def _catch_up(self) -> int:
        """Everything beyond the cursor, as far as allowed; gives the place of the last message looked at."""
        last_number = 0
        while not self.allowance.is_spent():
            uids = self.open.uids_after(
                self.folder.last_uid,
                min(self.allowance.messages, MOST_MESSAGES),
                began_at=self.folder.began_at_uid,
                since=self.since,
            )[: self.allowance.messages]
            if not uids:
                self.folder.advance(uid_validity=self.folder.uid_validity, last_uid=self.open.next_uid - 1)
                return last_number
            last_number = self._bring(uids, moves_cursor=True) or last_number
        self.more = self.folder.last_uid + 1 < self.open.next_uid
        return last_number

    def _bring(self, uids: Sequence[int], *, moves_cursor: bool) -> int:
        """Takes these in, batch by batch; gives the place of the last one taken."""
        outlines = self.open.outlines(uids, with_ids=self.known.may_hold(uids))
        last_number = 0
        for batch in _batches(outlines):
            if self.allowance.is_spent():
                return last_number
            self._take(batch, cursor=batch[-1].uid if moves_cursor else 0)
            last_number = batch[-1].number
        if moves_cursor and not self.allowance.is_spent():  # some may be gone since they were listed
            self.folder.advance(uid_validity=self.folder.uid_validity, last_uid=uids[-1])
        return last_number

    def _take(self, batch: Sequence[Answer], *, cursor: int) -> None:
        """Downloads, stores and only then moves on."""
        here = {one.uid: row for one in batch if (row := self.known.take(one)) is not None}
        wanted = [one for one in batch if one.uid not in here and one.size <= LARGEST]
        bodies = self.open.bodies([one.uid for one in wanted])
        incoming = [self._incoming(one, bodies[one.uid]) for one in wanted if one.uid in bodies]
        left_there = [one for one in batch if one.uid not in here and one.uid not in bodies]

        def and_then(new: int) -> None:
            self.known.keep(here)
            self._leave_there(left_there)
            if cursor:
                self.folder.advance(uid_validity=self.folder.uid_validity, last_uid=cursor)

        self.stored += Arrival.objects.store_many(
            incoming, inbox=self.inbox, folder=self.folder, and_then=and_then
        )
        self.allowance.spend(batch)
        if self.marks_read and incoming:
            self.open.mark_read(self.folder.name, [one.uid for one in incoming])

    def _incoming(self, outline: Answer, raw: bytes) -> Incoming:
        return Incoming(
            raw=raw, role=self.folder.role, uid_validity=self.folder.uid_validity, uid=outline.uid,
            message_id=message_id_in(raw), received_at=outline.received_at,
        )  # fmt: skip

    def _leave_there(self, left: Sequence[Answer]) -> None:
        """Too large, or the server does not hand it over: shown to a person. What was deleted meanwhile is not."""
        unread = [one for one in left if one.size <= LARGEST]
        still_there = set(self.open.uids(unread[0].uid, unread[-1].uid)) if unread else set()
        for one in left:
            if one.size > LARGEST:
                reason = _("It has %(size)s MB, more than is fetched without asking.") % {
                    "size": one.size // 1_000_000
                }
            elif one.uid in still_there:
                reason = _("The mail server lists it and does not hand it over.")
            else:
                continue
            Arrival.objects.store_too_large(
                inbox=self.inbox, folder=self.folder, uid_validity=self.folder.uid_validity, uid=one.uid,
                size=one.size, reason=reason,
            )  # fmt: skip

    def _should_compare(self) -> bool:
        counted = _accounted(self.folder).count() + _copies(self.folder).count()
        return self._comparison_is_old() or counted < self.folder.server_holds - self.folder.held_before

    def _comparison_is_old(self) -> bool:
        at = self.folder.compared_at
        return at is None or timezone.now() - at > COMPARE_EVERY

    def _compare(self) -> None:
        """Every UID the server lists against every UID here; what is missing is brought, or counted as missing."""
        listed = self._listed()
        missing = self._missing(listed)
        if missing:
            self._bring(missing, moves_cursor=False)
            missing = self._missing(self._listed())
        held_before = max(self.open.holds - len(listed), 0) if self.since else 0
        self.folder.compared(missing=len(missing), held_before=held_before)
        self.more = self.more or (bool(missing) and self.allowance.is_spent())

    def _listed(self) -> list[int]:
        began, last = self.folder.began_at_uid, self.folder.last_uid
        return self.open.uids(1, min(began - 1, last), since=self.since) + self.open.uids(began, last)

    def _missing(self, listed: Sequence[int]) -> list[int]:
        here = set(_accounted(self.folder).values_list("uid", flat=True))
        here |= set(_copies(self.folder).values_list("uid", flat=True))
        return [uid for uid in listed if uid not in here]


def _accounted(folder: Folder):  # noqa: ANN202
    return Arrival.objects.filter(folder=folder, uid_validity=folder.uid_validity)


def _copies(folder: Folder):  # noqa: ANN202
    return Copy.objects.filter(folder=folder, uid_validity=folder.uid_validity)


def _batches(outlines: Sequence[Answer]) -> list[list[Answer]]:
    batches: list[list[Answer]] = []
    octets = 0
    for one in outlines:
        octets += min(one.size, LARGEST)
        if not batches or octets > BATCH_BYTES or len(batches[-1]) >= BATCH_MESSAGES:
            batches.append([])
            octets = one.size
        batches[-1].append(one)
    return batches
