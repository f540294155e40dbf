"""Fetching: what is new in a mailbox becomes arrivals, each once, whatever happens in between.

The cursor is a folder's UIDVALIDITY and the last UID stored (mail-rules: what is new). A batch is downloaded,
its bytes are synced to disk, and one transaction writes its rows and moves the cursor. Power may go
  before the transaction: the batch is downloaded again, its bytes are known by their digest;
  after it: the next look begins behind it. Marking as seen, if the team wants that, comes last.
Once an hour every UID is compared with what is here, so that nothing behind the cursor can be missing unseen.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from imap_tools import BaseMailBox

from byhand.channels.adapter import Fetched
from byhand.channels.arrival import Arrival, Incoming
from byhand.channels.email import allowance, comparing
from byhand.channels.email.allowance import Allowance, in_batches
from byhand.channels.email.fetch_answers import Answer, message_id_in
from byhand.channels.email.folders import Place, to_read
from byhand.channels.email.imap import signed_in
from byhand.channels.email.looking import OpenFolder, day_of
from byhand.channels.email.recognising import Known
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox


def fetch(inbox: Inbox) -> Fetched:
    """Looks into each folder once. Raises Refused."""
    budget, stored = Allowance(), 0
    with signed_in(inbox) as mailbox:
        for place in to_read(mailbox, inbox):
            look = Look(mailbox, inbox, _folder_at(place, inbox), budget)
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

    def __init__(self, mailbox: BaseMailBox, inbox: Inbox, folder: Folder, budget: Allowance) -> None:
        self.mailbox, self.inbox, self.folder, self.allowance = mailbox, inbox, folder, budget
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
        self.folder.looked(server_holds=self.open.holds, waiting=self._waiting(last_number))
        if not self.more and (comparing.is_due(self.folder) or comparing.seems_short(self.folder)):
            self._compare()
        return self.stored

    def _nothing_happened(self) -> bool:
        """STATUS tells without opening the folder."""
        told = self.mailbox.folder.status(self.folder.name, ["MESSAGES", "UIDNEXT", "UIDVALIDITY"])
        same = told.get("UIDVALIDITY") == self.folder.uid_validity and self._is_behind_cursor(
            told.get("UIDNEXT", 0)
        )
        if same and not comparing.is_due(self.folder):
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
                self.allowance.messages,
                began_at=self.folder.began_at_uid,
                since=self.since,
            )[: self.allowance.messages]
            if not uids:
                self.folder.advance(uid_validity=self.folder.uid_validity, last_uid=self.open.next_uid - 1)
                return last_number
            last_number = self._bring(uids, moves_cursor=True) or last_number
        self.more = self.folder.last_uid + 1 < self.open.next_uid
        return last_number

    def _waiting(self, last_number: int) -> int:
        """How many lie beyond the cursor: a folder's messages are numbered without gaps, in the order of UIDs."""
        if not self.more:
            return 0
        if last_number:
            return self.open.holds - last_number
        return len(self.open.uids(self.folder.last_uid + 1, self.open.next_uid - 1))

    def _bring(self, uids: Sequence[int], *, moves_cursor: bool) -> int:
        """Takes these in, batch by batch; gives the place of the last one taken."""
        outlines = self.open.outlines(uids, with_ids=self.known.may_hold(uids))
        last_number = 0
        for batch in in_batches(outlines):
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
        wanted = [one for one in batch if one.uid not in here and one.size <= allowance.LARGEST]
        bodies = self.open.bodies([one.uid for one in wanted])
        incoming = [self._incoming(one, bodies[one.uid]) for one in wanted if one.uid in bodies]
        left = self._why_left([one for one in batch if one.uid not in here and one.uid not in bodies])

        def and_then(_new: int) -> None:
            self.known.keep(here)
            self._note_left(left)
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

    def _why_left(self, left: Sequence[Answer]) -> list[tuple[Answer, str]]:
        """Too large, or the server does not hand it over. What was deleted meanwhile is not left but gone."""
        unread = [one for one in left if one.size <= allowance.LARGEST]
        still_there = set(self.open.uids(unread[0].uid, unread[-1].uid)) if unread else set[int]()
        reasons: list[tuple[Answer, str]] = []
        for one in left:
            if one.size > allowance.LARGEST:
                size = {"size": one.size // 1_000_000}
                reasons.append((one, _("It has %(size)s MB, more than is fetched without asking.") % size))
            elif one.uid in still_there:
                reasons.append((one, _("The mail server lists it and does not hand it over.")))
        return reasons

    def _note_left(self, left: Sequence[tuple[Answer, str]]) -> None:
        for one, reason in left:
            Arrival.objects.store_too_large(
                inbox=self.inbox, folder=self.folder, uid_validity=self.folder.uid_validity, uid=one.uid,
                size=one.size, reason=reason,
            )  # fmt: skip

    def _compare(self) -> None:
        """What is missing is brought; what cannot be brought is counted."""
        listed = comparing.listed(self.open, self.folder, self.since)
        missing = comparing.missing(self.folder, listed)
        if missing:
            self._bring(missing, moves_cursor=False)
            missing = comparing.missing(self.folder, comparing.listed(self.open, self.folder, self.since))
        held_before = max(self.open.holds - len(listed), 0) if self.since else 0
        self.folder.compared(missing=len(missing), held_before=held_before)
        self.more = bool(missing) and self.allowance.is_spent()
