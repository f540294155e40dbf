"""All that a caller hears from the machine, and what the exchange does meanwhile, in TwiML.

Each sentence says that it is automatic and who will hear them (law 4); none asks for anything but a word. The star key
is heard at any time; no other key means anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from byhand.channels.phone import twiml
from byhand.channels.phone.account import Line
from byhand.channels.phone.twiml import Phone, Verb
from byhand.team.house import House

# Seconds: a word, the silence that ends it, how long the star is waited for once a talk is over.
LONGEST_WORD = 300
SILENCE = 6
WAITS_FOR_STAR = 4
# Voices are asked for with their country (Twilio: <Say>, `language`).
_VOICES = {"en": "en-GB", "de": "de-DE"}


def ring(line: Line, phones: Sequence[Phone], *, attempt: int, seconds: int, shown_as: str) -> str:
    """These telephones ring. `shown_as`: the number they show where the caller withheld theirs."""
    then = line.address(f"rang/{attempt}")
    return twiml.response(twiml.dial(phones, then=then, seconds=seconds, caller_id=shown_as))


def greet(line: Line, greeting_url: str, *, heard_by: str, can_be_called: bool) -> str:
    """Nobody could answer: a colleague's own voice, or one that says that it is automatic; then a word may be left."""
    voice = twiml.play(greeting_url) if greeting_url else _say(line, _greeting(line, heard_by, can_be_called))
    return twiml.response(
        twiml.one_key(voice, then=line.address("key"), seconds=0), _record(line, "word"), twiml.hang_up()
    )


def hear_them_out(line: Line, *, heard_by: str) -> str:
    """They pressed the star."""
    with override(line.language):
        words = _(
            "This is an automatic voice. %(name)s hears what you say after the tone, before anything else. "
            "It is recorded."
        ) % {"name": heard_by}
    return twiml.response(_say(line, words), _record(line, "word/off"), twiml.hang_up())


def take_a_word(line: Line) -> str:
    """Another key was pressed, or none: no key but the star means anything, so their word is taken."""
    return twiml.response(_record(line, "word"), twiml.hang_up())


def after_a_talk(line: Line) -> str:
    """Our side hung up, or they pressed the star: who wants to tell us off can."""
    with override(line.language):
        words = _("An automatic voice: the call has ended. If something went wrong, press the star key.")
    return twiml.response(
        twiml.one_key(_say(line, words), then=line.address("key"), seconds=WAITS_FOR_STAR), twiml.hang_up()
    )


def ask_colleague(line: Line, *, caller: str, colleague: int, call: str) -> str:
    """At a colleague's own telephone, before they are connected: nobody must end in a private mailbox."""
    with override(line.language):
        words = _("%(caller)s calls. Press any key to take it.") % {"caller": caller}
    then = line.address(f"taken/{colleague}/{call}")
    return twiml.response(twiml.one_key(_say(line, words), then=then, seconds=8), twiml.hang_up())


def ask_before_calling(line: Line, *, called: str, call: str) -> str:
    """At a colleague's own telephone, once they had somebody called."""
    with override(line.language):
        words = _("Press any key, and %(name)s is called.") % {"name": called}
    then = line.address(f"out/{call}/go")
    return twiml.response(twiml.one_key(_say(line, words), then=then, seconds=8), twiml.hang_up())


def connect() -> str:
    """The colleague is connected with the caller."""
    return twiml.response()


def call_them(line: Line, number: str, *, call: str) -> str:
    """A colleague called, and their own telephone answered: now the other side rings, and sees the house's number."""
    them = Phone(number, asked_at="", told_at=line.address(f"out/{call}/news"))
    return twiml.response(
        twiml.dial([them], then=line.address(f"out/{call}/over"), seconds=45, caller_id=line.number)
    )


def good_bye() -> str:
    return twiml.response(twiml.hang_up())


def nothing_more() -> str:
    """Heard; there is nothing to do."""
    return twiml.response()


def sorry(line: Line) -> str:
    """Something failed here: nobody hears a machine's excuse without being told what they can do."""
    with override(line.language):
        words = _(
            "This is an automatic voice. Our desk cannot take your call this minute. Please call again in a moment."
        )
    return twiml.response(_say(line, words), twiml.hang_up())


def _greeting(line: Line, heard_by: str, can_be_called: bool) -> str:
    with override(line.language):
        promise = (
            _("%(name)s hears what you say after the tone, and calls you back.")
            if can_be_called
            else _(
                "%(name)s hears what you say after the tone. You withheld your number: say how to reach you."
            )
        )
        return " ".join([
            _("This is an automatic voice of %(house)s. None of us can answer just now.") % {"house": _house()},
            promise % {"name": heard_by},
            _("It is recorded. If something went wrong, press the star key."),
        ])  # fmt: skip


def _record(line: Line, step: str) -> Verb:
    return twiml.record(
        then=line.address(step), told_at=line.address("recording"), longest=LONGEST_WORD, silence=SILENCE
    )


def _say(line: Line, words: str) -> Verb:
    return twiml.say(words, language=_VOICES.get(line.language, line.language))


def _house() -> str:
    house = House.current()
    return house.name if house else ""
