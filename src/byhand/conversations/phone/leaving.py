"""A word is left after the tone, or not; and the star key ends it, too."""

from __future__ import annotations

from byhand.channels.inbox import Inbox
from byhand.channels.phone.account import line_of
from byhand.channels.phone.twiml import STAR
from byhand.conversations.call import Call
from byhand.conversations.phone import saying
from byhand.conversations.phone.coming_in import call_of
from byhand.conversations.phone.telling_off import hear_them_out
from byhand.conversations.phone.told import GONE, Told
from byhand.conversations.phone.word import Word


def word(inbox: Inbox, told: Told, *, of_anger: bool = False) -> str:
    """The tone was answered: with words, with silence, or with the star."""
    line, call = line_of(inbox), call_of(inbox, told)
    _note(call, told)
    if told.get("CallStatus") in GONE:
        call.end()
        return saying.nothing_more()
    if told.get("Digits") == STAR and not of_anger:
        return hear_them_out(call, line)
    return saying.good_bye()


def recording(inbox: Inbox, told: Told) -> str:
    """The exchange says that a recording is ready; it may say so before, after or instead of the step above."""
    if told.get("RecordingStatus", "completed") == "completed":
        _note(call_of(inbox, told), told)
    return saying.nothing_more()


def _note(call: Call, told: Told) -> None:
    sid = told.get("RecordingSid", "")
    if not sid:
        return
    is_spoken = told.get("RecordingDuration", "0") not in ("", "0", "-1")
    Word.objects.note(call, sid, is_spoken=is_spoken)
    if is_spoken:
        call.left_a_word()
