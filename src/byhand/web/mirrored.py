"""What the mirror says to a draft, as a page shows it: the quoted words short, and where they stand on the sheet."""

from __future__ import annotations

from dataclasses import dataclass

from byhand.conversations.conversation import Conversation
from byhand.conversations.mirror.kinds import look
from byhand.conversations.mirror.remark import Remark
from byhand.conversations.mirror.sheet import Sheet
from byhand.conversations.mirror.wishes import MirrorWishes
from byhand.web.at_the_desk import DeskRequest

_LONGEST = 110
_MOST_TICKED = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """A remark, its quoted words on one line, and where they stand as JavaScript counts (UTF-16)."""

    remark: Remark
    quote: str
    start: int
    end: int


def mirrored(request: DeskRequest, conversation: Conversation, draft: str) -> list[Shown]:
    """Nothing for guests: they send nothing."""
    if request.user.is_guest:
        return []
    sheet = Sheet(draft, conversation, request.sight, ticked_promises(request))
    return [_shown(one, sheet.body) for one in look(sheet, off=MirrorWishes.objects.off_for(request.user))]


def ticked_promises(request: DeskRequest) -> frozenset[int]:
    """Those that the writer says this letter keeps, as far as they are numbers."""
    ticked = request.POST.getlist("keeps")[:_MOST_TICKED]
    return frozenset(int(one) for one in ticked if one.isdecimal() and len(one) < 18)


def _shown(remark: Remark, body: str) -> Shown:
    words = " ".join(remark.quote.split())
    quote = words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"
    return Shown(remark, quote, _units(body[: remark.start]), _units(body[: remark.end]))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
