"""Wrote about: a letter of theirs holds these words, in its subject or in its body."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.conversations.message import Message
from byhand.conversations.words import MESSAGE, SAID
from byhand.outreach.looking import Looking
from byhand.outreach.rules.days import day
from byhand.outreach.rules.rule import Because, Rows, Rule
from byhand.search.terms import Term, phrase

LONGEST = 100


@dataclass(frozen=True, kw_only=True)
class Wrote(Rule):
    kind = "wrote"
    label = gettext_lazy("Wrote to us about …")
    yes, no = gettext_lazy("wrote about"), gettext_lazy("never wrote about")

    words: str

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        return {
            "words": forms.CharField(
                label=_("Words"), max_length=LONGEST, help_text=_("All of them in one letter, as they stand there.")
            )
        }  # fmt: skip

    def said(self, called: str) -> str:
        about = {"words": self.words}
        if self.is_not:
            return _("never wrote to us about “%(words)s”") % about
        return _("wrote to us about “%(words)s”") % about

    def rows(self, looking: Looking) -> Rows:
        came = Message.objects.filter(origin=Message.Origin.CAME, automatic="", conversation__folded_at=None)
        said = came.filter(self._says()).filter(**looking.narrowed("conversation"))
        return Rows(said.select_related("conversation"), "writer__person", ("-said_at", "-pk"))

    def _says(self) -> Q:
        """Looked up in the index of words, which gives the rows of every letter that says so."""
        words = [found for one in self.words.split() if (found := phrase(one))]
        if not words:
            return Q(pk__in=())
        in_columns = ((Term((one,), column) for one in words) for column in ("subject", "body"))
        subject, body = (SAID.rows_that_hold(tuple(terms), MESSAGE) for terms in in_columns)
        return Q(pk__in=subject) | Q(pk__in=body)

    def tells(self, row: Message, looking: Looking) -> Because:
        return Because(_("Wrote so on %(day)s.") % {"day": day(row.said_at)}, row.conversation.public_id)

    def nothing(self) -> str:
        return _("No letter of theirs says so.")
