"""Looking into one folder of a mailbox, with as few and as plain IMAP commands as do the work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from imap_tools import BaseMailBox
from imap_tools.errors import MailboxFetchError, UnexpectedCommandStatusError
from imap_tools.utils import check_command_status

from byhand.channels.email.fetch_answers import Answer, Part, answers

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WIDEST = 1_000_000_000


class OpenFolder:
    """One folder, opened so that nothing in it changes (EXAMINE): looking marks nothing as read."""

    def __init__(self, mailbox: BaseMailBox, name: str) -> None:
        self.mailbox = mailbox
        mailbox.folder.set(name, readonly=True)
        self.uid_validity = self._told("UIDVALIDITY")
        self.holds = self._told("EXISTS")
        self.next_uid = self._told("UIDNEXT") or self._status_of(name, "UIDNEXT")

    def uids(self, low: int, high: int, *, since: date | None = None) -> list[int]:
        """The UIDs that exist from low to high, ascending; since: only what came on that day or later."""
        if low > high:
            return []
        words = f"UID {low}:{high}" + (
            f" SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}" if since else ""
        )
        return sorted(int(uid) for uid in self.mailbox.uids(words, charset=None))

    def uids_after(self, uid: int, most: int, *, began_at: int, since: date | None) -> list[int]:
        """The next ones, about as many as wanted: a first look at a million messages must not list them all."""
        found: list[int] = []
        low, width = uid + 1, max(2 * most, 1000)
        while low < self.next_uid and len(found) < most:
            old = low < began_at
            high = min(low + width, began_at if old else self.next_uid, self.next_uid) - 1
            found += self.uids(low, high, since=since if old else None)
            low, width = high + 1, min(width * 4, _WIDEST)
        return found

    def outlines(self, uids: Sequence[int], *, with_ids: bool) -> list[Answer]:
        """Size and date of each, and with_ids its Message-ID field; what is gone meanwhile is left out."""
        id_field = " BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]" if with_ids else ""
        return sorted(self._fetch(uids, f"(UID RFC822.SIZE INTERNALDATE{id_field})"), key=lambda one: one.uid)

    def bodies(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The exact bytes of each that the server hands over; one that it stumbles over does not hide the others."""
        try:
            found = self._bodies(uids)
        except UnexpectedCommandStatusError:
            found = {}
        left = [uid for uid in uids if uid not in found]
        for uid in left if len(uids) > 1 else ():
            found |= self.bodies([uid])
        return found

    def mark_read(self, name: str, uids: Sequence[int]) -> None:
        """Marks them as seen, for teams that want that."""
        self.mailbox.folder.set(name)
        self.mailbox.flag([str(uid) for uid in uids], r"\Seen", True)
        self.mailbox.folder.set(name, readonly=True)

    def _bodies(self, uids: Sequence[int]) -> dict[int, bytes]:
        fetched = self._fetch(uids, "(UID BODY.PEEK[])")
        return {one.uid: one.body for one in fetched if one.body is not None}

    def _fetch(self, uids: Sequence[int], what: str) -> Iterator[Answer]:
        if not uids:
            return iter(())
        result = self.mailbox.client.uid("FETCH", as_set(uids), what)
        check_command_status(result, MailboxFetchError)
        parts: list[Part] = result[1]
        return answers(parts)

    def _told(self, what: str) -> int:
        """What the server said when the folder was opened (RFC 3501, 6.3.1)."""
        values = [value for value in self.mailbox.client.response(what)[1] if value]
        return int(values[-1]) if values else 0

    def _status_of(self, name: str, what: str) -> int:
        return self.mailbox.folder.status(name, [what])[what]


def as_set(uids: Sequence[int]) -> str:
    """1,2,3,7 as `1:3,7`: a command line must stay short (RFC 7162, 4)."""
    runs: list[list[int]] = []
    for uid in uids:
        if runs and uid == runs[-1][1] + 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return ",".join(f"{low}:{high}" if high > low else f"{low}" for low, high in runs)


def day_of(text: object) -> date | None:
    """The day from which on mail is fetched; None for all of it."""
    try:
        return datetime.fromisoformat(str(text)).date() if text else None
    except ValueError:
        return None
