"""Rhythms: how often at most somebody wishes to be written to by us, of our own accord."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from byhand.kit.rhythm import RHYTHMS


class Rhythm(models.TextChoices):
    """How often at most; the first leaves it to the team."""

    AS_USUAL = "", _("as you usually do")
    WEEKLY = "weekly", _("once a week at most")
    FORTNIGHTLY = "fortnightly", _("every two weeks at most")
    MONTHLY = "monthly", _("once a month at most")
    QUARTERLY = "quarterly", _("once in three months at most")


# From the loosest to the strictest.
STRICTER: tuple[str, ...] = ("", *RHYTHMS)
