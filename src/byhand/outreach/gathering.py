"""Gathering: the chore that walks an audience and hands its people to the gate, a thousand or two at a time.

Where it is stands in the row, so that it goes on wherever the power went: people handed over twice are one copy.
"""

from __future__ import annotations

import time

from django.db.models import Q
from django.utils.translation import ngettext

from byhand.gate.many.copy import Copy
from byhand.gate.many.gathering import Reader
from byhand.gate.many.plan import Plan
from byhand.outreach.audience import people_of
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.personal_fields import values_of
from byhand.outreach.reader_languages import languages_of

AT_ONCE = 1_000
SECONDS = 5.0  # a run of the chore; others wait meanwhile


def gather_readers_due() -> str:
    """The chore: says how many were looked at."""
    ends, done = time.monotonic() + SECONDS, 0
    open_ones = Broadcast.objects.filter(
        Q(dispatch__terms__gathered_at__isnull=True), dispatch__isnull=False
    ).select_related("dispatch__terms__topic", "dispatch__inbox")
    for one in open_ones.order_by("pk"):
        while time.monotonic() < ends and (found := _hand_over(one)):
            done += found
    said = ngettext("%(n)s reader looked at.", "%(n)s readers looked at.", done)
    return said % {"n": done} if done else ""


def _hand_over(broadcast: Broadcast) -> int:
    """The next of them; 0 once everyone is there, which is told the gate."""
    dispatch = broadcast.dispatch
    if dispatch is None:
        return 0
    # As it was sealed: whoever says the audience anew meanwhile changes nobody's mind who read this.
    people = people_of(dispatch.terms.audience, dispatch.released_at).filter(pk__gt=broadcast.gathered_to)
    found = list(people.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if dispatch.terms.stopped_at or not found:
        Copy.objects.gathered(dispatch)
        return 0
    Copy.objects.gather(dispatch, readers_of(found, dispatch.terms.plan(dispatch)))
    broadcast.gathered_to = found[-1]
    broadcast.save(update_fields=["gathered_to"])
    return len(found)


def readers_of(people: list[int], plan: Plan) -> list[Reader]:
    """Each with their language and the facts that the words ask for, as they are now. Three queries and one a field."""
    languages = languages_of(people, plan.languages())
    names = {name for words in plan.words for name in words.fields()}
    values = values_of(people, names, languages)
    return [Reader(one, languages[one], values[one]) for one in people]
