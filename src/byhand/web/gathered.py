"""What came of a handful, in sentences."""

from __future__ import annotations

from django.utils.translation import ngettext

from byhand.conversations.handful import Outcome
from byhand.conversations.together import Deed, Kind


def sentences(outcome: Outcome, deed: Deed) -> tuple[str, str]:
    """What was moved; and what was left, and why, empty if nothing was."""
    left = (
        _left(outcome.spoken) % {"n": outcome.spoken} if outcome.spoken else "",
        _same(outcome.same) % {"n": outcome.same} if outcome.same else "",
        _gone(outcome.gone) % {"n": outcome.gone} if outcome.gone else "",
    )
    return _moved(outcome, deed), " ".join(one for one in left if one)


def _moved(outcome: Outcome, deed: Deed) -> str:
    sentence = {
        Kind.DONE: ngettext("%(n)d is done.", "%(n)d are done.", outcome.moved),
        Kind.LATER: ngettext("%(n)d is put off.", "%(n)d are put off.", outcome.moved),
        Kind.FOLDED: ngettext("%(n)d is folded away.", "%(n)d are folded away.", outcome.moved),
        Kind.GIVEN: ngettext("%(n)d was handed over.", "%(n)d were handed over.", outcome.moved),
        Kind.TAGGED: ngettext("%(n)d carries “%(tag)s”.", "%(n)d carry “%(tag)s”.", outcome.moved),
    }[deed.kind]
    return sentence % {"n": outcome.moved, "tag": deed.tag.name if deed.tag else ""}


def _left(number: int) -> str:
    return ngettext(
        "%(n)d was left: something was said there meanwhile.",
        "%(n)d were left: something was said there meanwhile.",
        number,
    )


def _same(number: int) -> str:
    return ngettext("%(n)d stood so already.", "%(n)d stood so already.", number)


def _gone(number: int) -> str:
    return ngettext(
        "%(n)d is no longer here, or not for you to see.",
        "%(n)d are no longer here, or not for you to see.",
        number,
    )
