"""Own words: a sentence only when less than half of the letter is."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from byhand.conversations.again.own import OwnWords, Run, own_words
from byhand.conversations.mirror.remark import Remark, Rest
from byhand.conversations.mirror.sheet import Sheet

KIND = "own"
_LOW = 0.5


def look(sheet: Sheet) -> list[Remark]:
    told = own_words(sheet.said, sheet.conversation, sheet.sight)
    if told is None or told.share >= _LOW:
        return []
    return [_remark(sheet, told, told.runs[0])]


def _remark(sheet: Sheet, told: OwnWords, run: Run) -> Remark:
    sentence = ngettext(
        "Most of this was sent to %(n)s other since %(month)s.",
        "Most of this was sent to %(n)s others since %(month)s.",
        told.others,
    )
    rests = tuple(Rest(one.message, one.conversation, one.to, one.at) for one in run.sources)
    since = date_format(localtime(told.since), "F") if told.since else ""
    return Remark(
        KIND,
        sentence % {"n": told.others, "month": since},
        sheet.body[run.start : run.end],
        run.start,
        run.end,
        rests,
    )
