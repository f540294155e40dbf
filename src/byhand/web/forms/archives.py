"""An archive to import."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AskingForm(forms.Form):
    """One that lies in the folder on the server."""

    name = forms.CharField(max_length=300, widget=forms.HiddenInput)
    is_private = forms.BooleanField(label=_("Only I see it for now"), required=False)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("A file"), allow_empty_file=False, max_length=300,
        help_text=_(
            "Mail as .mbox, .mbox.gz or .eml, what another desk exports as .json or .jsonl, or a .zip of these."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".mbox,.mbx,.gz,.eml,.zip,.json,.jsonl,.ndjson"}),
    )  # fmt: skip
    is_private = forms.BooleanField(label=_("Only I see it for now"), required=False)
