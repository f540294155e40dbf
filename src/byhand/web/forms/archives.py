"""An archive to import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Inbox
from byhand.team.user import User


class AskingForm(forms.Form):
    """One that lies in the folder on the server."""

    name = forms.CharField(max_length=300, widget=forms.HiddenInput)
    is_private = forms.BooleanField(label=_("Only I see it for now"), required=False)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("A file"), allow_empty_file=False, max_length=300,
        help_text=_("Mail (.mbox, .mbox.gz, .eml), what another desk exports (.json, .jsonl), or a .zip of these."),
        widget=forms.ClearableFileInput(attrs={"accept": ".mbox,.mbx,.gz,.eml,.zip,.json,.jsonl,.ndjson"}),
    )  # fmt: skip
    inbox = forms.ModelChoiceField(
        Inbox.objects.none(), label=_("Another desk’s conversations join"), required=False,
        empty_label=_("an inbox of their own, only to be read"),
        help_text=_("From there they are answered. Mail always gets an inbox of its own."),
    )  # fmt: skip
    is_private = forms.BooleanField(label=_("Only I see it for now (in an inbox of its own)"), required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answering = Inbox.objects.visible_to(by).at_work().exclude(kind="archive")
        self.fields["inbox"].queryset = answering  # type: ignore[attr-defined]
        self.fields["inbox"].initial = answering.first()

    def joins(self) -> Inbox | None:
        """Where another desk's conversations go; what is private goes nowhere else."""
        return None if self.cleaned_data["is_private"] else self.cleaned_data["inbox"]
