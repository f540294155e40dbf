"""Words of a stranger, by a page: hostile until they are read here, and never lost because something is wrong."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import QueryDict

LONGEST_WORDS = 20_000
LONGEST_ANSWER = 1000
MOST_FILES = 5
LARGEST_FILE, LARGEST_FILES = 10_000_000, 20_000_000
VALID_FOR = timedelta(hours=24)
# Nobody writes a sentence within a second of opening a page; a machine that does is asked to come again.
TOO_QUICK = timedelta(seconds=1)
_SIGNER = TimestampSigner(salt="byhand.words")


class Files(forms.FileInput):
    """Several at once."""

    allow_multiple_selected = True


class Said(forms.CharField):
    """What a person typed: controls that no keyboard makes are left out, not refused."""

    def __init__(self, *, lines: bool = False, **options: Any) -> None:
        self._lines = lines
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = str(value or "").replace("\r\n", "\n")
        text = text if self._lines else " ".join(text.split())
        seen = "".join(c for c in text if c.isprintable() or (self._lines and c in "\n\t") or c == " ")
        return super().to_python(seen) or ""


class WordsForm(forms.Form):
    """A name and a way to reach them, both optional; their words; questions of the team's, all optional."""

    words = Said(
        lines=True, label=_("Your words"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write a few words, then send."),
            "max_length": _("That is longer than a form can carry. Send the rest as a file."),
        },
    )  # fmt: skip
    name = Said(
        label=_("Your name"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    reach = Said(
        label=_("How we reach you"), required=False, max_length=254,
        help_text=_("An e-mail address or a telephone number. Without one we read your words and cannot answer."),
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(
        self, *args: Any, questions: Sequence[str] = (), takes_files: bool = True, **options: Any
    ) -> None:
        options.setdefault("initial", {"token": new_token()})
        super().__init__(*args, **options)
        self.questions = tuple(questions)
        for number, question in enumerate(self.questions):
            self.fields[f"answer_{number}"] = Said(
                lines=True, label=question, required=False, max_length=LONGEST_ANSWER,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
        if takes_files:
            widget = Files(attrs={"multiple": True})
            self.fields["files"] = forms.Field(label=_("Files"), required=False, widget=widget)
        self.order_fields(
            [*(name for name in self.fields if name not in ("files", "token")), "files", "token"]
        )

    def answers(self) -> list[tuple[str, str]]:
        """What they said to the team's questions, where they said something."""
        said = [(question, self.cleaned_data[f"answer_{n}"]) for n, question in enumerate(self.questions)]
        return [(question, answer) for question, answer in said if answer]

    def given_files(self) -> list[UploadedFile[Any]]:
        return self.files.getlist("files") if "files" in self.fields and self.files else []

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if token_of(kept.get("token") or "") is None:
            self._begin_anew(
                _now("This page was open for long. Your words are still here: send them once more.")
            )
        files = self.given_files()
        sizes = [one.size or 0 for one in files]
        if (
            len(files) > MOST_FILES
            or sum(sizes) > LARGEST_FILES
            or any(size > LARGEST_FILE for size in sizes)
        ):
            self.add_error("files", _now("Five files at most, ten megabytes each and twenty together."))
        return kept

    def _begin_anew(self, sentence: str) -> None:
        """The page they get back carries a token that is good."""
        anew = cast("QueryDict", self.data).copy()
        anew["token"] = new_token()
        self.data = anew
        self.add_error(None, sentence)


def new_token() -> str:
    return _SIGNER.sign(secrets.token_urlsafe(12))


def token_of(signed: str) -> str | None:
    """The token this house gave with a page; None for a made-up or an old one."""
    try:
        return _SIGNER.unsign(signed, max_age=VALID_FOR)
    except (BadSignature, SignatureExpired):
        return None


def is_too_quick(signed: str) -> bool:
    """Whether the page was opened within the last second."""
    try:
        _SIGNER.unsign(signed, max_age=TOO_QUICK)
    except (BadSignature, SignatureExpired):
        return False
    return True
