"""The help pages of the demo: what the pottery is asked again and again, in English and mostly in German, too."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib.resources import files

from byhand.demo.story.cast import EMAIL
from byhand.help.models import Article, Edition, Release, Section
from byhand.team.models import User

LANGUAGES = ("en", "de")
# Section, key, who wrote it and looks after it, how many days ago.
PAGES = (
    ({"en": "Your order", "de": "Ihre Bestellung"}, (("returns", "bea", 140), ("collecting", "bea", 61))),
    ({"en": "Living with pots", "de": "Mit Keramik leben"}, (("care", "ana", 200),)),
    ({"en": "Classes", "de": "Kurse"}, (("classes", "tomas", 95),)),
)


def put_pages(now: datetime) -> None:
    """Writes them all, once, as they stood since they were written. Runs in the caller's transaction."""
    if Article.objects.exists():
        return
    colleagues = {user.email: user for user in User.objects.filter(email__in=EMAIL.values())}
    for names, articles in PAGES:
        section = Section.objects.begin(names, by=colleagues[EMAIL["ana"]])
        for key, who, days in articles:
            _put(key, section, by=colleagues[EMAIL[who]], at=now - timedelta(days=days))


def _put(key: str, section: Section, *, by: User, at: datetime) -> None:
    article = Article.objects.begin(key, section=section, keeper=by, every_days=365, by=by)
    checked = {"made_at": at, "checked_at": at, "check_again_on": (at + timedelta(days=365)).date()}
    Article.objects.filter(pk=article.pk).update(**checked)
    for language in LANGUAGES:
        text = files("byhand.demo.story") / "pages" / f"{key}.{language}.md"
        if text.is_file():
            title, _, words = text.read_text("utf-8").removeprefix("# ").partition("\n")
            _release(
                Edition.objects.save_new(article, language, title=title, words=words, slug="", by=by), by, at
            )


def _release(edition: Edition, by: User, at: datetime) -> None:
    """As it was told to have happened: nobody sat at the desk, so no sign-in stands behind it."""
    version = edition.newest()
    edition.versions.update(saved_at=at)
    Release.objects.create(edition=edition, version=version, by=by, at=at)
    Edition.objects.filter(pk=edition.pk).update(
        published=version, published_at=at, published_by=by, made_at=at
    )
