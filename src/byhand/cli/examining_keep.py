"""What the doctor looks at around the house: its clock, its backups, its public address."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from byhand.channels.adapter import Check
from byhand.channels.reaching import reach
from byhand.config import environment
from byhand.keeping.last_backup import last_backup_at
from byhand.team.models import House
from byhand.work.models import ChoreRecord

BACKUP_AFTER = timedelta(days=7)
CLOCK_MAY_LEAP = timedelta(minutes=2)
ICON = Path("web/static/icon.svg")


def clock() -> Check:
    """Seals, due times and sessions rest on it; one that went back is seen by what was written before."""
    latest = ChoreRecord.objects.aggregate(latest=Max("ran_at"))["latest"]
    now = timezone.now()
    if latest is not None and latest - now > CLOCK_MAY_LEAP:
        return Check("clock", False, f"The clock went back: it is {now:%Y-%m-%d %H:%M} UTC, and a chore ran at "
                                     f"{latest:%Y-%m-%d %H:%M}. Set the clock by a time server.")  # fmt: skip
    return Check("clock", True, f"It is {now:%Y-%m-%d %H:%M} UTC here.")


def backup() -> Check:
    """A house that is a week old has a backup, made within a week."""
    last, now, house = last_backup_at(), timezone.now(), House.current()
    if last is None:
        is_old = house is not None and now - house.made_at > BACKUP_AFTER
        return Check("backup", not is_old, "There is no backup yet: `byhand backup FILE` makes one.")
    days = (now - last).days
    when = "today" if days < 1 else f"{days} days ago" if days > 1 else "yesterday"
    return Check("backup", now - last <= BACKUP_AFTER, f"The last backup was made {when}.")


def address() -> Check:
    """As colleagues reach it; only this machine does where no address is set."""
    if not environment.BASE_URL.read():
        return Check(
            "address", True, f"No public address is set: the desk is for this machine, {settings.BASE_URL}."
        )
    return reach(
        settings.BASE_URL, path="/static/icon.svg", content=(environment.PACKAGE / ICON).read_bytes()
    )
