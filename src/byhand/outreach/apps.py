"""Outreach as an app: what of this room goes with a person who is merged, and what of the file store it needs."""

from __future__ import annotations

from collections.abc import Collection

from django.apps import AppConfig, apps

from byhand.conversations.erasing.also import also_forgets
from byhand.files.in_use import also_in_use
from byhand.people.belonging import Belonging, belongs


class OutreachConfig(AppConfig):
    name = "byhand.outreach"
    label = "outreach"

    def ready(self) -> None:
        belongs(Belonging(apps.get_model("outreach", "listed")))
        also_in_use(pictures_in_use)
        also_forgets(forget_forecasts)


def forget_forecasts() -> None:
    """Whoever is erased stands in none of them by number, either; who looks has them counted anew."""
    apps.get_model("outreach", "forecast")._default_manager.all().delete()


def pictures_in_use(digests: Collection[str]) -> set[str]:
    """Which of these are pictures of letters to many."""
    pictures = apps.get_model("outreach", "picture")._default_manager
    return set(pictures.filter(sha256__in=digests).values_list("sha256", flat=True))
