"""What is asked to connect a mailbox."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from byhand.channels.connecting import Auth, Mailbox, Place, Start
from byhand.channels.inbox import Inbox
from byhand.web.forms.lines import LineField, PasswordField

SECURITIES = [
    ("tls", _("TLS from the start")),
    ("starttls", _("STARTTLS")),
    ("none", _("None: only inside your own network")),
]
AUTHS = [
    ("password", _("With a password")),
    ("oauth-google", _("Sign in with Google")),
    ("oauth-microsoft", _("Sign in with Microsoft")),
]
STARTS = [
    ("today", _("From today")),
    ("90 days", _("The last 90 days")),
    ("everything", _("Everything that is there")),
]
# A name or an address of a server (RFC 1123, 2.1; underscores occur inside networks).
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?|\[?[0-9a-f:.]{{2,45}}\]?", re.IGNORECASE)


def a_server(host: str) -> None:
    """Raises ValidationError for what cannot name a server."""
    if not _HOST.fullmatch(host):
        raise ValidationError(_("This is no server's name. It looks like mail.example.org."), code="host")


class AddressForm(forms.Form):
    address = forms.EmailField(
        label=_("The address your customers write to"), max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "placeholder": ""}),
    )  # fmt: skip


class ServersForm(forms.Form):
    """How the mailbox is reached, in and out."""

    address = forms.EmailField(label=_("Address"), max_length=254)
    auth = forms.ChoiceField(
        label=_("Signing in"), choices=AUTHS, widget=forms.RadioSelect, initial="password"
    )
    imap_host = LineField(label=_("Server for mail in (IMAP)"), max_length=253, validators=[a_server])
    imap_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535)
    imap_security = forms.ChoiceField(label=_("Encryption"), choices=SECURITIES)
    imap_user = LineField(
        label=_("User"), max_length=254, required=False, help_text=_("Left empty, the address itself.")
    )
    password = PasswordField(label=_("Password of the mailbox"), required=False, autocomplete="off")
    smtp_host = LineField(label=_("Server for mail out (SMTP)"), max_length=253, validators=[a_server])
    smtp_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535)
    smtp_security = forms.ChoiceField(label=_("Encryption"), choices=SECURITIES)
    smtp_user = LineField(
        label=_("User"), max_length=254, required=False, help_text=_("Left empty, the same.")
    )
    smtp_password = PasswordField(
        label=_("Password for sending"),
        required=False,
        autocomplete="off",
        help_text=_("Left empty, the same."),
    )
    smtp_open = forms.BooleanField(label=_("Sending needs no sign-in"), required=False)
    client_id = LineField(label=_("Client ID"), max_length=300, required=False)
    client_secret = PasswordField(label=_("Client secret"), required=False, autocomplete="off")

    def __init__(self, *args: Any, kept: Inbox | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept = kept

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("auth") == "password":
            self._ask_for_password(given)
        elif given.get("auth") and not given.get("client_id"):
            self.add_error("client_id", _("The provider gives you this when you register the desk there."))
        return given

    def _ask_for_password(self, given: dict[str, Any]) -> None:
        if given.get("password"):
            return
        if self.kept is None or not self.kept.secrets.get("password"):
            self.add_error("password", _("Which password opens this mailbox?"))
        elif self._is_elsewhere(given):
            # A kept password must not be sent to a server it was not given for.
            self.add_error("password", _("The server is another one now. Please enter the password again."))

    def _is_elsewhere(self, given: dict[str, Any]) -> bool:
        before = self.kept.options if self.kept else {}
        watched = ("imap_host", "imap_port", "imap_security", "smtp_host", "smtp_port", "smtp_security")
        return any(name in given and before.get(name) != given[name] for name in watched)

    def mailbox(self) -> Mailbox:
        """What was said, as the verbs of connecting take it."""
        given = self.cleaned_data
        return Mailbox(
            address=given["address"].strip(),
            incoming=_place(given, "imap", given["imap_user"] or None),
            outgoing=_place(given, "smtp", "" if given["smtp_open"] else given["smtp_user"] or None),
            auth=cast(Auth, given["auth"]),
            password=given["password"], smtp_password=given["smtp_password"],
            client_id=given["client_id"], client_secret=given["client_secret"],
        )  # fmt: skip


class ConnectingForm(ServersForm):
    """The servers, and the two questions that cannot wait: from when on, and for whose eyes."""

    start = forms.ChoiceField(
        label=_("Which mail to bring in"), choices=STARTS, initial="90 days", widget=forms.RadioSelect
    )
    is_private = forms.BooleanField(
        label=_("Only I see it for now"), required=False,
        help_text=_("Otherwise the whole team does. You can choose colleagues one by one afterwards."),
    )  # fmt: skip

    def chosen_start(self) -> Start:
        return cast(Start, self.cleaned_data["start"])


def _place(given: dict[str, Any], kind: str, user: str | None) -> Place:
    return Place(given[f"{kind}_host"].strip("[]"), given[f"{kind}_port"], given[f"{kind}_security"], user)
