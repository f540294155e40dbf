"""Rules as sentences, however many: the names of what they refer to are read once a noun."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Model
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from byhand.outreach.rules.rule import Rule


def sentences(rules: Sequence[Rule]) -> list[str]:
    """What each says, to follow “people who”."""
    names = _names(rules)
    gone = _("something that is not here any more")
    return [one.said(names.get(_reference(one), gone)) for one in rules]


def whole(said: Sequence[str]) -> str:
    """“People who may be written to about Workshops and were not heard from since 1 May 2026.”"""
    return _("People who %(rules)s.") % {"rules": get_text_list(list(said), _("and"))}


def _names(rules: Sequence[Rule]) -> dict[tuple[type[Model] | None, int], str]:
    wanted: defaultdict[type[Model], set[int]] = defaultdict(set)
    for one in rules:
        if one.refers_to:
            wanted[one.refers_to].add(_reference(one)[1])
    return {
        (noun, row.pk): str(row)
        for noun, ids in wanted.items()
        for row in noun._default_manager.filter(pk__in=ids)
    }


def _reference(one: Rule) -> tuple[type[Model] | None, int]:
    return one.refers_to, getattr(one, one.refers_by) if one.refers_by else 0
