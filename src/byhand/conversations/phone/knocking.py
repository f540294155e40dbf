"""The door of the exchange: each step of a call or text, by the address it came to, and the verb that answers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from django.db import DatabaseError

from byhand.channels.inbox import Inbox
from byhand.channels.phone.account import line_of
from byhand.channels.phone.hearing import Heard
from byhand.channels.phone.knock import Knock
from byhand.conversations.phone import (
    calling_out,
    coming_in,
    ending,
    leaving,
    ringing_out,
    saying,
    telling_off,
    texts,
)
from byhand.conversations.phone.told import Told

Verb = Callable[[Inbox, Told, re.Match[str]], str]

log = logging.getLogger(__name__)

_CALL, _WHO = r"(?P<call>[\w-]{1,40})", r"(?P<who>\d{1,12})"
_STEPS: tuple[tuple[str, Verb], ...] = (
    ("call", lambda inbox, told, at: coming_in.comes_in(inbox, told)),
    (r"rang/(?P<attempt>[12])", lambda inbox, told, at: ringing_out.rang(inbox, told, int(at["attempt"]))),
    (
        rf"asked/{_WHO}/{_CALL}",
        lambda inbox, told, at: ringing_out.asked(inbox, told, int(at["who"]), at["call"]),
    ),
    (
        rf"taken/{_WHO}/{_CALL}",
        lambda inbox, told, at: ringing_out.taken(inbox, told, int(at["who"]), at["call"]),
    ),
    (
        rf"news/{_WHO}/{_CALL}",
        lambda inbox, told, at: ringing_out.news(inbox, told, int(at["who"]), at["call"]),
    ),
    ("key", lambda inbox, told, at: telling_off.key(inbox, told)),
    ("word", lambda inbox, told, at: leaving.word(inbox, told)),
    ("word/off", lambda inbox, told, at: leaving.word(inbox, told, of_anger=True)),
    ("recording", lambda inbox, told, at: leaving.recording(inbox, told)),
    ("status", lambda inbox, told, at: ending.status(inbox, told)),
    ("text", lambda inbox, told, at: texts.comes_in(inbox, told)),
    ("text/status", lambda inbox, told, at: texts.status(inbox, told)),
    (rf"out/{_CALL}", lambda inbox, told, at: calling_out.picked_up(inbox, told, at["call"])),
    (rf"out/{_CALL}/go", lambda inbox, told, at: calling_out.go(inbox, told, at["call"])),
    (rf"out/{_CALL}/news", lambda inbox, told, at: calling_out.news(inbox, told, at["call"])),
    (rf"out/{_CALL}/over", lambda inbox, told, at: calling_out.over(inbox, told, at["call"])),
)
# Of these nothing can be said without the exchange's name of the call or text.
_NAMED = re.compile(r"(call|rang/|key|word|recording|status|text\Z)")


def answer(heard: Heard, inbox: Inbox) -> str | None:
    """What the exchange is told; None for a step there is not. Kept first; the same again hears the same.

    It fails with a sentence, too: whoever is on the line hears that, not an error of the exchange.
    """
    verb = _verb_of(heard.step)
    if verb is None:
        return None
    if not heard.about and _NAMED.match(heard.step):
        return saying.nothing_more()
    told = {"inbox": inbox.pk, "step": heard.step}
    try:
        return Knock.objects.keep(heard, inbox=inbox).answer_by(lambda told: verb(inbox, told))
    except DatabaseError:
        log.warning("phone.database_unavailable", exc_info=True, extra=told)
    except Exception:
        log.exception("phone.failed", extra=told)
    return saying.sorry(line_of(inbox))


def _verb_of(step: str) -> Callable[[Inbox, Told], str] | None:
    for form, verb in _STEPS:
        if at := re.fullmatch(form, step):
            return lambda inbox, told, verb=verb, at=at: verb(inbox, told, at)
    return None
