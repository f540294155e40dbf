"""A sorting rule as one plain sentence, built from the parts of which it has something to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from byhand.conversations.sorting.rule import SortingRule

A_MONDAY = date(2024, 1, 1)


def sentence_of(rule: SortingRule) -> str:
    """“When a first message comes to Hello and says “invoice” or “bill”, give it to Ana and tag it “money”.”"""
    when, then = _all_of([_what(rule), *_asked(rule)]), _all_of(_done(rule))
    return _("When %(when)s, %(then)s.") % {"when": when, "then": then}


def weekday(number: int) -> str:
    return date_format(A_MONDAY + timedelta(days=number), "l")


def _what(rule: SortingRule) -> str:
    if rule.inbox is None:
        return _("any message comes in") if rule.which == rule.Which.ANY else _("a first message comes in")
    to = {"inbox": rule.inbox.name}
    if rule.which == rule.Which.ANY:
        return _("any message comes to %(inbox)s") % to
    return _("a first message comes to %(inbox)s") % to


def _asked(rule: SortingRule) -> list[str]:
    asked: list[str] = []
    if rule.words:
        words = _one_of([_("“%(words)s”") % {"words": one} for one in rule.words])
        says = _("its subject says %(words)s") if rule.place == rule.Place.SUBJECT else _("says %(words)s")
        asked.append(says % {"words": words})
    if rule.person:
        asked.append(_("is from %(name)s") % {"name": rule.person.called()})
    if rule.writer.startswith("@"):
        asked.append(_("is from an address that ends with %(end)s") % {"end": rule.writer})
    elif rule.writer:
        asked.append(_("is from %(name)s") % {"name": rule.writer})
    if rule.organisation:
        asked.append(_("is from someone at %(organisation)s") % {"organisation": rule.organisation.name})
    return asked + _hours(rule)


def _hours(rule: SortingRule) -> list[str]:
    hours: list[str] = []
    if rule.weekdays:
        days = _one_of([weekday(int(one)) for one in sorted(rule.weekdays)])
        hours.append(_("comes on %(days)s") % {"days": days})
    if rule.from_time and rule.to_time:
        between = {"begin": _clock(rule.from_time), "end": _clock(rule.to_time)}
        hours.append(_("comes between %(begin)s and %(end)s") % between)
    return hours


def _done(rule: SortingRule) -> list[str]:
    done: list[str] = []
    if rule.not_for_us:
        done.append(_("fold it away as not for us"))
    if rule.give == rule.Give.COLLEAGUE and rule.to:
        done.append(_("give it to %(name)s") % {"name": rule.to.name})
    elif rule.give:
        done.append(str(rule.Give(rule.give).label))
    if rule.tag:
        done.append(_("tag it “%(tag)s”") % {"tag": rule.tag.name})
    if rule.later_at:
        done.append(_later(rule.later_at, rule.later_on))
    if rule.looks_no_further:
        done.append(_("look no further"))
    return done


def _later(at: time, on: int | None) -> str:
    if on is None:
        return _("put it off until the next %(clock)s") % {"clock": _clock(at)}
    return _("put it off until the next %(day)s, %(clock)s") % {"day": weekday(on), "clock": _clock(at)}


def _clock(at: time) -> str:
    return time_format(at, pgettext("time of today", "H:i"))


def _all_of(parts: Sequence[str]) -> str:
    return _joined(parts, _("%(first)s and %(last)s"))


def _one_of(parts: Sequence[str]) -> str:
    return _joined(parts, _("%(first)s or %(last)s"))


def _joined(parts: Sequence[str], last_two: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return last_two % {"first": _(", ").join(parts[:-1]), "last": parts[-1]}
