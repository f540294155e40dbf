"""An article: what a help page tells, whoever looks after it, and when it was last checked. Its words: `edition.py`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.conversations.fact import KEY
from byhand.help.picture import Picture
from byhand.help.placing import move
from byhand.help.section import Section
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.help.edition import Edition


class KeyTaken(Exception):
    """Another article is put into letters by this key; the text is a sentence for a person."""


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, user: User) -> ArticleQuerySet:
        """Whoever is at work sees all that were not put away; who may write is another question."""
        return self.filter(put_away_at__isnull=True) if user.is_active else self.none()

    def to_check(self, today: date) -> ArticleQuerySet:
        """Those not looked at for longer than their keeper meant to."""
        return self.filter(put_away_at__isnull=True, check_again_on__lte=today)

    def begin(self, key: str, *, section: Section | None, keeper: User, every_days: int, by: User) -> Article:
        """A new article, last in its section, as yet without words. Raises KeyTaken."""
        article = self.model(key=key, made_by=by)
        article.describe(key=key, section=section, keeper=keeper, every_days=every_days, by=by)
        return article


class Article(models.Model):
    """One matter, told in one language or several."""

    key = models.CharField(max_length=30, validators=[KEY])
    section = models.ForeignKey(
        Section, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    section_id: int | None
    place = models.PositiveIntegerField(default=0)
    keeper = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    keeper_id: int
    every_days = models.PositiveSmallIntegerField(default=180)
    checked_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    check_again_on = models.DateField()
    pictures = models.ManyToManyField(Picture, blank=True, related_name="articles")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    put_away_at = models.DateTimeField(null=True, blank=True)
    put_away_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    editions: models.QuerySet[Edition]

    objects = objects_of(ArticleQuerySet)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=models.Q(put_away_at__isnull=True), name="article_key_once"
            )
        ]

    def __str__(self) -> str:
        return self.key

    def is_to_check(self) -> bool:
        return self.check_again_on <= timezone.localdate()

    def describe(self, *, key: str, section: Section | None, keeper: User, every_days: int, by: User) -> None:
        """Where it stands, who looks after it and how often; whoever says so has checked it. Raises KeyTaken."""
        if self.pk is None or self.section_id != (section.pk if section else None):
            there = Article.objects.filter(section=section).aggregate(last=models.Max("place"))["last"] or 0
            self.place = there + 1
        self.key, self.section, self.keeper, self.every_days = key, section, keeper, every_days
        self._mark_checked(by)
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError:
            raise KeyTaken(_("Another article is put in by this key. Choose another.")) from None

    def confirm(self, *, by: User) -> None:
        """A colleague looked, and it is still right."""
        self._mark_checked(by)
        self.save(update_fields=["checked_at", "checked_by", "check_again_on"])

    def take_picture(self, name: str, content: bytes, *, by: User) -> Picture:
        """A picture to be put into its words. Raises NotAPicture."""
        picture = Picture.objects.take(name, content, by=by)
        self.pictures.add(picture)
        return picture

    def move(self, by_places: int) -> None:
        """Up (-1) or down (1) within its section."""
        move(Article.objects.filter(section=self.section, put_away_at__isnull=True), self.pk, by_places)

    @transaction.atomic
    def put_away(self, *, by: User) -> bool:
        """Off the pages in every language and out of the list; its versions stay. False if it was before."""
        standing = this_row(self).filter(put_away_at__isnull=True)
        if not standing.update(put_away_at=timezone.now(), put_away_by=by):
            return False
        for edition in self.editions.all():
            edition.withdraw(by=by)
        return True

    def _mark_checked(self, by: User) -> None:
        self.checked_at, self.checked_by = timezone.now(), by
        self.check_again_on = timezone.localdate() + timedelta(days=self.every_days)
