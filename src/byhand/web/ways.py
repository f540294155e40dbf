"""Ways to reach us, for the page “Who we are”: each channel adds one line, in the order a person would try them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from byhand.channels.chat.settings import KIND as CHAT
from byhand.channels.chat.settings import settings_of
from byhand.channels.form.form import KIND, MAILBOXES, is_for_telling_off
from byhand.channels.inbox import Inbox
from byhand.channels.phone.account import KIND as LINE
from byhand.channels.voice.line import KIND as VOICE
from byhand.kit import phone
from byhand.team.house import House


@dataclass(frozen=True, slots=True)
class Way:
    """One line: what it is, what is shown, and where it leads."""

    icon: str
    label: str
    shown: str
    to: str


Ways = Callable[[House], Iterator[Way]]


def by_mail(house: House) -> Iterator[Way]:
    for one in Inbox.objects.at_work().filter(kind__in=MAILBOXES, is_team_wide=True).exclude(address=""):
        yield Way("mail", _("Write to us"), one.address, f"mailto:{one.address}")


def by_phone(house: House) -> Iterator[Way]:
    lines = Inbox.objects.at_work().filter(kind=LINE, is_team_wide=True).values_list("address", flat=True)
    for one in lines:
        yield Way("phone", _("Call us"), phone.shown(one), f"tel:{one}")
    number = phone.e164(house.phone, house.country)
    if house.phone and number not in lines:
        yield Way("phone", _("Call us"), house.phone, f"tel:{number}" if number else "")


def by_form(house: House) -> Iterator[Way]:
    for one in Inbox.objects.at_work().filter(kind=KIND):
        if not is_for_telling_off(one):
            yield Way("pen-line", one.name, _("a form"), reverse("form", args=[one.options["slug"]]))


def by_voice(_house: House) -> Iterator[Way]:
    for one in Inbox.objects.at_work().filter(kind=VOICE, is_team_wide=True):
        yield Way(
            "phone", _("Talk with us"), _("in your browser"), reverse("talk", args=[one.options["key"]])
        )


def by_chat(house: House) -> Iterator[Way]:
    for one in Inbox.objects.at_work().filter(kind=CHAT, is_team_wide=True):
        yield Way("message-square", _("Chat with us"), one.name, reverse("chat", args=[settings_of(one).key]))


# A channel that opens another way to a person adds its function here.
WAYS: tuple[Ways, ...] = (by_voice, by_phone, by_chat, by_mail, by_form)


def ways_to(house: House) -> list[Way]:
    """All there are."""
    return [way for ways in WAYS for way in ways(house)]
