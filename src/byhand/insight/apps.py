"""Insight as an app: what of this room goes with a person who is merged."""

from __future__ import annotations

from django.apps import AppConfig, apps

from byhand.people.belonging import Belonging, belongs


class InsightConfig(AppConfig):
    name = "byhand.insight"
    label = "insight"

    def ready(self) -> None:
        belongs(*(Belonging(apps.get_model("insight", noun)) for noun in ("aside", "lot")))
