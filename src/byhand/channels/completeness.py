"""Is everything here? What the server holds, what arrived, what is missing: a gap is shown, never hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from byhand.channels.arrival import Arrival, Copy
from byhand.channels.folder import Folder
from byhand.channels.inbox import Inbox


@dataclass(frozen=True, slots=True)
class FolderCount:
    """One folder of the mailbox, counted on the server and here."""

    name: str
    role: str
    server_holds: int
    held_before: int  # on the server, left there by the team's choice of a first day
    arrived: int  # here, among them what was deleted on the server since
    unreadable: int  # of those, what needs a person's look: too large, refused, not understood
    missing: int  # on the server and not here
    looked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Completeness:
    """The whole mailbox."""

    folders: tuple[FolderCount, ...]

    @property
    def missing(self) -> int:
        return sum(folder.missing for folder in self.folders)

    @property
    def unreadable(self) -> int:
        return sum(folder.unreadable for folder in self.folders)

    @property
    def looked_at(self) -> datetime | None:
        """When the folder that waits longest was last looked at; None if one never was."""
        looks = [folder.looked_at for folder in self.folders]
        return min((at for at in looks if at), default=None) if all(looks) else None

    @property
    def is_complete(self) -> bool:
        return bool(self.folders) and self.looked_at is not None and not self.missing


def completeness(inbox: Inbox) -> Completeness:
    """Three queries, whatever the size of the mailbox."""
    arrived = {row["folder"]: row for row in _counts(inbox)}
    copies = dict(
        Copy.objects.filter(folder__inbox=inbox)
        .values("folder")
        .annotate(n=Count("pk"))
        .values_list("folder", "n")
    )
    folders = Folder.objects.filter(inbox=inbox).order_by("pk")
    return Completeness(
        tuple(
            _count(one, arrived.get(one.pk, {"all": 0, "look": 0}), copies.get(one.pk, 0)) for one in folders
        )
    )


def _counts(inbox: Inbox) -> list[dict[str, int]]:
    needs_a_look = Count("pk", filter=Q(state=Arrival.State.NEEDS_A_LOOK))
    rows = (
        Arrival.objects.filter(folder__inbox=inbox)
        .values("folder")
        .annotate(all=Count("pk"), look=needs_a_look)
    )
    return [dict(row) for row in rows]


def _count(folder: Folder, arrived: dict[str, int], copies: int) -> FolderCount:
    return FolderCount(
        name=folder.name,
        role=folder.role,
        server_holds=folder.server_holds,
        held_before=folder.held_before,
        arrived=arrived["all"] + copies,
        unreadable=arrived["look"],
        missing=folder.waiting + folder.missing,
        looked_at=folder.looked_at,
    )
