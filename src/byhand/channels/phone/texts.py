"""Taking texts: one without pictures at once; with pictures once they are fetched, the text noted first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.adapter import Refused
from byhand.channels.inbox import Inbox
from byhand.channels.phone import rest
from byhand.channels.phone.account import line_of
from byhand.channels.said import Said, SaidFile
from byhand.channels.taking_words import take_words
from byhand.kit.mime import Mailbox
from byhand.kit.phone import e164, region_of
from byhand.kit.reach import VISITOR
from byhand.team.secrets import LostKey
from byhand.team.typed import objects_of, this_row

Told = Mapping[str, str]
MOST_FILES = 10
LARGEST_FILE = 10 * 1024 * 1024
PAUSE = timedelta(seconds=15)
GIVE_UP_AFTER = timedelta(hours=12)


class PicturedTextQuerySet(models.QuerySet["PicturedText"]):
    def due(self) -> PicturedTextQuerySet:
        return self.filter(next_try_at__lte=timezone.now()).select_related("inbox").order_by("next_try_at")


class PicturedText(models.Model):
    """A text whose pictures lie at the provider still. The row goes once it is taken."""

    inbox = models.ForeignKey(Inbox, on_delete=models.CASCADE, related_name="+")
    sid = models.CharField(max_length=64)
    told = models.JSONField(default=dict)
    came_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = objects_of(PicturedTextQuerySet)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inbox", "sid"], name="pictured_text_once")]

    def __str__(self) -> str:
        return self.sid

    def bring(self) -> bool:
        """Fetches the pictures and takes it all; what cannot be fetched for long is left out, and that is said."""
        now = timezone.now()
        if not this_row(self).filter(next_try_at=self.next_try_at).update(next_try_at=now + PAUSE):
            return False
        files, trouble = self._files()
        if trouble and now - self.came_at < GIVE_UP_AFTER:
            return False
        take_words(
            [_said(self.inbox, self.told, self.came_at, files=files, trouble=trouble)], inbox=self.inbox
        )
        self.delete()
        return True

    def _files(self) -> tuple[tuple[SaidFile, ...], str]:
        files: list[SaidFile] = []
        trouble = ""
        for at in range(_number_of_files(self.told)):
            try:
                url = self.told.get(f"MediaUrl{at}", "")
                content = rest.bytes_at(line_of(self.inbox), url, most=LARGEST_FILE)
            except (Refused, LostKey) as problem:
                trouble = str(problem)
                continue
            kind = self.told.get(f"MediaContentType{at}", "")
            files.append(SaidFile(f"{at + 1}.{_ending(kind)}", kind, content))
        return tuple(files), trouble


def take_text(inbox: Inbox, told: Told) -> None:
    """Takes it, or notes it until its pictures are fetched. The same one twice is one."""
    if _number_of_files(told):
        PicturedText.objects.get_or_create(inbox=inbox, sid=_sid(told), defaults={"told": dict(told)})
    else:
        take_words([_said(inbox, told, timezone.now())], inbox=inbox)


def bring_texts_due() -> str:
    """The chore: pictures that came by text are fetched. Says how many texts."""
    done = sum(one.bring() for one in PicturedText.objects.due()[:10])
    return (
        ngettext("%(n)s text with pictures.", "%(n)s texts with pictures.", done) % {"n": done}
        if done
        else ""
    )


def _said(
    inbox: Inbox, told: Told, at: datetime, *, files: tuple[SaidFile, ...] = (), trouble: str = ""
) -> Said:
    number = e164(told.get("From", ""), region_of(inbox.address))
    # A name instead of a number is a network's or a shop's; nothing can be answered to it.
    by = Mailbox("", number) if number else _nameable(told.get("From", ""))
    missing = "\n\n" + _("[A file could not be fetched: %(why)s]") % {"why": trouble} if trouble else ""
    return Said(
        id=_sid(told), by=by, text=told.get("Body", "") + missing, at=at, matter=number or by.address, files=files,
    )  # fmt: skip


def _nameable(sender: str) -> Mailbox:
    return Mailbox(sender[:100], f"{VISITOR}text-{slugify(sender)[:50] or 'unknown'}")


def _sid(told: Told) -> str:
    return (told.get("MessageSid") or told.get("SmsSid") or "")[:64]


def _number_of_files(told: Told) -> int:
    number = told.get("NumMedia", "0")
    return min(int(number), MOST_FILES) if number.isdecimal() and len(number) < 4 else 0


def _ending(kind: str) -> str:
    return slugify(kind.rpartition("/")[2])[:10] or "bin"
