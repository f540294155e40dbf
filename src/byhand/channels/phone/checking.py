"""Trying a line live: the account, the number, where its calls and texts are led. Each outcome is a sentence."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext as _

from byhand.channels.adapter import Check, Refused
from byhand.channels.inbox import Inbox
from byhand.channels.phone import rest
from byhand.channels.phone.account import Line, line_of
from byhand.team.secrets import LostKey

# What the provider calls the addresses it asks us at (read, and written), and the step each leads to.
LED_TO = {
    "voice_url": ("VoiceUrl", "call"),
    "sms_url": ("SmsUrl", "text"),
    "status_callback": ("StatusCallback", "status"),
}


def verify(inbox: Inbox) -> list[Check]:
    """Raises nothing. Where its calls are led is asked of a line that is kept: before, it has no address here."""
    try:
        line = line_of(inbox)
    except LostKey as problem:
        return [Check(_("Account"), False, str(problem))]
    checks = [_reached_by_the_provider(line)]
    try:
        checks.append(_account(line))
        if checks[-1].passed:
            checks += _number(line, is_kept=inbox.pk is not None)
    except Refused as problem:
        checks.append(Check(_("Account"), False, problem.reason))
    return checks


def _reached_by_the_provider(line: Line) -> Check:
    name = _("Our address")
    parts = urlsplit(line.public)
    if not is_public(parts.hostname or ""):
        return Check(name, False, _(
            "%(address)s cannot be reached from outside. Give the address at which the provider reaches this house."
        ) % {"address": line.public})  # fmt: skip
    if parts.scheme != "https":
        return Check(name, False, _(
            "%(address)s is not encrypted, so calls and texts would pass in the open. Give one with https."
        ) % {"address": line.public})  # fmt: skip
    return Check(name, True, _("The provider reaches us at %(address)s.") % {"address": line.public})


def is_public(host: str) -> bool:
    """Whether somebody outside could reach a host of that name; a name is believed, an address is looked at."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal", ".lan"))


def _account(line: Line) -> Check:
    name, answer = _("Account"), rest.ask(line)
    if answer.status in (401, 403, 404):
        return Check(name, False, _("The provider does not know this account with this token."))
    if answer.status != 200:
        return Check(name, False, _("The provider answers: %(why)s.") % {"why": answer.why()})
    status = answer.text("status") or "active"
    if status != "active":
        sentence = _("The account is “%(status)s” at the provider; wake it up there.")
        return Check(name, False, sentence % {"status": status})
    return Check(
        name, True, _("The provider knows the account %(name)s.") % {"name": answer.text("friendly_name")}
    )


def _number(line: Line, *, is_kept: bool) -> Iterator[Check]:
    answer = rest.ask(line, f"IncomingPhoneNumbers.json?PhoneNumber={quote(line.number, safe='')}")
    numbers = numbers_in(answer)
    ours = next((one for one in numbers if one.get("phone_number") == line.number), None)
    if ours is None:
        yield Check(_("Number"), False, _("The account has no number %(number)s.") % {"number": line.number})
        return
    yield Check(_("Number"), True, _("%(number)s belongs to the account.") % {"number": line.number})
    if not is_kept:
        return
    yield _is_led_here(line, ours, "voice_url", _("Calls"))
    yield _is_led_here(line, ours, "status_callback", _("Ends of calls"))
    can = ours.get("capabilities")
    if isinstance(can, dict) and cast(dict[str, Any], can).get("sms") is False:
        yield Check(_("Texts"), True, _("This number takes no texts; calls alone come in."))
    else:
        yield _is_led_here(line, ours, "sms_url", _("Texts"))


def numbers_in(answer: rest.Answer) -> list[dict[str, Any]]:
    """The telephone numbers the provider named, as it describes them."""
    told = answer.fields().get("incoming_phone_numbers")
    rows = cast(list[Any], told) if isinstance(told, list) else []
    return [cast(dict[str, Any], one) for one in rows if isinstance(one, dict)]


def _is_led_here(line: Line, number: dict[str, Any], field: str, name: str) -> Check:
    right = line.address(LED_TO[field][1])
    if number.get(field) == right:
        return Check(name, True, _("They are led to us."))
    sentence = _("At the provider, enter this address for them, with POST: %(address)s")
    return Check(name, False, sentence % {"address": right})
