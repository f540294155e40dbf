"""The star key: whoever presses it tells us off. It is heard by a person of the team's choice, before anything else."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from byhand.channels.inbox import Inbox
from byhand.channels.phone.account import Line, line_of
from byhand.channels.phone.twiml import STAR
from byhand.conversations.call import Call
from byhand.conversations.calling_back import whom_to_ask
from byhand.conversations.listing_calls import locked_row
from byhand.conversations.phone import saying
from byhand.conversations.phone.by_phone import ByPhone
from byhand.conversations.phone.coming_in import call_of
from byhand.conversations.phone.told import Told
from byhand.team.told_off import who_is_told_off


def key(inbox: Inbox, told: Told) -> str:
    """A key was pressed while something played. Any but the star is nothing: their word is taken."""
    line, call = line_of(inbox), call_of(inbox, told)
    if told.get("Digits") != STAR:
        return saying.take_a_word(line) if call.taken_at is None else saying.good_bye()
    return hear_them_out(call, line)


def hear_them_out(call: Call, line: Line) -> str:
    """It counts from here on, whether or not they say a word."""
    tells_us_off(call)
    reader = who_is_told_off() or whom_to_ask(call.conversation)
    return saying.hear_them_out(line, heard_by=reader.name)


@transaction.atomic
def tells_us_off(call: Call) -> None:
    """Once a call; its conversation goes before everything."""
    now, row = timezone.now(), locked_row(call)
    ByPhone.objects.get_or_create(call=call)
    if ByPhone.objects.filter(call=call, told_us_off_at__isnull=True).update(told_us_off_at=now):
        row.told_off_now(now)
