"""Gathering: whom the audience names becomes a row each, with the facts as they are now; who is left out, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from byhand.gate.canonical import canonical, salted_hash
from byhand.gate.journal import JournalEntry
from byhand.gate.many.leaving_out import Judged, judge
from byhand.gate.many.lot import drawn
from byhand.gate.many.merkle import Merkle
from byhand.gate.many.plan import Plan
from byhand.gate.many.stages import LEFT_OUT, CopyStage, LeftOut
from byhand.gate.many.tally import Tally
from byhand.gate.many.terms import Terms
from byhand.gate.many.waking import Waking, sleeps_too_long
from byhand.people.many import among
from byhand.people.person import Person
from byhand.people.suppression import Suppression

if TYPE_CHECKING:
    from byhand.gate.dispatch import Dispatch
    from byhand.gate.many.copy import Copy, CopyQuerySet

PORTION = 5000


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody of the audience: who, the language they read, and the facts that the letter may say of them."""

    person: int
    language: str
    fields: Mapping[str, str] = field(default_factory=dict[str, str])


@transaction.atomic
def gather(copies: CopyQuerySet, dispatch: Dispatch, readers: Sequence[Reader]) -> None:
    """A row for each that is not there yet. Eight queries, however many. Raises ValueError once all were gathered."""
    terms = Terms.objects.select_for_update().get(dispatch=dispatch)
    if terms.gathered_at is not None:
        raise ValueError(f"Everyone was gathered for {dispatch.pk} already.")
    new = {one.person: one for one in readers}
    for known in copies.filter(dispatch=dispatch, reader__in=among(new)).values_list("reader", flat=True):
        del new[known]
    plan, at = terms.plan(dispatch), max(timezone.now(), terms.leaves_at or timezone.now())
    judged = _judged(copies, dispatch, new, plan, at)
    waking = Waking(terms.hours, terms.latest_at)
    rows = [_row(copies, dispatch, plan, one, judged[one.person]) for one in new.values()]
    for one in rows:
        one.next_attempt_at = at
        if one.stage == CopyStage.WAITING and not waking.is_awake(one.clock, at):
            _let_sleep(one, waking.morning(one.clock, at))
    copies.bulk_create(rows, batch_size=500)
    Tally.objects.move(dispatch.pk, Counter((one.stage, one.left_out) for one in rows))


@transaction.atomic
def gathered(copies: CopyQuerySet, dispatch: Dispatch) -> None:
    """Tells the journal how many were named and the root of them all. Once; in memory that does not grow with them."""
    if not Terms.objects.filter(dispatch=dispatch, gathered_at__isnull=True).update(
        gathered_at=timezone.now()
    ):
        return
    tree = Merkle()
    for leaf in named_leaves(copies, dispatch):
        tree.add(leaf)
    JournalEntry.objects.append(
        "gathered", {"dispatch": dispatch.pk, "readers": tree.count, "root": tree.root()}
    )


def named_leaves(copies: CopyQuerySet, dispatch: Dispatch) -> Iterator[bytes]:
    """What names each, in the order of their rows."""
    last = 0
    while True:
        rows = (
            copies.filter(dispatch=dispatch, pk__gt=last).order_by("pk").values_list("pk", "named")[:PORTION]
        )
        if not rows:
            return
        for last, named in rows:  # noqa: B007
            yield bytes(named)


def named_by(
    salt: bytes, recipient: str, language: str, fields: Mapping[str, str], version: str = ""
) -> bytes:
    """The digest of to whom it goes with which facts; and, where there are two, in which version."""
    named = {"recipient": recipient.lower(), "language": language, "fields": canonical(dict(fields))}
    return salted_hash(salt, canonical({**named, "version": version} if version else named))


def _judged(
    copies: CopyQuerySet, dispatch: Dispatch, new: Collection[int], plan: Plan, at: datetime
) -> dict[int, Judged]:
    """Of each of these people, also of those who are not there any more; the same address goes to one of them."""
    topic = None if plan.must_know else plan.topic
    found = {one.person: one for one in judge(Person.objects.filter(pk__in=among(new)), topic, at)}
    wanted = [one.address for one in found.values() if one.address and not one.why]
    taken = set(copies.filter(dispatch=dispatch, address__in=among(wanted)).values_list("address", flat=True))
    erased = Suppression.objects.among(one.value for one in found.values() if one.address and not one.why)
    judged: dict[int, Judged] = {}
    for person in new:
        one = found.get(person, Judged(person, None, "", LeftOut.GONE))
        if not one.why and one.value in erased:
            one = Judged(person, None, "", LeftOut.ERASED)
        elif not one.why and one.address in taken:
            one = Judged(person, None, "", LeftOut.TWICE)
        elif not one.why:
            taken.add(one.address)
        judged[person] = one
    return judged


def _let_sleep(copy: Copy, morning: datetime | None) -> None:
    if morning is None:
        copy.stage, copy.answer, copy.settled_at = CopyStage.HELD, sleeps_too_long(), timezone.now()
    else:
        copy.next_attempt_at = morning


def _row(copies: CopyQuerySet, dispatch: Dispatch, plan: Plan, reader: Reader, judged: Judged) -> Copy:
    """Of who is left out the address is kept where it is theirs alone in this broadcast, and no facts are."""
    salt = bytes(dispatch.salt)
    between = plan.versions_in(reader.language)
    words = plan.words_in(reader.language, drawn(salt, reader.person) if len(between) > 1 else "")
    missing = sorted(one for one in plan.needs_in(reader.language) if one not in reader.fields)
    why: str = judged.why or (LeftOut.MISSING if missing else "")
    wanted = () if why else sorted(words.fields() & reader.fields.keys())
    fields = {name: reader.fields[name] for name in wanted}
    recipient = "" if why else judged.value
    return copies.model(
        dispatch=dispatch, reader=reader.person, address_id=None if why else judged.address, recipient=recipient,
        language=words.language, version=words.version, fields=fields,
        stage=LEFT_OUT if why else CopyStage.WAITING, left_out=why,
        left_out_word=missing[0] if why == LeftOut.MISSING else "",
        settled_at=timezone.now() if why else None, clock="" if why else judged.clock,
        named=named_by(salt, recipient, words.language, fields, words.version),
    )  # fmt: skip
