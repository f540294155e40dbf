"""How far a broadcast is on its way to be let go: written, asked about, read, let go, on its way, done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from byhand.gate.many.reading import Reading, others_of, still_to_read
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.planning import plan_of
from byhand.outreach.reading import Asked
from byhand.team.user import User


@dataclass(frozen=True, slots=True)
class Standing:
    """`was_asked`: its author asked for a reader of exactly this. `readers`: who agreed to exactly this;
    `missing`: how many more have to.

    `before`: the newest thing anybody agreed to or was asked about that says another thing than it does now.
    `is_alone`: nobody else could read it; then it may be read again from `alone_from` on.
    """

    digest: str = ""
    was_asked: bool = False
    readers: tuple[User, ...] = ()
    missing: int = 1
    is_read_alone: bool = False
    before: Asked | None = None
    is_alone: bool = False
    alone_from: datetime | None = None

    @property
    def is_agreed(self) -> bool:
        return self.is_read_alone or (bool(self.readers) and not self.missing)


def standing_of(broadcast: Broadcast) -> Standing:
    """Six queries at most."""
    asked = list(broadcast.asked.select_related("by"))
    plan = plan_of(broadcast)
    if plan is None:
        return Standing(before=asked[-1] if asked else None)
    digest, author = plan.digest(), broadcast.author
    others = [one for one in asked if one.digest != digest]
    colleagues = others_of(plan.inbox, author)
    is_alone = not colleagues
    waiting = Reading.objects.asked(plan, author) if is_alone else None
    readers = tuple(User.objects.filter(pk__in=Reading.objects.agreed(plan, author=author)))
    return Standing(
        digest=digest, was_asked=any(one.digest == digest and one.by_id == author.pk for one in asked),
        readers=readers, missing=still_to_read(plan, others=colleagues, have_read=len(readers)),
        is_read_alone=Reading.objects.is_read_alone(plan, author=author),
        before=others[-1] if others else None, is_alone=is_alone, alone_from=waiting.alone_from() if waiting else None,
    )  # fmt: skip
