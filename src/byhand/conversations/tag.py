"""A tag: a word the team sorts by. It belongs to all of them, and is put away rather than deleted."""

from __future__ import annotations

import unicodedata

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LONGEST = 40
# A small letter may be three: the key has room for any name.
LONGEST_KEY = 3 * LONGEST
# A search says tag:"blue bowl", so no name holds what ends it.
_QUOTES = dict.fromkeys(map(ord, '"“”„«»'))
# Part of words in Persian and Indic scripts; but a name is not another for their sake.
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


class NotATag(Exception):
    """No tag can be called that; the text is a sentence for a person."""


class TagQuerySet(models.QuerySet["Tag"]):
    def living(self) -> TagQuerySet:
        """Those that may be given; the others are shown nowhere."""
        return self.filter(put_away_at__isnull=True)

    def in_order(self) -> TagQuerySet:
        return self.order_by("key")

    def called(self, text: str) -> TagQuerySet:
        """The one of that name, however its letters are written."""
        return self.filter(key=key_of(name_of(text)))

    def named(self, text: str, *, by: User | None) -> Tag:
        """The tag of that name: found, brought back, or made. Raises NotATag.

        Nobody is `by` where the machine sorts by what a colleague wrote.
        """
        name = checked_name(text)
        tag, _made = self.get_or_create(key=key_of(name), defaults={"name": name, "made_by": by})
        if tag.put_away_at is not None:
            tag.bring_back()
        return tag


class Tag(models.Model):
    """Its name as it was first written, and who made it. Two names that differ in capitals alone are one."""

    name = models.CharField(max_length=LONGEST)
    key = models.CharField(max_length=LONGEST_KEY, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    put_away_at = models.DateTimeField(null=True, blank=True)
    put_away_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(TagQuerySet)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name

    def put_away(self, *, by: User) -> bool:
        """Offered and shown no more; what carries it is kept. False if it was put away before."""
        living = this_row(self).filter(put_away_at__isnull=True)
        return bool(living.update(put_away_at=timezone.now(), put_away_by=by))

    def bring_back(self) -> bool:
        """Somebody named it again: it stands where it stood."""
        self.put_away_at = self.put_away_by = None
        away = this_row(self).filter(put_away_at__isnull=False)
        return bool(away.update(put_away_at=None, put_away_by=None))


def checked_name(text: str) -> str:
    """The name that a tag of this text has. Raises NotATag."""
    name = name_of(text)
    if not name:
        raise NotATag(_("Give the tag a name."))
    if len(name) > LONGEST:
        raise NotATag(_("A tag has %(most)d letters at most.") % {"most": LONGEST})
    return name


def name_of(text: str) -> str:
    """As a tag is written: on one line, without quotes and what cannot be seen."""
    composed = unicodedata.normalize("NFC", text[: LONGEST * 10]).translate(_QUOTES)
    return " ".join("".join(map(_seen, composed)).split())


def key_of(name: str) -> str:
    """The same for “Wholesale” and “wholesale”."""
    return name.translate(_JOINERS).casefold()[:LONGEST_KEY]


def _seen(character: str) -> str:
    return character if ord(character) in _JOINERS or unicodedata.category(character) not in _UNSEEN else " "
