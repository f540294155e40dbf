"""Kinds of records, and what each does. One table says all of it; nothing else asks what kind a record is.

What the other system *sent to them* counts as a touch, as if we had turned to them. What *they did* is a sign of life:
it ends the count, gives no step back and shortens no window, so neither ever makes anybody hear more of us. What is
open lets a colleague write to them about it; what closes it ends that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What nobody closes is forgotten about: a shop that never tells of a parcel opens no door for good.
AN_ORDER, A_BILL, A_BOOKING = timedelta(days=60), timedelta(days=60), timedelta(days=180)


class Kind(models.TextChoices):
    ORDER = "order", _("order")
    BOOKING = "booking", _("booking")
    PAYMENT = "payment", _("payment")
    VISIT = "visit", _("visit")
    RECEIPT = "receipt", pgettext_lazy("of a sale", "receipt")
    INVOICE = "invoice", _("invoice")
    REMINDER = "reminder", _("reminder")
    NEWSLETTER = "newsletter", _("newsletter")
    OTHER_MAIL = "other mail", _("other mail")
    FULFILLED = "fulfilled", _("fulfilled")
    CANCELLED = "cancelled", _("cancelled")


@dataclass(frozen=True, slots=True)
class Effect:
    """`they_did`: a sign of life. `was_sent`: a touch. `open_for`: so long at most colleagues may write about it."""

    they_did: bool = False
    was_sent: bool = False
    open_for: timedelta | None = None
    closes: frozenset[Kind] = frozenset()


EFFECTS: Final[Mapping[Kind, Effect]] = MappingProxyType({
    Kind.ORDER: Effect(they_did=True, open_for=AN_ORDER),
    Kind.BOOKING: Effect(they_did=True, open_for=A_BOOKING),
    Kind.PAYMENT: Effect(they_did=True, closes=frozenset({Kind.INVOICE})),
    Kind.VISIT: Effect(they_did=True, closes=frozenset({Kind.BOOKING})),
    Kind.RECEIPT: Effect(was_sent=True),
    Kind.INVOICE: Effect(was_sent=True, open_for=A_BILL),
    Kind.REMINDER: Effect(was_sent=True),
    Kind.NEWSLETTER: Effect(was_sent=True),
    Kind.OTHER_MAIL: Effect(was_sent=True),
    Kind.FULFILLED: Effect(closes=frozenset({Kind.ORDER, Kind.BOOKING})),
    Kind.CANCELLED: Effect(closes=frozenset({Kind.ORDER, Kind.BOOKING, Kind.INVOICE})),
})  # fmt: skip

DONE_BY_THEM: Final = tuple(kind for kind, effect in EFFECTS.items() if effect.they_did)
SENT_TO_THEM: Final = tuple(kind for kind, effect in EFFECTS.items() if effect.was_sent)
