"""Letting go: what was read leaves through the gate; from then on its words never change."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.gate.dispatch import Dispatch
from byhand.gate.refusals import Refusal
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.hours import hours_for
from byhand.outreach.reading import whole_plan
from byhand.team.signin import SignIn


@transaction.atomic
def let_go(broadcast: Broadcast, digest: str, *, by: SignIn) -> Dispatch:
    """Releases what its author saw under that digest. Raises Refusal and NotSignedIn; then nothing has changed.

    Nothing leaves until the chore has reckoned how many may (`capacity.py`), but what cannot wait.
    """
    author = by.confirm()
    row = Broadcast.objects.select_for_update(of=("self",)).get(pk=broadcast.pk)
    plan = whole_plan(row, author)
    if plan.digest() != digest:
        raise Refusal(_("It was changed since you opened this. Look at it again."), rule="is_unchanged")
    dispatch = Dispatch.objects.release_broadcast(plan, by=by)
    dispatch.terms.keep_hours(hours_for(plan))
    dispatch.terms.allow(None if plan.goes_at_once else 0)
    row.dispatch, row.changed_at = dispatch, timezone.now()
    row.save(update_fields=["dispatch", "changed_at"])
    return dispatch
