"""What the journal says of broadcasts is compared with their rows: who was gathered, and what each batch said to whom.

A row of somebody who was erased has nothing left to compare; its digests stay, so the roots stay whole.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from byhand.gate.dispatch import Dispatch
from byhand.gate.many.copy import Copy
from byhand.gate.many.gathering import PORTION, named_by
from byhand.gate.many.lot import drawn
from byhand.gate.many.merkle import Merkle, root_of
from byhand.gate.many.stages import CopyStage

SPOKEN = (CopyStage.SPEAKING, CopyStage.ACCEPTED, CopyStage.PERHAPS)


def wrong_with_batch(seq: int, record: dict[str, int | str]) -> str:
    """Whether the rows of one batch still have the digests of which the journal has the root. Empty if so."""
    rows = Copy.objects.filter(
        dispatch=record["dispatch"], batch=record["batch"], pk__gte=record["first"], pk__lte=record["last"]
    )
    leaves = [bytes(one) for one in rows.order_by("pk").values_list("digest", flat=True) if one is not None]
    if len(leaves) == record["copies"] and root_of(leaves) == record["root"]:
        return ""
    return _("Entry %(seq)s: a copy of the broadcast it speaks of was changed after it was rendered.") % {
        "seq": seq
    }


def wrong_with_gathering(seq: int, record: dict[str, int | str]) -> str:
    """Whether everyone is there who was named, for the same address with the same facts, and nobody else; and, of two
    versions, in the one that they drew."""
    dispatch = Dispatch.objects.get(pk=record["dispatch"])
    tree, last, salt = Merkle(), 0, bytes(dispatch.salt)
    while rows := _portion(dispatch, last):
        for one in rows:
            last = one.pk
            if one.recipient and one.named_again(salt) != bytes(one.named):
                return _("Entry %(seq)s: whom a copy goes to was changed after they were gathered.") % {
                    "seq": seq
                }
            if one.version and one.version != drawn(salt, one.reader):
                return _("Entry %(seq)s: who reads which version was not left to the lot.") % {"seq": seq}
            tree.add(bytes(one.named))
    if (tree.count, tree.root()) != (record["readers"], record["root"]):
        return _("Entry %(seq)s: the recipients it speaks of are not those that were gathered.") % {
            "seq": seq
        }
    if Copy.objects.filter(dispatch=dispatch, stage__in=SPOKEN, batch__isnull=True).exists():
        return _("Entry %(seq)s: a copy left of which the journal was not told.") % {"seq": seq}
    return ""


class _Gathered(NamedTuple):
    """What a copy's row says now of whom it was made for."""

    pk: int
    reader: int
    named: bytes
    recipient: str
    language: str
    version: str
    fields: dict[str, str]

    def named_again(self, salt: bytes) -> bytes:
        return named_by(salt, self.recipient, self.language, self.fields, self.version)


def _portion(dispatch: Dispatch, after: int) -> list[_Gathered]:
    rows = Copy.objects.filter(dispatch=dispatch, pk__gt=after).order_by("pk")
    return [_Gathered(*row) for row in rows.values_list(*_Gathered._fields)[:PORTION]]
