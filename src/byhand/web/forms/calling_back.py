"""Calling back: who wants to be called, where and when. Nothing of it need be said."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.channels.inbox import Inbox
from byhand.conversations.call_times import Free, times_to_call
from byhand.conversations.calling_in import VISITOR, Caller
from byhand.web.forms.words import Said

LONGEST = 320


class CallBackForm(forms.Form):
    """What a stranger typed, read; `moment` is one of the times that were offered, None for any time."""

    visitor = forms.CharField(required=False)
    name = Said(required=False)
    reach = Said(required=False)
    at = forms.CharField(required=False)
    caller: Caller
    moment: Free | None = None

    def __init__(self, *args: Any, inbox: Inbox, **options: Any) -> None:
        super().__init__(*args, **options)
        self._inbox = inbox

    def clean_visitor(self) -> str:
        """The word their browser keeps; without JavaScript it keeps none."""
        visitor = self.cleaned_data["visitor"] or secrets.token_hex(20)
        if not VISITOR.fullmatch(visitor):
            raise ValidationError(_("This page had gone stale. Reload it, then try again."))
        return visitor

    def clean_at(self) -> str:
        written = self.cleaned_data["at"]
        offered = (
            {one.at.isoformat(): one for one in times_to_call(self._inbox, timezone.now())} if written else {}
        )
        if written and written not in offered:
            raise ValidationError(_("That time is no longer free to choose. Please choose another."))
        self.moment = offered.get(written)
        return written

    def clean(self) -> None:
        said = {name: str(self.cleaned_data.get(name, ""))[:LONGEST] for name in ("visitor", "name", "reach")}
        self.caller = Caller(said["visitor"], said["name"][:200], said["reach"])
        if said["reach"] and not self.caller.reached_at():
            raise ValidationError(_("This is no telephone number. It looks like +49 30 1234567."))

    def refusal(self) -> str:
        """What is wrong, in one sentence; empty if nothing is."""
        return next((str(errors[0]) for errors in self.errors.values()), "")
