"""Help as an app: its index of words, and what of the file store it needs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from byhand.files.in_use import also_in_use
from byhand.help.words import PUBLISHED


class HelpConfig(AppConfig):
    name = "byhand.help"
    label = "help"

    def ready(self) -> None:
        pre_migrate.connect(let_go_of_words, sender=self, dispatch_uid="let-go-of-help-words")
        post_migrate.connect(index_words, sender=self, dispatch_uid="index-help-words")
        also_in_use(pictures_in_use)


def pictures_in_use(digests: Collection[str]) -> set[str]:
    """Which of these are pictures of articles."""
    pictures = apps.get_model("help", "picture")._default_manager
    return set(pictures.filter(pk__in=digests).values_list("pk", flat=True))


def let_go_of_words(using: str = "default", **_: Any) -> None:
    """A migration may rebuild a table that the triggers of another one read."""
    PUBLISHED.let_go(connections[using])


def index_words(using: str = "default", **_: Any) -> None:
    """Makes the index where there is none, and puts back the triggers a migration may have dropped."""
    PUBLISHED.install(connections[using])
