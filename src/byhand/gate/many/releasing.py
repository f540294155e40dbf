"""Releasing a broadcast: sealed once over its plan, in one transaction with its terms and the journal. No copy is made.

Called by `Dispatch.objects.release_broadcast` alone, which knows that a colleague stands there.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.utils import timezone

from byhand.gate import message_ids, seal
from byhand.gate.canonical import canonical, instant, salted_digest
from byhand.gate.journal import JournalEntry
from byhand.gate.many import refusals
from byhand.gate.many.plan import Plan
from byhand.gate.many.reading import Reading
from byhand.gate.many.terms import Terms
from byhand.team.signin import SignIn
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.gate.dispatch import Dispatch, DispatchQuerySet

READ_ALONE = "read alone"


def let_go(dispatches: DispatchQuerySet, plan: Plan, *, author: User, by: SignIn) -> Dispatch:
    """Asks the rules, seals, writes dispatch, terms and journal. Raises Refusal. Needs a transaction."""
    refusals.ask_all(plan, author=author)
    read_by = Reading.objects.agreed(plan, author=author)
    dispatch = _seal_and_create(dispatches, plan, author=author, by=by, read_by=read_by)
    Terms.objects.create(
        dispatch=dispatch, words=[asdict(one) for one in plan.words], topic=plan.topic, audience=plan.audience,
        audience_said=plan.audience_said, leaves_at=plan.leaves_at, latest_at=plan.latest_at,
        must_know=plan.must_know, because=plan.because, may_wait=plan.may_wait, below=plan.below,
        digest=plan.digest(),
    )  # fmt: skip
    if not read_by:
        JournalEntry.objects.append(READ_ALONE, {"dispatch": dispatch.pk, "author": author.pk})
    return dispatch


def has_whole_seal(dispatch: Dispatch) -> bool:
    """Whether the house key signed exactly the plan that these rows tell."""
    terms = Terms.objects.select_related("topic").filter(dispatch=dispatch).first()
    if terms is None or not seal.is_genuine(dispatch.claims, bytes(dispatch.seal)):
        return False
    plan, salt, said = terms.plan(dispatch), bytes(dispatch.salt), json.loads(dispatch.claims)
    digest, main = plan.digest(), plan.words[0]
    return (
        terms.digest == digest
        and (dispatch.subject, dispatch.body) == (main.subject, main.body)
        and said["kind"] == dispatch.kind
        and said["plan"] == salted_digest(salt, digest)
        and said["message_id"] == salted_digest(salt, dispatch.message_id)
        and said["author"] == dispatch.author_id
        and said["author_name"] == salted_digest(salt, dispatch.author_name)
        and said["inbox"] == dispatch.inbox.pk
    )


def _seal_and_create(
    dispatches: DispatchQuerySet, plan: Plan, *, author: User, by: SignIn, read_by: list[int]
) -> Dispatch:
    salt, now, main = secrets.token_bytes(16), timezone.now(), plan.words[0]
    message_id = message_ids.mint(plan.inbox.address.rpartition("@")[2] or "localhost")
    sealed = seal.sign(
        canonical(
            {
                "author": author.pk,
                "author_name": salted_digest(salt, author.name),
                "sign_in": by.digest,
                "at": instant(now),
                "kind": "broadcast",
                "message_id": salted_digest(salt, message_id),
                "inbox": plan.inbox.pk,
                "plan": salted_digest(salt, plan.digest()),
                "read_by": [str(one) for one in read_by],
            }
        )
    )
    return dispatches.create(
        kind="broadcast", author=author, author_name=author.name, inbox=plan.inbox, released_at=now,
        leaves_at=plan.leaves_at, message_id=message_id, subject=main.subject, body=main.body,
        salt=salt, claims=sealed.claims, seal=sealed.signature,
    )  # fmt: skip
