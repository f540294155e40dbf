"""What is asked to connect a telephone number, and to greet its callers."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Inbox
from byhand.channels.lines import TypedLine
from byhand.channels.phone.account import EVERYONE_RINGS, FIRST_RING, USUAL_API
from byhand.channels.phone.greeting import LONGEST, kind_of
from byhand.kit.phone import e164
from byhand.web.forms.lines import LineField, PasswordField


def a_number(text: str) -> None:
    """Raises ValidationError for what is no number with its country's code."""
    if not text.strip().startswith("+") or not e164(text):
        raise ValidationError(_("Write it with its country’s code, as +44 20 7946 0101."), code="number")


def an_address(text: str) -> None:
    """Raises ValidationError for anything but an encrypted address; inside one's own network it may be open."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    is_bare = not (parts.query or parts.fragment or parts.username)
    if not host or not is_bare or not (parts.scheme == "https" or (parts.scheme == "http" and _is_own(host))):
        raise ValidationError(_("Give the whole address, as https://desk.example.org."), code="address")


def _is_own(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host == "localhost"


class PhoneLineForm(forms.Form):
    """The account, the number, and how long it rings."""

    number = LineField(
        label=_("The number your customers call"), max_length=40, validators=[a_number], autocomplete="off"
    )
    account = LineField(
        label=_("Account SID"), max_length=64, help_text=_("Begins with AC; on the provider’s first page.")
    )
    token = PasswordField(label=_("Auth token"), required=False, autocomplete="off")
    api = LineField(
        label=_("Address of the provider’s API"), max_length=300, required=False, validators=[an_address],
        help_text=_("Left empty, Twilio’s. SignalWire’s looks like https://you.signalwire.com/api/laml."),
    )  # fmt: skip
    public = LineField(
        label=_("Where the provider reaches this house"), max_length=300, required=False, validators=[an_address],
        help_text=_("Left empty, %(address)s.") % {"address": settings.BASE_URL},
    )  # fmt: skip
    first_ring = forms.IntegerField(
        label=_("Seconds it rings for who knows the caller"), min_value=0, max_value=60, initial=FIRST_RING
    )
    everyone_rings = forms.IntegerField(
        label=_("Seconds it then rings for everyone at the desk"),
        min_value=5,
        max_value=60,
        initial=EVERYONE_RINGS,
    )
    language = forms.ChoiceField(label=_("Language for callers"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, kept: Inbox | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept = kept

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("token"):
            return given
        if self.kept is None or not self.kept.secrets.get("token"):
            self.add_error("token", _("Which token opens this account?"))
        elif "api" in given and (given["api"] or USUAL_API) != (self.kept.options.get("api") or USUAL_API):
            # A kept token must not be sent to a server it was not given for.
            self.add_error("token", _("The provider is another one now. Please enter the token again."))
        return given

    def line(self) -> TypedLine:
        """What was said, as the verbs of `channels/lines.py` take it."""
        given = self.cleaned_data
        return TypedLine(
            number=e164(given["number"]), account=given["account"].strip(), token=given["token"],
            api=given["api"].rstrip("/"), public=given["public"].rstrip("/"), first_ring=given["first_ring"],
            everyone_rings=given["everyone_rings"], language=given["language"],
        )  # fmt: skip


class GreetingForm(forms.Form):
    """A recording of the colleague's own voice."""

    sound = forms.FileField(
        label=_("Your recording"), max_length=300, allow_empty_file=False,
        help_text=_("A WAV or MP3 file of up to 4 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".wav,.mp3,audio/wav,audio/mpeg"}),
    )  # fmt: skip
    says_it = forms.BooleanField(
        label=_(
            "I say that nobody could answer, that what is said after the tone is recorded, and who hears it"
        )
    )

    def clean_sound(self) -> bytes:
        file = self.cleaned_data["sound"]
        if file.size > LONGEST:
            raise ValidationError(_("This is over 4 MB. Half a minute is plenty."), code="size")
        content = file.read()
        if not kind_of(content):
            raise ValidationError(_("No telephone can play this. Save it as WAV or MP3."), code="kind")
        return content


class OwnPhoneForm(forms.Form):
    """A colleague's own telephone."""

    number = LineField(
        label=_("My telephone"), max_length=40, required=False, validators=[a_number], autocomplete="tel",
        help_text=_("Calls ring there while you are at your desk. Nobody is shown it. Left empty, none."),
    )  # fmt: skip
    rings = forms.BooleanField(label=_("Let calls ring there"), required=False)
