"""What a colleague shows of themselves to customers. A picture is hostile until it is read here."""

from __future__ import annotations

from hashlib import sha256

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from byhand.kit.portraits import NoPicture, plain
from byhand.team.shown import Portrait
from byhand.web.forms.lines import LineField

LARGEST = 500_000


class ShownForm(forms.Form):
    """Whether, and what. Shown under “Who we are” and wherever a page says who reads something."""

    is_shown = forms.BooleanField(
        label=_("Show me on the page “Who we are”"), required=False,
        help_text=_("With my name, whether I am at the desk, and when I am back."),
    )  # fmt: skip
    what_for = LineField(label=_("What I am here for"), required=False, max_length=200)
    speaks = LineField(label=_("Languages I speak"), required=False)
    face = forms.FileField(
        label=_("My picture"), required=False,
        help_text=_("JPEG, PNG or WebP, square, at most half a megabyte. Where and when it was taken is left out."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    no_face = forms.BooleanField(label=_("Show letters in place of my picture"), required=False)

    def clean_face(self) -> Portrait | None:
        given = self.cleaned_data["face"]
        if not isinstance(given, UploadedFile):
            return None
        if (given.size or 0) > LARGEST:
            raise forms.ValidationError(
                _("That is more than half a megabyte. Make it smaller, 512 dots are plenty.")
            )
        try:
            kind, content = plain(given.read())
        except NoPicture:
            raise forms.ValidationError(_("That is no JPEG, PNG or WebP picture, or a broken one.")) from None
        return Portrait(kind, content, sha256(content).hexdigest()[:32])
