"""Recognising, after a server numbered its messages anew, what is here already.

A message is known again by its Message-ID and its size together, and each row here answers for one message on
the server: a forged twin of the same id and size finds the row taken and is downloaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from byhand.channels.arrival import Arrival
from byhand.channels.email.fetch_answers import Answer, message_id_in
from byhand.channels.folder import Folder


class Known:
    """The rows of one folder that still carry an older UIDVALIDITY."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._rows: dict[tuple[str, int], list[int]] | None = None

    def may_hold(self, uids: Sequence[int]) -> bool:
        """Whether asking for the ids of these is worth while: not of what came after the new numbers began."""
        return uids[0] < self.folder.began_at_uid and bool(self._by_id_and_size())

    def take(self, outline: Answer) -> int | None:
        """The row that is this message, used up by asking; None for a message not known."""
        message_id = message_id_in(outline.body or b"")
        rows = self._by_id_and_size().get((message_id, outline.size)) if message_id else None
        return rows.pop() if rows else None

    def keep(self, taken: Mapping[int, int]) -> None:
        """Gives each row its new UID. Called in the transaction that moves the cursor."""
        for uid, row in taken.items():
            Arrival.objects.filter(pk=row).update(uid_validity=self.folder.uid_validity, uid=uid)

    def _by_id_and_size(self) -> dict[tuple[str, int], list[int]]:
        if self._rows is None:
            self._rows = defaultdict(list)
            older = Arrival.objects.filter(folder=self.folder).exclude(uid_validity=self.folder.uid_validity)
            older = older.exclude(message_id="").exclude(sha256="")
            for pk, message_id, size in older.values_list("pk", "message_id", "size"):
                self._rows[message_id, size].append(pk)
        return self._rows
