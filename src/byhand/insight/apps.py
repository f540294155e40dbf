"""Insight as an app: what of this room goes with a person who is merged, and what quotes one who is erased."""

from __future__ import annotations

from django.apps import AppConfig, apps

from byhand.conversations.erasing.also import also_forgets
from byhand.people.belonging import Belonging, belongs


class InsightConfig(AppConfig):
    name = "byhand.insight"
    label = "insight"

    def ready(self) -> None:
        belongs(*(Belonging(apps.get_model("insight", noun)) for noun in ("aside", "lot")))
        also_forgets(forget_figures)


def forget_figures() -> None:
    """Those of the next night, or those asked for next, no longer quote them."""
    apps.get_model("insight", "figures")._default_manager.all().delete()
