"""People as an app: what of this room goes with a person who is merged."""

from __future__ import annotations

from django.apps import AppConfig, apps

from byhand.people.belonging import Belonging, belongs, said_in_letters


class PeopleConfig(AppConfig):
    name = "byhand.people"
    label = "people"

    def ready(self) -> None:
        # The nouns are known to Django alone before every app is loaded: none is imported here.
        nouns = ("address", "bookcard", "stay", "tieend")
        belongs(*(Belonging(apps.get_model("people", noun)) for noun in nouns))
        belongs(*(said_in_letters(apps.get_model("people", noun)) for noun in ("memory", "occasion")))
