"""An audience being put together: its name, and a small form for each rule. All of it travels with the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.outreach.audience import LONGEST
from byhand.outreach.looking import Looking
from byhand.outreach.rules import KINDS, MOST
from byhand.outreach.rules.rule import Rule
from byhand.web.forms.lines import LineField

AT = "at"  # under which the places of the rules are told
NOT = "not"
MOST_DIGITS = 2


class RuleForm(forms.Form):
    """One rule: whether it must hold or must not, and what its kind asks."""

    def __init__(
        self, kind: type[Rule], place: int, looking: Looking, data: QueryDict | None = None, rule: Rule | None = None
    ) -> None:  # fmt: skip
        usual = {"must": NOT if kind.is_usually_not else ""}
        super().__init__(data, prefix=f"rule{place}", initial=_as_it_is(rule) if rule else usual)
        self.kind, self.place = kind, place
        must = [("", kind.yes), (NOT, kind.no)]
        asked = kind.asks(looking)
        self.asked = tuple(asked)
        self.fields["must"] = forms.ChoiceField(label=_("Holds, or does not"), choices=must, required=False)
        self.fields.update(asked)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and (wrong := self.kind.why_wrong(given)):
            raise forms.ValidationError(wrong)
        return given

    def rule(self) -> Rule:
        """As it was said; the form is valid."""
        usual = {one.name: one.default for one in fields(self.kind) if one.default is not MISSING}
        said = {name: _plain(self.cleaned_data[name]) for name in self.asked}
        given = {name: usual.get(name) if value in (None, "") else value for name, value in said.items()}
        return self.kind(**given, is_not=self.cleaned_data["must"] == NOT)


class AudienceForm(forms.Form):
    """What it is called."""

    name = LineField(label=gettext_lazy("What you call it"), max_length=LONGEST)


def begun(rules: Sequence[Rule], looking: Looking) -> list[RuleForm]:
    """The forms of rules that stand already."""
    return [RuleForm(type(one), place, looking, rule=one) for place, one in enumerate(rules)]


def given(data: QueryDict, looking: Looking) -> list[RuleForm]:
    """The forms that came with a page, without one that is taken away, with one that is added. Hostile data is none."""
    taken, added = data.get("take", ""), KINDS.get(data.get("add", "") and data.get("kind", ""))
    places = [one for one in data.getlist(AT) if one.isascii() and one.isdigit() and len(one) <= MOST_DIGITS]
    found: list[RuleForm] = []
    for at in dict.fromkeys(places[: MOST + 1]):
        kind = KINDS.get(data.get(f"rule{int(at)}-kind", ""))
        if kind and at != taken:
            found.append(RuleForm(kind, int(at), looking, data))
    if added and len(found) < MOST:
        free = min(set(range(MOST + 1)) - {one.place for one in found})
        found.append(RuleForm(added, free, looking))
    return found


def rules_of(forms_given: Sequence[RuleForm]) -> list[Rule]:
    """Those that are said whole; what is still being written counts for nothing yet."""
    return [one.rule() for one in forms_given if one.is_bound and one.is_valid()]


def _as_it_is(rule: Rule) -> dict[str, Any]:
    return {**rule.kept(), "must": NOT if rule.is_not else ""}


def _plain(value: Any) -> Any:
    """As JSON holds it."""
    if isinstance(value, Model):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value
