"""Loading: what the pages that are looked at most are made of is read before the first of them is asked for.

After a restart everybody comes back in the same seconds. Pages that compiled their templates then did so in eight
threads at once, each for itself, and what was said meanwhile waited for all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.template import engines
from django.urls import get_resolver
from django.utils import translation

if TYPE_CHECKING:
    from django.template.backends.jinja2 import Jinja2

    from byhand.web.folding import PagesByLanguage

# What colleagues have before them, and fetch anew when their line to the desk is back.
LOOKED_AT = ("conversations/conversation.html", "conversations/list.html", "conversations/news.html")


def load_pages() -> None:
    """Every address, and these pages in the language of the house; whatever else is wanted is read then."""
    with translation.override(settings.LANGUAGE_CODE):
        get_resolver().reverse_dict.keys()  # reads all addresses
        cast("PagesByLanguage", cast("Jinja2", engines["jinja2"]).env).load(LOOKED_AT)
