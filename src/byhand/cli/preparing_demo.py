"""Preparing the demo's house: founded for the visitor as Ana Moreau, and the studio asked for."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from byhand.cli.preparing import migrate
from byhand.config.keys import kept_secret
from byhand.demo.story import story
from byhand.team.founding import found
from byhand.team.models import House, User


def prepare() -> str:
    """Migrates, founds the house once; gives the one line with how to sign in."""
    migrate()
    password = kept_secret(settings.KEYS_FOLDER, "demo.password", 8).hex()
    owners = User.objects.filter(role=User.Role.OWNER)
    owner = _found(password) if House.current() is None else owners.earliest("pk")
    House.ask_for_demo(by=owner)
    way_in = f"sign in as {owner.email}, password {password}"
    return f"The demo studio is at {settings.BASE_URL}: {way_in} (stop with Ctrl-C)."


def _found(password: str) -> User:
    told = story(timezone.now())
    first = told.colleagues[0]
    return found(team=told.team.name, name=first.name, email=first.email, password=password)
