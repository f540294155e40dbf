"""The lines of a practice mailbox: a folder takes everything."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from byhand.channels.adapter import Handover
from byhand.channels.inbox import Inbox
from byhand.channels.wires import Ended, Happened, MaySpeak, Parcel


class PracticeLines:
    """See `Lines`."""

    def __init__(self, inbox: Inbox, count: int) -> None:
        self._offered: dict[int, Parcel] = {}
        self._count = count
        self._happened: list[Happened] = []

    def free(self) -> list[int]:
        return [line for line in range(self._count) if line not in self._offered]

    def offer(self, line: int, parcel: Parcel) -> None:
        self._offered[line] = parcel
        self._happened.append(MaySpeak(line, parcel))

    def speak(self, line: int) -> None:
        parcel = self._offered.pop(line)
        folder = Path(settings.DATA_FOLDER) / "practice-outbox"
        folder.mkdir(parents=True, exist_ok=True)
        name = sha256(f"{parcel.key} {parcel.recipient}".encode()).hexdigest()[:24]
        (folder / f"{name}.eml").write_bytes(parcel.letter)
        answer = Handover(_("Put in the practice outbox; it reaches nobody."))
        self._happened.append(Ended(line, parcel, answer, was_spoken=True))

    def withdraw(self, line: int) -> None:
        del self._offered[line]

    def wait(self, seconds: float) -> list[Happened]:
        happened, self._happened = self._happened, []
        return happened

    def close(self) -> list[Happened]:
        return self.wait(0)
