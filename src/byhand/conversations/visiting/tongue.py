"""A visitor's own language, if the house speaks it."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.conf import settings
from django.utils import translation

SPOKEN = {code for code, _name in settings.LANGUAGES}


def in_their_language(language: str) -> AbstractContextManager[None]:
    short = language.partition("-")[0].lower()
    return translation.override(short if short in SPOKEN else settings.LANGUAGE_CODE)
