"""The draft the mirror looks at, and what it is to look for."""

from __future__ import annotations

from django import forms

from byhand.conversations.mirror.kinds import KINDS
from byhand.web.forms.letter import LONGEST


class DraftForm(forms.Form):
    body = forms.CharField(required=False, max_length=LONGEST, strip=False)


class KindsForm(forms.Form):
    """A tick a kind."""

    def __init__(self, *args: object, off: frozenset[str] = frozenset(), **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for kind in KINDS:
            self.fields[kind.name] = forms.BooleanField(
                label=str(kind.title),
                help_text=str(kind.sentence),
                required=False,
                initial=kind.name not in off,
            )

    def on(self) -> list[str]:
        """The kinds that are ticked."""
        return [name for name, ticked in self.cleaned_data.items() if ticked]
