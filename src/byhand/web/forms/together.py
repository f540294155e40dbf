"""What is done with the rows somebody ticked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from byhand.conversations import together
from byhand.conversations.handful import MOST
from byhand.conversations.tag import Tag
from byhand.conversations.together import Chosen, Deed
from byhand.team.user import User
from byhand.web.forms.tags import TagForm
from byhand.web.forms.turns import AssignForm, LaterForm

BETWEEN = "~"


class TogetherForm(forms.Form):
    """The ticked rows, and the button that was pressed: a deed, with its choice behind a colon."""

    act = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        given: Any = self.data
        kind, _colon, value = given.get("act", "").partition(":")
        chosen = [one for one in map(_chosen, given.getlist("chosen")) if one]
        if not chosen:
            raise ValidationError(_("Choose at least one conversation."))
        if len(chosen) > MOST:
            raise ValidationError(_("At most %(most)d at once.") % {"most": MOST})
        return {
            "chosen": list({one.public_id: one for one in chosen}.values()),
            "choice": self._choice(kind, value),
        }

    def deed(self, *, by: User) -> Deed:
        """What is to be done, once it is valid."""
        kind, value = self.cleaned_data["choice"]
        if kind == "later":
            return together.later(value, by=by)
        if kind == "to":
            return together.given(value, by=by)
        if kind == "tag":
            return together.tagged(Tag.objects.named(value, by=by), by=by)
        return together.done(by=by) if kind == "done" else together.not_for_us(by=by)

    def _choice(self, kind: str, value: str) -> tuple[str, Any]:
        if kind in ("done", "fold"):
            return kind, None
        if kind == "later":
            return kind, _valid(
                LaterForm({"moment": value} if value else {"on": self.data.get("on", "")}), "until"
            )
        if kind == "to":
            return kind, _valid(AssignForm({"to": value}), "to")
        if kind == "tag":
            return kind, _valid(TagForm({"tag": self.data.get("tag", "")}), "tag")
        raise ValidationError(_("Say what is to be done with them."))


def _valid(form: forms.Form, name: str) -> Any:
    if not form.is_valid():
        raise ValidationError(str(next(iter(form.errors.values()))[0]))
    return form.cleaned_data[name]


def _chosen(value: str) -> Chosen | None:
    """The row, as its box names it; None for what is none."""
    public_id, _between, last_at = value.replace("\x00", "").partition(BETWEEN)
    try:
        at = datetime.fromisoformat(last_at)
    except ValueError:
        return None
    return Chosen(public_id[:16], at if timezone.is_aware(at) else timezone.make_aware(at))
