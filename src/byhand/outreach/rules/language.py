"""Signed up in a language: the one in which they last confirmed that they want our letters."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.gate.sign_up import SignUp
from byhand.outreach.looking import Looking
from byhand.outreach.rules.rule import Because, Rows, Rule
from byhand.people.address import Address


@dataclass(frozen=True, kw_only=True)
class Language(Rule):
    kind = "language"
    label = gettext_lazy("Signed up in a language")
    yes, no = gettext_lazy("in this one"), gettext_lazy("not in this one")

    language: str

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        return {"language": forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)}

    def said(self, called: str) -> str:
        named = {"language": _named(self.language)}
        if self.is_not:
            return _("did not sign up in %(language)s") % named
        return _("signed up in %(language)s") % named

    def rows(self, looking: Looking) -> Rows:
        grounds = self.grounds(looking)
        return Rows(grounds.query.filter(spoken__startswith=self.language), order=grounds.order)

    def grounds(self, looking: Looking) -> Rows:
        """Sign-ups name the address they came with, and nobody."""
        confirmed = SignUp.objects.order_by().filter(confirmed_at__isnull=False).exclude(language="")
        newest = confirmed.filter(email=OuterRef("value")).order_by("-confirmed_at", "-pk").values("language")
        theirs = Address.objects.filter(kind=Address.Kind.EMAIL, value__in=confirmed.values("email"))
        return Rows(theirs.annotate(spoken=Subquery(newest[:1])), order=("-pk",))

    def tells(self, row: Address, looking: Looking) -> Because:
        spoken: str = row.spoken  # type: ignore[attr-defined]
        return Because(_("Signed up in %(language)s.") % {"language": _named(spoken)})

    def nothing(self) -> str:
        return _("Signed up in no language that is known.")


def _named(language: str) -> str:
    names = {code: str(name) for code, name in settings.LANGUAGES}
    return names.get(language) or names.get(language.partition("-")[0]) or language
