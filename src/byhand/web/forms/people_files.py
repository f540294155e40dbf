"""People who come from elsewhere: the file, and what its columns mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.kit.tables import Table

MEANINGS = (
    ("", gettext_lazy("not taken")),
    ("name", gettext_lazy("name")),
    ("given", gettext_lazy("first name")),
    ("family", gettext_lazy("last name")),
    ("email", gettext_lazy("e-mail address")),
    ("phone", gettext_lazy("telephone number")),
    ("organisation", gettext_lazy("organisation")),
    ("line", gettext_lazy("what they do")),
    ("birthday", gettext_lazy("birthday")),
    ("anniversary", gettext_lazy("anniversary")),
    ("occasions", gettext_lazy("other dates, each with what it is")),
    ("ties", gettext_lazy("whom they know, each with what that one is")),
    ("note", gettext_lazy("worth remembering")),
)
SAY_WHO = {"name", "given", "family", "email", "phone"}


class PeopleFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("A file"), allow_empty_file=False, max_length=300,
        help_text=gettext_lazy("A table (.csv) whose first line names its columns, vCards (.vcf), or Monica’s .json."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.vcf,.json,text/csv,text/vcard"}),
    )  # fmt: skip


class MappingForm(forms.Form):
    """One choice a column, under its heading."""

    def __init__(self, table: Table, data: Any = None) -> None:
        super().__init__(data, initial={f"column_{n}": field for n, field in table.guess().items()})
        for n, name in enumerate(table.columns):
            self.fields[f"column_{n}"] = forms.ChoiceField(label=name, choices=MEANINGS, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if SAY_WHO.isdisjoint(given.values()):
            raise forms.ValidationError(_("Choose at least one column that says who somebody is."))
        return given

    def mapping(self) -> dict[int, str]:
        """What each column means, by its number; those not taken are left out."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else self.initial
        return {int(name.partition("_")[2]): str(field) for name, field in given.items() if field}
