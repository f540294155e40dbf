"""A saved view: a search under a name, in the words of the search, for one colleague or for all.

It gives nobody a sight of anything: whoever opens it searches with their own rights.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.conversations.tag import name_of
from byhand.search.asking import LONGEST as LONGEST_SEARCH
from byhand.team.kept import Given
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LONGEST = 40
# So many stand in a column and can be taken in at a glance.
MOST = 12


class TooMany(Exception):
    """No more fit; the text is a sentence for a person."""


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, colleague: int | Given) -> SavedViewQuerySet:
        """Their own, and those for all; what is put away is nobody's."""
        theirs = Q(made_by=colleague) | Q(shared_at__isnull=False)
        return self.filter(theirs, put_away_at__isnull=True).order_by("name", "pk")

    def changed_by(self, user: User) -> SavedViewQuerySet:
        """Those they may change: their own; an owner also what is for all."""
        if user.is_guest:
            return self.none()
        seen = self.visible_to(user.pk)
        return seen if user.is_owner else seen.filter(made_by=user)

    @transaction.atomic
    def keep(self, name: str, words: str, *, order: str, for_all: bool, by: User) -> SavedView:
        """A new one. Raises TooMany."""
        shelf = Q(shared_at__isnull=False) if for_all else Q(made_by=by, shared_at__isnull=True)
        if self.filter(shelf, put_away_at__isnull=True).count() >= MOST:
            raise TooMany(_("There are %(most)d already. Put one away first.") % {"most": MOST})
        view = self.model(made_by=by)
        view.say(name, words, order=order, for_all=for_all)
        return view


class SavedView(models.Model):
    """Its name, its words, and which stands first."""

    class Order(models.TextChoices):
        NEWEST = "", gettext_lazy("newest first")
        WAIT = "wait", gettext_lazy("longest wait first")

    name = models.CharField(max_length=LONGEST)
    words = models.CharField(max_length=LONGEST_SEARCH)
    order = models.CharField(max_length=4, choices=Order, blank=True, default=Order.NEWEST)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(null=True, blank=True)
    put_away_at = models.DateTimeField(null=True, blank=True)
    put_away_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = objects_of(SavedViewQuerySet)

    def __str__(self) -> str:
        return self.name

    def say(self, name: str, words: str, *, order: str, for_all: bool) -> None:
        """Says it anew."""
        self.name, self.words, self.order = name_of(name), words.replace("\x00", " ").strip(), order
        self.shared_at = (self.shared_at or timezone.now()) if for_all else None
        self.save()

    def put_away(self, *, by: User) -> bool:
        """No longer in the column. False if it was put away before."""
        living = this_row(self).filter(put_away_at__isnull=True)
        return bool(living.update(put_away_at=timezone.now(), put_away_by=by))
