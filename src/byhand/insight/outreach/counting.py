"""Counting: what came of one letter to many. Few rows each, by the indexes of who answered, withdrew and clicked.

Whoever took their consent back is counted to the letter that reached them within `WITHIN` before, by the clock of their
own copy: a link to stop says whose it is and about what, and not in which letter it stood.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from byhand.conversations.answer_to_many import AnswerToMany
from byhand.gate.complaint import Complaint
from byhand.gate.dispatch import Dispatch
from byhand.gate.many.click import Click
from byhand.gate.many.copy import Copy
from byhand.gate.many.followed import Followed
from byhand.gate.many.leaving_out import AFTER_CONSENT
from byhand.gate.many.stages import CopyStage
from byhand.gate.many.tally import progress
from byhand.gate.many.terms import Terms
from byhand.people.consent import Consent
from byhand.people.doors import COLLEAGUES, Door

WITHIN = timedelta(days=14)  # as the audit counts it: what is said later is about something else


@dataclass(frozen=True, slots=True)
class Counts:
    """`reached`: taken by their mail server and not sent back; `refused`: the others it went to. `answered`: people,
    each once; `machines`: automatic answers.

    `prevented`: by reason, whom their budget or wish kept it from although they had agreed. `may_follow`: whose links
    lead over us, as they allow; of these so many `clicked`, and of so many machines did.
    """

    reached: int = 0
    refused: int = 0
    left_out: int = 0
    prevented: dict[str, int] = field(default_factory=dict[str, int])
    answered: int = 0
    machines: int = 0
    withdrew: int = 0
    complained: int = 0
    may_follow: int = 0
    clicked: int = 0
    machine_clicked: int = 0


def count(dispatch: Dispatch, terms: Terms) -> Counts:
    """Seven queries, however many had it: tally, what came back, answers, withdrawals, complaints, two of clicks."""
    told, answers = progress(dispatch), _answers(dispatch)
    sent_back = Copy.objects.sent_back(dispatch).count()
    return Counts(
        reached=told.accepted - sent_back, refused=told.refused + sent_back, left_out=told.left_out,
        prevented={why: told.left_out_because[why] for why in AFTER_CONSENT if told.left_out_because.get(why)},
        answered=answers["people"], machines=answers["machines"],
        withdrew=withdrawn(dispatch, terms).values("address").distinct().count(),
        complained=Complaint.objects.about(dispatch).count(), **_clicks(dispatch),
    )  # fmt: skip


def _answers(dispatch: Dispatch) -> dict[str, int]:
    rows = AnswerToMany.objects.order_by().filter(dispatch=dispatch)
    return rows.aggregate(
        people=Count("copy", filter=Q(is_automatic=False), distinct=True),
        machines=Count("copy", filter=Q(is_automatic=True), distinct=True),
    )


def _clicks(dispatch: Dispatch) -> dict[str, int]:
    """Of copies that arrived and whose links lead over us. What a machine opened and a person, too, is a person's."""
    allowing = Followed.objects.order_by().filter(dispatch=dispatch, copy__stage=CopyStage.ACCEPTED)
    clicks = Click.objects.order_by().filter(dispatch=dispatch)
    by_whom = clicks.aggregate(
        clicked=Count("followed", filter=Q(machine=""), distinct=True),
        machine_clicked=Count("followed", filter=~Q(machine=""), distinct=True),
    )
    return {"may_follow": allowing.count(), **by_whom}


def withdrawn(dispatch: Dispatch, terms: Terms) -> QuerySet[Consent]:
    """From those who withdrew since it began to leave, each looked up among its copies. Complaints are apart."""
    begins = terms.leaves_at or dispatch.released_at
    until = terms.finished_at + WITHIN if terms.finished_at else timezone.now()
    about = Q(topic__isnull=True) | Q(topic=terms.topic_id)
    return Consent.objects.order_by().filter(
        about, kind=Consent.Kind.WITHDRAWN, noted_at__gte=begins, noted_at__lte=until,
        address__copies__dispatch=dispatch, address__copies__stage=CopyStage.ACCEPTED,
        address__copies__settled_at__lte=F("noted_at"), address__copies__settled_at__gt=F("noted_at") - WITHIN,
    ).exclude(door__in=(*COLLEAGUES, Door.COMPLAINT))  # fmt: skip
