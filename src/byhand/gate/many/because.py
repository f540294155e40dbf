"""Because: of which three kinds a letter is that everyone must know."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Because(models.TextChoices):
    RECALL = "recall", _("a recall: something we gave out may do harm")
    CLOSURE = "closure", _("a closure: what we owe you cannot be had as agreed")
    BREACH = "breach", _("a breach: what we keep of you fell into other hands")
