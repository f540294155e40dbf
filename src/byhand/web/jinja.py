"""The Jinja2 environment of the pages."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from typing import Any
from urllib.parse import urlencode

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment
from markupsafe import Markup

from byhand.kit import phone
from byhand.web import between_said, faces, fact_quotes, figures_said, paragraphs, times
from byhand.web.addressed import addressed
from byhand.web.assets import asset
from byhand.web.folding import FoldedPages, PagesByLanguage


def environment(**options: Any) -> Environment:
    """Jinja2 as Django asks for it: a template is handed out in the reader's language."""
    options |= {"extensions": ["jinja2.ext.i18n"], "trim_blocks": True, "lstrip_blocks": True}
    return PagesByLanguage(partial(_in_language, options), **options)


def _in_language(options: dict[str, Any], language: str) -> Environment:
    """Jinja2 with the words of the house: translations, addresses, days, faces."""
    pages = FoldedPages(**options)
    pages.language = language
    pages.folded = {"_": _said, "url": _url, "static": asset, "icon": icon}
    pages.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    pages.globals.update({**pages.folded, "face": faces.face})
    filters: dict[str, Any] = {
        "day": times.day, "clock": times.clock, "moment": times.moment, "date": times.date, "year_day": times.year_day,
        "near_date": times.near_date,
        "waited_days": times.waited_days, "lines": paragraphs.lines, "linked": paragraphs.linked,
        "noted": paragraphs.noted, "size": filesizeformat, "addressed": addressed,
        "decimal": between_said.number, "hours_long": between_said.hours, "apart": between_said.apart,
        "with_facts": fact_quotes.with_facts, "phone": phone.shown, **figures_said.FILTERS,
    }  # fmt: skip
    pages.filters.update(filters)
    return pages


def _said(words: str, /, **values: object) -> Markup:
    """A sentence in the reader's language, with values that are escaped. A page says 150 of them."""
    sentence = _translated(words, translation.get_language())
    return sentence % values if values else sentence


@lru_cache(8192)
def _translated(words: str, language: str | None) -> Markup:
    return Markup(translation.gettext(words))


def _url(name: str, *args: object, **query: object) -> str:
    """The address of a page; named arguments become the query, empty ones are left out."""
    path = _path(name, args)
    given = urlencode({key: str(value) for key, value in query.items() if value})
    return f"{path}?{given}" if given else path


@lru_cache(4096)
def _path(name: str, args: tuple[object, ...]) -> str:
    """Django looks every address up anew; a list names fifty."""
    return reverse(name, args=args)


@cache
def icon(name: str) -> Markup:
    """An icon of the sprite: decoration beside words, so hidden from screen readers."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>').format(
        asset("icons.svg"), name
    )
