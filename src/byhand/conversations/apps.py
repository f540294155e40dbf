"""Conversations as an app: after every migrate, what can be searched for is indexed and watched."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from byhand.conversations.came_by import came_by, signs_came_by
from byhand.conversations.words import SAID
from byhand.people.belonging import Belonging, belongs
from byhand.people.words import KNOWN


class ConversationsConfig(AppConfig):
    name = "byhand.conversations"
    label = "conversations"

    def ready(self) -> None:
        pre_migrate.connect(let_go_of_words, sender=self, dispatch_uid="let-go-of-words")
        post_migrate.connect(index_words, sender=self, dispatch_uid="index-words")
        belongs(
            Belonging(apps.get_model("conversations", "conversation"), came_by, locked_first=True),
            Belonging(apps.get_model("conversations", "sign"), signs_came_by),
            Belonging(apps.get_model("conversations", "sortingrule")),
            Belonging(apps.get_model("conversations", "cadence")),
            Belonging(apps.get_model("conversations", "introduction")),
        )


def let_go_of_words(using: str = "default", **_: Any) -> None:
    """A migration may rebuild a table that the triggers of another one read."""
    for index in (SAID, KNOWN):
        index.let_go(connections[using])


def index_words(using: str = "default", **_: Any) -> None:
    """Makes the indexes where there are none, and puts back the triggers a migration may have dropped."""
    for index in (SAID, KNOWN):
        index.install(connections[using])
