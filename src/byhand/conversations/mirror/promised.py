"""Promised: what the draft says we will do by a day, so that it can be noted as the letter leaves."""

from __future__ import annotations

import re

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from byhand.conversations.mirror.remark import Remark
from byhand.conversations.mirror.sheet import Sheet
from byhand.conversations.proposal import MOST, as_proposed
from byhand.kit.promises import find

KIND = "promised"
# “Please send me your address and it goes out today” hangs on what they do.
_ASKS_FIRST = re.compile(r"\W*(?:please|bitte)\b", re.IGNORECASE)


def look(sheet: Sheet) -> list[Remark]:
    """Firm ones alone: with a day to come, hanging on nothing. Not what is noted already, nor what is done today."""
    now = localtime()
    noted = {(one.text, one.due_on) for one in sheet.promises}
    remarks: list[Remark] = []
    for one in find(sheet.said.text, now)[:MOST]:
        what, sentence = as_proposed(one)
        is_new = one.is_firm and (what, one.due_on) not in noted and not _ASKS_FIRST.match(one.sentence)
        if one.due_on is not None and one.due_on > now.date() and is_new:
            told = _("Note this promise with the letter, by %(day)s: “%(what)s”") % {
                "day": date_format(one.due_on, "l, j F"),
                "what": what,
            }
            quote = sheet.body[one.start : one.end]
            remarks.append(Remark(KIND, told, quote, one.start, one.end, promise=sentence))
    return remarks
