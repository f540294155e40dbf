"""Verifying the journal: reads the whole chain and names the first entry that is not as it was written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from byhand.gate.anchors import Anchor, anchors
from byhand.gate.canonical import salted_digest
from byhand.gate.dispatch import Dispatch
from byhand.gate.journal import GENESIS, JournalEntry, JournalHead
from byhand.gate.many.verifying import wrong_with_batch, wrong_with_gathering
from byhand.gate.seal import is_genuine, seal_digest

OF_MANY = {"gathered": wrong_with_gathering, "batch": wrong_with_batch}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many entries were read, and what is wrong with the first bad one (0: with none)."""

    entries: int
    first_bad: int
    sentence: str

    @property
    def is_whole(self) -> bool:
        return self.first_bad == 0


class JournalBroken(Exception):
    """The journal is not as it was written; the text names the first bad entry."""


def verify_journal_due() -> str:
    """The chore: reads the whole journal. Raises JournalBroken, so that the page “The machine” shows it in red."""
    verdict = verify_journal()
    if not verdict.is_whole:
        raise JournalBroken(verdict.sentence)
    return verdict.sentence


def verify_journal() -> Verdict:
    """Reads everything; changes nothing."""
    read = 0
    for read, (seq, wrong) in enumerate(_findings(_erased()), start=1):
        if wrong:
            return Verdict(read, seq, wrong)
    unwritten = _dispatch_without_entry()
    if unwritten:
        return Verdict(read, read + 1, unwritten)
    return Verdict(read, 0, _("The journal is whole: %(count)s entries.") % {"count": read})


def _findings(erased: set[int]) -> Iterator[tuple[int, str]]:
    """Each entry's number with what is wrong with it, then what is wrong with the end."""
    anchored = {anchor.seq: anchor for anchor in anchors()}
    head: JournalHead | None = None
    previous, seq, before = GENESIS, 0, -1
    # Letters leave meanwhile: their entries are read, too, until none has come since the head was looked at.
    while seq != before:
        before, head = seq, JournalHead.objects.filter(pk=1).first()
        for entry in JournalEntry.objects.filter(seq__gt=seq).order_by("seq").iterator(chunk_size=2000):
            wrong = _wrong_with(entry, seq + 1, previous, erased) or _against_anchor(
                entry, anchored.get(entry.seq)
            )
            yield entry.seq if entry.seq == seq + 1 else seq + 1, wrong
            previous, seq = entry.hash, entry.seq
    wrong = _wrong_with_the_end(seq, previous, anchored, head)
    if wrong:
        yield seq + 1, wrong


def _wrong_with(entry: JournalEntry, expected: int, previous: str, erased: set[int]) -> str:
    if entry.seq != expected:
        return _("Entry %(seq)s is missing.") % {"seq": expected}
    if entry.previous != previous:
        return _("Entry %(seq)s does not follow the one before it.") % {"seq": entry.seq}
    if entry.hash != entry.reckoned_hash():
        return _("Entry %(seq)s was changed after it was written.") % {"seq": entry.seq}
    if entry.kind in OF_MANY:
        return OF_MANY[entry.kind](entry.seq, json.loads(entry.record))
    return _wrong_with_the_dispatch(entry, erased) if entry.kind == "dispatch" else ""


def _wrong_with_the_dispatch(entry: JournalEntry, erased: set[int]) -> str:
    record = json.loads(entry.record)
    dispatch = Dispatch.objects.select_related("inbox").filter(pk=record["dispatch"]).first()
    if dispatch is None:
        return _("Entry %(seq)s speaks of a letter that is gone.") % {"seq": entry.seq}
    told = (record["seal"], record["author"])
    found = (seal_digest(bytes(dispatch.seal)), dispatch.author_id)
    if told != found or not _is_as_sealed(dispatch, record["claims"], erased):
        return _("Entry %(seq)s: the letter it speaks of was changed after its author sealed it.") % {
            "seq": entry.seq
        }
    return ""


def _is_as_sealed(dispatch: Dispatch, claims: str, erased: set[int]) -> bool:
    """Without its salt a letter's words can be compared with nothing: it must be said to be erased."""
    if not dispatch.salt:
        if dispatch.pk not in erased:  # perhaps it was while we read
            erased |= _erased()
        return dispatch.pk in erased and is_genuine(dispatch.claims, bytes(dispatch.seal))
    return salted_digest(bytes(dispatch.salt), dispatch.claims) == claims and dispatch.has_whole_seal()


def _erased() -> set[int]:
    """The letters of which the journal says that they were erased."""
    records = JournalEntry.objects.filter(kind="erased").values_list("record", flat=True)
    return {json.loads(record)["dispatch"] for record in records.iterator()}


def _against_anchor(entry: JournalEntry, anchor: Anchor | None) -> str:
    if anchor is None or not anchor.is_genuine() or anchor.hash == entry.hash:
        return ""
    return _("Entry %(seq)s is not the one that was anchored.") % {"seq": entry.seq}


def _wrong_with_the_end(
    seq: int, last_hash: str, anchored: dict[int, Anchor], head: JournalHead | None
) -> str:
    beyond = [anchor for anchor in anchored.values() if anchor.seq > seq and anchor.is_genuine()]
    if beyond or (head is not None and head.seq > seq):
        return _("The journal was cut: entry %(seq)s and later ones are missing.") % {"seq": seq + 1}
    if head is None or (head.seq, head.hash) != (seq, last_hash):
        return _("The head of the journal was changed: after entry %(seq)s it says something else.") % {
            "seq": seq
        }
    return ""


def _dispatch_without_entry() -> str:
    """A letter that never passed the gate has no entry. Letters first: one that leaves meanwhile has both."""
    letters = list(Dispatch.objects.order_by("pk").values_list("pk", flat=True))
    told = {
        json.loads(record)["dispatch"]
        for record in JournalEntry.objects.filter(kind="dispatch").values_list("record", flat=True).iterator()
    }
    for pk in letters:
        if pk not in told:
            return _("Letter %(pk)s did not pass the gate: the journal has no entry for it.") % {"pk": pk}
    return ""
