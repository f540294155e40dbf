"""What is asked to let visitors talk with us: servers, and the sites that may show the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Inbox
from byhand.channels.voice.line import Line, is_origin, is_server, line_of
from byhand.web.forms.lines import LineField, PasswordField

MOST = 10


class LinesField(forms.CharField):
    """Some words, a line each."""

    widget = forms.Textarea(attrs={"rows": 2, "spellcheck": "false"})

    def to_python(self, value: Any) -> tuple[str, ...]:  # type: ignore[override]
        lines = [one.strip().rstrip("/") for one in str(value or "").splitlines()]
        return tuple(dict.fromkeys(one for one in lines if one))[:MOST]


class VoiceForm(forms.Form):
    name = LineField(label=_("What you call it"))
    stun = LinesField(
        label=_("STUN servers"), required=False, max_length=1000,
        help_text=_("One a line, stun:stun.example.org:3478. It tells a browser how the world sees it."),
    )  # fmt: skip
    turn = LinesField(
        label=_("TURN servers"), required=False, max_length=1000,
        help_text=_("One a line, turn:turn.example.org:3478 or turns:…:443?transport=tcp. It carries voices where "
                    "networks let nothing else through. docs/voice.md tells how to set up coturn."),
    )  # fmt: skip
    turn_secret = PasswordField(
        label=_("The secret you share with the TURN server"), required=False, autocomplete="off",
        help_text=_("coturn's static-auth-secret. Browsers are given passwords made of it that hold for eight hours."),
    )  # fmt: skip
    relay_only = forms.BooleanField(
        label=_("Voices go by the TURN server alone"), required=False,
        help_text=_("Then neither side learns the other's network address."),
    )  # fmt: skip
    origins = LinesField(
        label=_("Sites that may show the page"), required=False, max_length=1000,
        help_text=_("One a line, https://shop.example. Left empty, it opens by its own address alone."),
    )  # fmt: skip
    keep_days = forms.IntegerField(
        label=_("How many days recordings are kept"), min_value=1, max_value=3650, initial=365
    )
    write_to = forms.EmailField(
        label=_("Address for whoever would rather write"), required=False, max_length=254
    )

    def __init__(self, *args: Any, kept: Inbox | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kept = kept

    def clean_stun(self) -> tuple[str, ...]:
        return _servers(self.cleaned_data["stun"], "stun")

    def clean_turn(self) -> tuple[str, ...]:
        return _servers(self.cleaned_data["turn"], "turn")

    def clean_origins(self) -> tuple[str, ...]:
        for one in self.cleaned_data["origins"]:
            if not is_origin(one):
                raise ValidationError(
                    _now("“%(it)s” is no site. It looks like https://shop.example.") % {"it": one}
                )
        return self.cleaned_data["origins"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        has_secret = given.get("turn_secret") or (self.kept and self.kept.secrets.get("turn_secret"))
        if given.get("turn") and not has_secret:
            self.add_error(
                "turn_secret", _now("A TURN server lets in only who knows its secret. Which is it?")
            )
        if given.get("relay_only") and "turn" in given and not given["turn"]:
            self.add_error("relay_only", _now("For that a TURN server is needed."))
        return given

    def line(self) -> Line:
        given = self.cleaned_data
        names = ("stun", "turn", "relay_only", "origins", "keep_days", "write_to")
        return Line(**{name: given[name] for name in names})


def as_it_is(inbox: Inbox) -> dict[str, Any]:
    """What was typed in before, but for the secret."""
    line = line_of(inbox)
    lists = {name: "\n".join(getattr(line, name)) for name in ("stun", "turn", "origins")}
    return {"name": inbox.name, **lists, "relay_only": line.relay_only, "keep_days": line.keep_days,
            "write_to": line.write_to}  # fmt: skip


def _servers(written: tuple[str, ...], kind: str) -> tuple[str, ...]:
    for one in written:
        if not is_server(one) or not one.lower().startswith(kind):
            said = {"it": one, "kind": kind}
            raise ValidationError(
                _now("“%(it)s” is no server. It looks like %(kind)s:host.example:3478.") % said
            )
    return written
