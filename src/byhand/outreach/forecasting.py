"""Forecasting: the chore that counts what a letter to many would do, before it leaves. Nobody waits for it on a page.

When the power goes the wish still stands, and it is counted from the beginning: what was read has changed nothing.
"""

from __future__ import annotations

import time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.outreach.before import before_and_some
from byhand.outreach.counting import sets_in_memory
from byhand.outreach.facts_counted import sign_of_facts
from byhand.outreach.forecast import Forecast
from byhand.outreach.forecast_kept import kept, question_of
from byhand.outreach.planning import plan_of
from byhand.outreach.rules.rule import NoAudience

SECONDS = 5.0  # a run of the chore: no count is begun after that, others wait meanwhile
SOME = 600  # of those left out for one reason: ten pages by name


def forecast_due() -> str:
    """The chore: says how many were counted. No row is locked meanwhile."""
    ends, done = time.monotonic() + SECONDS, 0
    if (over := Forecast.objects.over()).exists():
        over.delete()
    while time.monotonic() < ends and (one := _next()):
        done += _count(one)
    said = ngettext(
        "%(n)s letter counted before it leaves.", "%(n)s letters counted before they leave.", done
    )
    return said % {"n": done} if done else ""


def _next() -> Forecast | None:
    rows = Forecast.objects.due().select_related(
        "broadcast__inbox", "broadcast__topic", "broadcast__audience__said_by"
    )
    return rows.first()


def _count(one: Forecast) -> bool:
    """Whether it was told. What fails is told, too, and by the chore; the next wish tries it again."""
    at, facts, plan = timezone.now(), sign_of_facts(), plan_of(one.broadcast)
    if plan is None:
        one.let_be()
        return False
    question = question_of(plan)  # now: what the house says otherwise meanwhile was not counted
    try:
        with sets_in_memory():
            found, some = before_and_some(one.broadcast, plan, at, most=SOME)
    except NoAudience as no:
        one.fail(str(no), of=question)
        return False
    except Exception:
        one.fail(_("That is our fault, and nothing was lost."), of=question)
        raise
    return one.settle(question, kept(found), some, facts=facts, at=at)
