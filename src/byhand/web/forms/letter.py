"""The writing sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Inbox
from byhand.conversations.drafting import Words
from byhand.team.user import User

LONGEST = 200_000


class LetterForm(forms.Form):
    """An answer. What may leave is the gate's to judge; here only what can be kept."""

    to = forms.CharField(label=_("To"), required=False, max_length=20_000)
    cc = forms.CharField(label=_("Copy to"), required=False, max_length=20_000)
    bcc = forms.CharField(label=_("Unseen (Bcc)"), required=False, max_length=20_000)
    subject = forms.CharField(label=_("Subject"), required=False, max_length=2_000)
    body = forms.CharField(required=False, max_length=LONGEST, strip=False)
    seen_message = forms.IntegerField(required=False, min_value=0, max_value=2**62)
    note = forms.BooleanField(required=False)
    reason = forms.CharField(label=_("Why it cannot wait"), required=False, max_length=500)
    forwards = forms.IntegerField(required=False, min_value=0, max_value=2**62)

    def chosen(self) -> list[int] | None:
        """Which files of a forwarded message go along; None where the sheet forwards nothing."""
        if "forwards" not in self.data:
            return None
        ticked = self.data.getlist("along")[:500] if isinstance(self.data, QueryDict) else []
        return [int(one) for one in ticked if one.isdecimal() and len(one) < 18]

    def words(self) -> Words:
        """The sheet as it is kept; what is out of bounds is left out."""
        kept: dict[str, Any] = getattr(self, "cleaned_data", {})
        return Words(
            to=_one_line(kept.get("to")), cc=_one_line(kept.get("cc")), bcc=_one_line(kept.get("bcc")),
            subject=_one_line(kept.get("subject")),
            body=kept.get("body") or "", seen_message=kept.get("seen_message") or 0, inbox=kept.get("inbox"),
        )  # fmt: skip


class NewLetterForm(LetterForm):
    """A letter that begins a conversation."""

    inbox = forms.ModelChoiceField(Inbox.objects.none(), label=_("From"), required=False, empty_label=None)
    draft = forms.IntegerField(required=False, min_value=0, max_value=2**62)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inbox"].queryset = Inbox.objects.visible_to(by).at_work().exclude(kind="archive")  # type: ignore[attr-defined]


def _one_line(value: str | None) -> str:
    return " ".join((value or "").replace("\x00", "").split())
