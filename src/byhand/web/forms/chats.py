"""What is asked to put a chat on a website."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from byhand.channels.chat.settings import COLOUR, KIND, ORIGIN
from byhand.channels.inbox import Inbox
from byhand.web.forms.lines import LineField

MOST_ORIGINS = 30


class ChatForm(forms.Form):
    name = LineField(label=_("What you call it"))
    origins = forms.CharField(
        label=_("Pages that may show it"), max_length=6_000, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_(
            "One address a line, such as https://shop.example. With https://*.shop.example every name below it may, "
            "too. On any other page the chat does not appear."
        ),
    )  # fmt: skip
    colour = forms.CharField(
        label=_("Colour of its buttons"), max_length=7, initial="#3d3a55",
        widget=forms.TextInput(attrs={"type": "color"}),
    )  # fmt: skip
    goes_on_by = forms.ModelChoiceField(
        label=_("Mailbox by which it goes on"), queryset=Inbox.objects.none(), required=False,
        empty_label=_("None: an answer waits until they come back"),
        help_text=_(
            "Who has left, and has left an address, gets the same words by mail from here. Their answer comes back "
            "into the conversation."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        mail = Inbox.objects.at_work().exclude(kind__in=(KIND, "archive")).exclude(address="")
        self.fields["goes_on_by"].queryset = mail  # type: ignore[attr-defined]

    def clean_origins(self) -> list[str]:
        """As a browser writes them: scheme, host and port in lower case, nothing behind."""
        lines = [line.strip() for line in self.cleaned_data["origins"].splitlines() if line.strip()]
        if len(lines) > MOST_ORIGINS:
            raise ValidationError(
                _("These are more addresses than a chat needs. Use https://*.shop.example.")
            )
        return list(dict.fromkeys(map(_origin, lines)))

    def clean_colour(self) -> str:
        colour = self.cleaned_data["colour"].lower()
        if not COLOUR.fullmatch(colour):
            raise ValidationError(_("A colour looks like #3d3a55."))
        return colour

    def mailbox(self) -> int:
        chosen: Inbox | None = self.cleaned_data["goes_on_by"]
        return chosen.pk if chosen else 0


def _origin(line: str) -> str:
    """What is behind the host is cut off; a page is not allowed alone, since browsers ask for its origin."""
    parts = urlsplit(line if "://" in line else f"https://{line}")
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    usual = {"https": ":443", "http": ":80"}.get(parts.scheme, "")
    origin = origin.removesuffix(usual) if usual else origin
    if not ORIGIN.fullmatch(origin):
        raise ValidationError(
            _("“%(line)s” is no address of a website. It looks like https://shop.example.")
            % {"line": line[:80]}
        )
    return origin
