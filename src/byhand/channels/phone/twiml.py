"""Writing TwiML, the XML in which a telephone exchange is told what to do with a call.

Verbs and attributes as in Twilio's TwiML for voice; SignalWire and others read the same. Nothing here knows of calls.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
STAR = "*"
# What XML 1.0 cannot hold, whatever is written before it (section 2.2).
_NO_CHARACTER = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Verb:
    """One element, written already."""

    xml: str


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone to ring: its number in E.164, what is asked there before it is connected, where its news go."""

    number: str
    asked_at: str
    told_at: str


def response(*verbs: Verb) -> str:
    """A whole document: the verbs, one after the other. Without any, the call ends."""
    return HEAD + _element("Response", "".join(one.xml for one in verbs)).xml


def say(text: str, *, language: str) -> Verb:
    """The machine reads the text. `language` as in RFC 5646, “en-GB”."""
    return _element("Say", _plain(text), language=language)


def play(url: str) -> Verb:
    """A recording is played."""
    return _element("Play", _plain(url))


def dial(phones: Sequence[Phone], *, then: str, seconds: int, caller_id: str = "") -> Verb:
    """Rings them all at once for so many seconds; whoever answers first is connected. `then` hears how it ended.

    The caller hears true ringing and pays nothing before a person answers. With the star key they come back to us.
    """
    numbers = "".join(
        _element(
            "Number", _plain(one.number), url=one.asked_at, statusCallback=one.told_at,
            statusCallbackEvent="initiated ringing answered completed",
        ).xml
        for one in phones
    )  # fmt: skip
    return _element(
        "Dial", numbers, action=then, timeout=str(seconds), answerOnBridge="true", hangupOnStar="true",
        callerId=caller_id,
    )  # fmt: skip


def one_key(*inside: Verb, then: str, seconds: int) -> Verb:
    """While these play, and so many seconds after, a single key leads to `then`; without one the call goes on."""
    return _element(
        "Gather", "".join(one.xml for one in inside), input="dtmf", numDigits="1", finishOnKey="",
        timeout=str(seconds), action=then,
    )  # fmt: skip


def record(*, then: str, told_at: str, longest: int, silence: int) -> Verb:
    """A tone, then what is said is recorded: `longest` seconds at most, until so much silence or the star key."""
    return _element(
        "Record", action=then, recordingStatusCallback=told_at, recordingStatusCallbackEvent="completed absent",
        maxLength=str(longest), timeout=str(silence), finishOnKey=STAR, playBeep="true", trim="do-not-trim",
    )  # fmt: skip


def go_on(url: str) -> Verb:
    """What comes next is asked for there."""
    return _element("Redirect", _plain(url))


def hang_up() -> Verb:
    return _element("Hangup")


def refuse() -> Verb:
    """The call is not taken; the caller hears that the number is out of order."""
    return _element("Reject", reason="rejected")


def _element(name: str, inside: str = "", /, **attributes: str) -> Verb:
    """`inside` is XML already. Attributes without a value are left out, but for a `finishOnKey` that names no key."""
    told = "".join(
        f" {key}={quoteattr(_NO_CHARACTER.sub('', value))}"
        for key, value in attributes.items()
        if value or key == "finishOnKey"
    )
    return Verb(f"<{name}{told}>{inside}</{name}>" if inside else f"<{name}{told}/>")


def _plain(text: str) -> str:
    return escape(_NO_CHARACTER.sub("", text))
