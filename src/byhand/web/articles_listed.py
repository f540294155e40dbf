"""The list of articles as colleagues see it: by section, with what is on the pages and how each fares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max, Prefetch

from byhand.help.article import Article
from byhand.help.edition import Edition, own_language_first
from byhand.help.figures import DAYS, Figures, figures_by, unfound_lately
from byhand.help.section import Section
from byhand.team.languages import name_of
from byhand.team.user import User


@dataclass(frozen=True, slots=True)
class Listed:
    """One article: what it is called, its languages with whether they are on the pages, its figures."""

    article: Article
    title: str
    editions: list[tuple[Edition, str]]
    figures: Figures


@dataclass(frozen=True, slots=True)
class Group:
    """A section (None: those in none) and its articles."""

    section: Section | None
    articles: list[Listed]


def listed(user: User) -> dict[str, Any]:
    """For the page: groups in order, and what was looked for and not found. Six queries."""
    rows = Article.objects.visible_to(user).select_related("keeper", "checked_by").order_by("place", "pk")
    newest = Edition.objects.annotate(newest=Max("versions__number")).select_related("published")
    articles = list(rows.prefetch_related(Prefetch("editions", newest.prefetch_related("versions"))))
    figures = figures_by("edition__article")
    groups = [*Section.objects.all(), None]
    return {
        "groups": [Group(one, [_listed(a, figures) for a in articles if a.section_id == (one.pk if one else None)])
                   for one in groups],
        "unfound": [(row["words"], name_of(str(row["language"])), row["n"]) for row in unfound_lately()],
        "days": DAYS,
    }  # fmt: skip


def section_languages(section: Section | None = None) -> list[str]:
    """Those in which a section may want a name: what articles are written in, the house's own, and its present ones."""
    written = Edition.objects.order_by().values_list("language", flat=True).distinct()
    own = [code for code, _name in settings.LANGUAGES]
    return list(
        dict.fromkeys([settings.LANGUAGE_CODE, *own, *sorted(written), *(section.names if section else ())])
    )


def _listed(article: Article, figures: dict[int, Figures]) -> Listed:
    editions = sorted(article.editions.all(), key=own_language_first)
    titles = [version.title for one in editions for version in list(one.versions.all())[-1:]]
    return Listed(
        article, titles[0] if titles else article.key, [(one, name_of(one.language)) for one in editions],
        figures.get(article.pk, Figures()),
    )  # fmt: skip
