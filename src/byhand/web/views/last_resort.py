"""An error page that needs nothing: no database, no session, no template engine, no sign-in."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from byhand.web.assets import stylesheets

PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title} · Byhand</title>{styles}</head>
<body><div class="bare"><main id="main"><p class="mark">Byhand</p>
<div class="panel"><h1>{title}</h1><p>{sentence}</p>
<div class="buttons"><a class="button" href="/">{onward}</a></div></div></main></div></body>
</html>
"""


def last_resort(status: int, title: str, sentence: str) -> HttpResponse:
    """Looks like every other page."""
    styles = format_html_join("", '<link rel="stylesheet" href="{}">', ((one,) for one in stylesheets()))
    page = format_html(
        mark_safe(PAGE), language=get_language() or "en", title=title, sentence=sentence, styles=styles,
        onward=_("To the desk"),
    )  # fmt: skip
    return HttpResponse(page, status=status)
