"""An edition: an article in one language, with its address, its versions, and the one of them that is on the pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from byhand.help.article import Article
from byhand.help.picture import PictureShown
from byhand.help.sketch import Sketch
from byhand.help.version import Release, Version
from byhand.kit.markdown import pictures_in, to_plain
from byhand.team.kept import Given, kept
from byhand.team.signin import SignIn
from byhand.team.typed import objects_of, this_row
from byhand.team.user import User

LONGEST_SLUG = 80


class AddressTaken(Exception):
    """Another article stands there, or did; the text is a sentence for a person."""


class EditionQuerySet(models.QuerySet["Edition"]):
    def on_the_pages(self) -> EditionQuerySet:
        """Those that anyone may read."""
        return self.filter(published__isnull=False)

    def for_page(self) -> EditionQuerySet:
        return self.select_related("published__saved_by", "article__keeper", "article__section")

    def for_list(self) -> EditionQuerySet:
        """With titles and sections, without the words."""
        rows = self.select_related("published", "article__section")
        return rows.defer("published__words", "published__plain")

    def readable_at(self, language: str, slug: str) -> Edition | None:
        """The one that anyone reads at that address, with its words, its writer and who looks after it."""
        return _at_address().first(language=language, slug=slug)

    def readable_beside(self, article: int) -> list[Edition]:
        """The languages in which anyone reads that article, without the words."""
        return _beside().ask(article=article)

    @transaction.atomic
    def save_new(
        self, article: Article, language: str, *, title: str, words: str, slug: str, by: User
    ) -> Edition:
        """The first version of an article in that language. Raises AddressTaken."""
        Article.objects.select_for_update().get(pk=article.pk)
        if self.filter(article=article, language=language).exists():
            raise AddressTaken(
                _("It is there in this language already. Open that one; your words are kept here.")
            )
        edition = self.model(article=article, language=language)
        edition.stand_at(slug or title)
        edition.save_version(title=title, words=words, by=by)
        return edition


class Edition(models.Model):
    """`published` is the version that is on the pages; who put it there and when stands with it and in `releases`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="editions")
    article_id: int
    language = models.CharField(max_length=12)
    slug = models.CharField(max_length=LONGEST_SLUG)
    made_at = models.DateTimeField(default=timezone.now)
    published = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")
    published_id: int | None
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    versions: models.QuerySet[Version]
    releases: models.QuerySet[Release]

    objects = objects_of(EditionQuerySet)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="edition_language_once"),
            models.UniqueConstraint(fields=["language", "slug"], name="edition_address_once"),
            models.CheckConstraint(
                condition=models.Q(
                    published__isnull=True, published_at__isnull=True, published_by__isnull=True
                )
                | models.Q(published__isnull=False, published_at__isnull=False, published_by__isnull=False),
                name="edition_published_has_a_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["language", "article"], name="edition_on_the_pages",
                condition=models.Q(published__isnull=False),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.language}/{self.slug}"

    def newest(self) -> Version:
        return self.versions.select_related("saved_by").order_by("-number")[0]

    def stand_at(self, wanted: str) -> None:
        """Its address from now on; where it stood before leads here. Raises AddressTaken."""
        slug = slug_of(wanted)
        if slug == self.slug:
            return
        others = OldAddress.objects.filter(language=self.language, slug=slug).exclude(edition=self.pk)
        try:
            with transaction.atomic():
                if others.exists():
                    raise IntegrityError
                if self.pk:
                    OldAddress.objects.filter(edition=self, slug=slug).delete()
                    OldAddress.objects.create(edition=self, language=self.language, slug=self.slug)
                self.slug = slug
                self.save()
        except IntegrityError:
            raise AddressTaken(_("Another article has this address, or had it. Choose another.")) from None

    @transaction.atomic
    def save_version(self, *, title: str, words: str, by: User) -> Version:
        """The words as they are now, as the newest version; saved unchanged, the newest stays the newest."""
        this_row(self).select_for_update().get()
        newest = self.versions.order_by("-number").first()
        words = "\n".join(
            line.rstrip() for line in words.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
        )
        if newest and (newest.title, newest.words) == (title, words):
            return newest
        version = Version.objects.create(
            edition=self, number=newest.number + 1 if newest else 1, title=title, words=words,
            plain=to_plain(words), saved_by=by,
        )  # fmt: skip
        PictureShown.objects.note(version, {one.sha256 for one in pictures_in(words)})
        Sketch.objects.filter(article=self.article_id, language=self.language, by=by).delete()
        return version

    @transaction.atomic
    def publish(self, version: Version, *, by: SignIn) -> None:
        """Puts this version on the pages: a colleague at the desk does that, nobody else. Raises NotSignedIn."""
        colleague = by.confirm()
        this_row(self).select_for_update().get()
        self._end_release(colleague)
        Release.objects.create(edition=self, version=version, by=colleague, sign_in=by.digest)
        self._stand(version, colleague)
        self.article.confirm(by=colleague)

    @transaction.atomic
    def withdraw(self, *, by: User) -> None:
        """Off the pages; its versions stay."""
        this_row(self).select_for_update().get()
        self._end_release(by)
        self._stand(None, None)

    def _end_release(self, by: User) -> None:
        self.releases.filter(ended_at__isnull=True).update(ended_at=timezone.now(), ended_by=by)

    def _stand(self, version: Version | None, by: User | None) -> None:
        self.published, self.published_by = version, by
        self.published_at = timezone.now() if version else None
        self.save(update_fields=["published", "published_at", "published_by"])


@kept
def _at_address() -> models.QuerySet[Edition]:
    there = Edition.objects.on_the_pages().for_page()
    return there.filter(language=Given("language"), slug=Given("slug")).order_by("pk")[:1]


@kept
def _beside() -> models.QuerySet[Edition]:
    return Edition.objects.on_the_pages().filter(article=Given("article")).order_by("language")


class OldAddress(models.Model):
    """Where an edition stood before: whoever kept that link is led on."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="old_addresses")
    edition_id: int
    language = models.CharField(max_length=12)
    slug = models.CharField(max_length=LONGEST_SLUG)
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "old addresses"
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="old_address_once")]

    def __str__(self) -> str:
        return f"{self.language}/{self.slug}"


def slug_of(words: str) -> str:
    """An address of these words: small letters, digits, hyphens, in any script."""
    slug = slugify(words, allow_unicode=True)[:LONGEST_SLUG].strip("-_")
    return slug or "page"


def languages_there(editions: Iterable[Edition]) -> list[str]:
    """The languages of these, each once."""
    return sorted({one.language for one in editions})


def own_language_first(edition: Edition) -> tuple[bool, str]:
    """The order of an article's languages, as colleagues see them."""
    return edition.language != settings.LANGUAGE_CODE, edition.language
