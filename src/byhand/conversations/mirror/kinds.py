"""What the mirror looks for: a line a kind, in the order in which it speaks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from byhand.conversations.mirror import facts, keeps, own, promised, same, thanks, told
from byhand.conversations.mirror.remark import Remark
from byhand.conversations.mirror.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Kind:
    """Its name in the database, its title and one plain sentence for the settings, and how it looks."""

    name: str
    title: Promise
    sentence: Promise
    look: Callable[[Sheet], list[Remark]]


KINDS = (
    Kind(same.KIND, _("The same answer"), _("Tells when they got this answer before."), same.look),
    Kind(told.KIND, _("Told already"), _("Tells when I ask for something they have said."), told.look),
    Kind(thanks.KIND, _("Thanks and an offer"), _("Tells when a thank-you carries an offer."), thanks.look),
    Kind(
        facts.KIND,
        _("Facts that answer"),
        _("Offers a fact of the house that answers their question."),
        facts.look,
    ),
    Kind(
        promised.KIND,
        _("A promise"),
        _("Tells when I promise something by a day, and notes it with the letter if I tick it."),
        promised.look,
    ),
    Kind(keeps.KIND, _("A promise kept"), _("Tells when a letter may keep an open promise."), keeps.look),
    Kind(own.KIND, _("Own words"), _("Tells when most of a letter was sent to others before."), own.look),
)
NAMES = tuple(one.name for one in KINDS)


def look(sheet: Sheet, *, off: Collection[str] = ()) -> list[Remark]:
    """Everything the kinds that are on have to say; nothing for an empty sheet but facts that answer."""
    return [remark for one in KINDS if one.name not in off for remark in one.look(sheet)]
