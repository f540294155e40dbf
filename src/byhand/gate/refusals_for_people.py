"""Why the gate says no for the sake of whoever it would go to: erased, blocked, not there any more, written to enough.

Rules as in `refusals.py`, which asks them.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from byhand.channels.envelope import Envelope
from byhand.gate.budget import budgets_at, tightest
from byhand.gate.budget_said import why_no_room
from byhand.gate.context import Context
from byhand.people.address import Address, normal_email
from byhand.people.suppression import Suppression
from byhand.team.user import User


def not_to_the_erased(envelope: Envelope, context: Context, author: User) -> str:
    erased = Suppression.objects.among(normal_email(one.address) for one in envelope.recipients())
    if not erased:
        return ""
    return _(
        "%(address)s belongs to somebody whose data was erased on %(day)s, and nobody writes to them. If they have "
        "written again by themselves, an owner opens the way on their page, under “Erase…”."
    ) % {"address": next(iter(erased)), "day": date_format(next(iter(erased.values())), "SHORT_DATE_FORMAT")}


def addresses_work(envelope: Envelope, context: Context, author: User) -> str:
    values = [normal_email(one.address) for one in envelope.recipients()]
    failing = Address.objects.filter(
        kind__in=Address.Kind.values, value__in=values, failing_since__isnull=False
    ).first()
    if failing is None:
        return ""
    return _(
        "Mail to %(address)s came back: it does not exist. Use another address, or correct it on their page."
    ) % {"address": failing.value}


def not_to_the_blocked(envelope: Envelope, context: Context, author: User) -> str:
    values = [normal_email(one.address) for one in envelope.recipients()]
    blocked = (
        Address.objects.filter(
            kind__in=Address.Kind.values, value__in=values, person__blocked_at__isnull=False
        )
        .select_related("person")
        .first()
    )
    if blocked is None:
        return ""
    return _("%(name)s is blocked. Unblock them on their page before you write.") % {
        "name": blocked.person.called()
    }


def there_is_room(envelope: Envelope, context: Context, author: User) -> str:
    """What a team starts draws on one budget (law 3); asked of letters that answer nobody and keep no promise."""
    if not context.draws_on_the_budget or context.reason.strip():
        return ""
    tight = tightest(budgets_at({normal_email(one.address) for one in envelope.recipients()}), timezone.now())
    return why_no_room(tight) if tight else ""
