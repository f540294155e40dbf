"""What is said of the links of a letter: whether each leads where it says, as somebody would find who follows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.channels.followed import Outcome
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.link_look import MOST, LinkLook, host_of

SHOWN = 90  # letters of an address
_QUIET = frozenset((Outcome.OURS, Outcome.FIELD, Outcome.TOO_MANY))  # nothing is wrong with them

_SAID = {
    Outcome.ELSEWHERE: gettext_lazy("%(link)s answers, and leads on to %(end)s."),
    Outcome.MISSING: gettext_lazy("%(link)s answers “not found”."),
    Outcome.REFUSES: gettext_lazy(
        "%(link)s answers %(status)s to us. Open it yourself: some sites refuse what is no browser."
    ),
    Outcome.CERTIFICATE: gettext_lazy(
        "The certificate of %(host)s is wrong: readers are warned before they see %(link)s."
    ),
    Outcome.UNKNOWN: gettext_lazy("There is no %(host)s; look at how %(link)s is spelt."),
    Outcome.SILENT: gettext_lazy("Nobody answers at %(link)s."),
    Outcome.CIRCLES: gettext_lazy("%(link)s leads on and on and arrives nowhere."),
    Outcome.NOT_PUBLIC: gettext_lazy(
        "%(link)s leads inside somebody’s own network; it was not asked, and readers do not get there."
    ),
    Outcome.NAMES_A_USER: gettext_lazy(
        "%(link)s names somebody before an @: readers take that for a trick. It was not asked."
    ),
    Outcome.NO_ADDRESS: gettext_lazy("%(link)s leads to nothing that is a website; it was not asked."),
    Outcome.OURS: gettext_lazy("%(link)s is a page of this house; it was not asked."),
    Outcome.FIELD: gettext_lazy("%(link)s holds a fact of each reader; it was not asked."),
    Outcome.TOO_MANY: gettext_lazy("%(link)s was not asked: more than %(most)s links are too many."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinksSaid:
    """`advice` and `quiet` are sentences; `good` addresses that answer; `waiting` so many are still looked at."""

    advice: tuple[str, ...]
    quiet: tuple[str, ...]
    good: tuple[str, ...]
    waiting: int
    at: datetime | None


def links_of(broadcast: Broadcast, language: str = "") -> dict[str, Any]:
    """What the part `links.html` shows. One query beside the words."""
    looks = LinkLook.objects.of(broadcast, language=language)
    done = [one for one in looks if one.looked_at]
    said = LinksSaid(
        advice=tuple(_sentence(one) for one in done if one.outcome not in (Outcome.ANSWERS, *_QUIET)),
        quiet=tuple(_sentence(one) for one in done if one.outcome in _QUIET),
        good=tuple(one.address for one in done if one.outcome == Outcome.ANSWERS),
        waiting=sum(one.wished_at is not None for one in looks),
        at=min((one.looked_at for one in done if one.looked_at), default=None),
    )  # fmt: skip
    return {"links": said if looks else None, "links_language": language}


def _sentence(one: LinkLook) -> str:
    told = {
        "link": _short(one.address), "end": _short(one.ended_at), "host": host_of(one.ended_at), "status": one.status,
        "most": MOST,
    }  # fmt: skip
    said = str(_SAID[Outcome(one.outcome)] % told)
    if one.ended_at != one.address and one.outcome != Outcome.ELSEWHERE:
        said += " " + _("It led on to %(end)s.") % told
    return said


def _short(address: str) -> str:
    return address if len(address) <= SHOWN else f"{address[:SHOWN]}…"
