"""Comparing every UID the server lists with what is here, so that nothing behind the cursor is missing unseen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import timezone

from byhand.channels.arrival import Arrival, Copy
from byhand.channels.email.looking import OpenFolder
from byhand.channels.folder import Folder

COMPARE_EVERY = timedelta(hours=1)


def is_due(folder: Folder) -> bool:
    """Once an hour."""
    at = folder.compared_at
    return at is None or timezone.now() - at > COMPARE_EVERY


def seems_short(folder: Folder) -> bool:
    """Fewer are here than the server holds: no need to wait for the hour."""
    here = {"folder": folder, "uid_validity": folder.uid_validity}
    counted = Arrival.objects.filter(**here).count() + Copy.objects.filter(**here).count()
    return counted < folder.server_holds - folder.held_before


def listed(open_folder: OpenFolder, folder: Folder, since: date | None) -> list[int]:
    """What lies on the server up to the cursor, but for what the team left there by its first day."""
    began, last = folder.began_at_uid, folder.last_uid
    return open_folder.uids(1, min(began - 1, last), since=since) + open_folder.uids(began, last)


def missing(folder: Folder, on_server: Sequence[int]) -> list[int]:
    """Those of them that are not here."""
    here = {"folder": folder, "uid_validity": folder.uid_validity}
    known = set(Arrival.objects.filter(**here).values_list("uid", flat=True))
    known.update(Copy.objects.filter(**here).values_list("uid", flat=True))
    return [uid for uid in on_server if uid not in known]
