"""Tagged: one of their conversations carries a tag."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.conversations.tag import Tag
from byhand.conversations.tagging import Tagging
from byhand.outreach.looking import Looking
from byhand.outreach.rules.days import day
from byhand.outreach.rules.rule import Because, Rows, Rule


@dataclass(frozen=True, kw_only=True)
class Tagged(Rule):
    kind = "tagged"
    label = gettext_lazy("A conversation of theirs is tagged …")
    yes, no = gettext_lazy("is tagged"), gettext_lazy("is not tagged")

    refers_to, refers_by = Tag, "tag"

    tag: int

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        every = Tag.objects.living().in_order()
        return {"tag": forms.ModelChoiceField(label=_("Tag"), queryset=every, empty_label=_("choose"))}

    def said(self, called: str) -> str:
        named = {"tag": called}
        if self.is_not:
            return _("have no conversation tagged “%(tag)s”") % named
        return _("have a conversation tagged “%(tag)s”") % named

    def rows(self, looking: Looking) -> Rows:
        tagged = Tagging.objects.filter(tag=self.tag, conversation__folded_at__isnull=True)
        seen = tagged.filter(**looking.narrowed("conversation")).select_related("conversation")
        return Rows(seen, "conversation__person", ("-at", "-pk"))

    def entries(self) -> QuerySet[Tagging] | None:
        return None if self.is_not else Tagging.objects.filter(tag=self.tag)

    def tells(self, row: Tagging, looking: Looking) -> Because:
        return Because(_("Tagged on %(day)s.") % {"day": day(row.at)}, row.conversation.public_id)

    def nothing(self) -> str:
        return _("No conversation of theirs carries the tag.")
