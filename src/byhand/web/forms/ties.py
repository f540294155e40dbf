"""Whom a person knows: somebody here or a name, and what that one is to them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from byhand.people.tie import LONGEST_NAME
from byhand.people.tie_kind import TieKind
from byhand.people.tie_kinds import KINDS, LONGEST_KIND

OWN = "own"


class TieForm(forms.Form):
    """`other` is somebody's id, or empty for the name; a kind of one's own is said both ways."""

    other = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    name = forms.CharField(required=False, max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label=_("What are they to them?"))
    what = forms.CharField(label=_("In your words"), required=False, max_length=LONGEST_KIND)
    back = forms.CharField(label=_("And the other way round"), required=False, max_length=LONGEST_KIND)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.named = dict(TieKind.objects.offered())
        usual = [(kind, words) for kind, (words, _inverse) in KINDS.items()]
        choices = [*usual, *((one, one) for one in self.named), (OWN, _("Something else, in your words"))]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == OWN and not (given.get("what") and given.get("back")):
            raise forms.ValidationError(
                _("Say it both ways: what they are to them, and the other way round.")
            )
        if not given.get("other") and not given.get("name"):
            raise forms.ValidationError(_("Choose who it is, or type a name."))
        return given

    def said(self) -> dict[str, str]:
        """What they are to each other, as the verb takes it."""
        given = self.cleaned_data
        if given["kind"] == OWN:
            return {"is_what": given["what"], "back": given["back"]}
        return {"is_what": given["kind"], "back": self.named.get(given["kind"], "")}
