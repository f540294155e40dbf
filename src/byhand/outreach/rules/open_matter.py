"""An open matter: they wait for us, something with them is open, or they complain. Usually left out."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from byhand.conversations.conversation import Conversation, Place
from byhand.conversations.listing import Urgency
from byhand.conversations.sign import COMPLAINT_TAGS, Sign
from byhand.conversations.tagging import Tagging
from byhand.kit.signs import Kind
from byhand.outreach.looking import Looking
from byhand.outreach.rules.days import day
from byhand.outreach.rules.rule import Because, Rows, Rule

WAITING, OPEN, COMPLAINT = "waiting", "open", "complaint"
WHAT = (
    (WAITING, gettext_lazy("they wait for an answer of ours")),
    (OPEN, gettext_lazy("any conversation that is not done")),
    (COMPLAINT, gettext_lazy("a complaint, or they told us off")),
)


@dataclass(frozen=True, kw_only=True)
class OpenMatter(Rule):
    kind = "open"
    label = gettext_lazy("An open conversation or complaint")
    yes, no = gettext_lazy("has one"), gettext_lazy("has none")
    is_usually_not = True

    what: str

    @classmethod
    def asks(cls, looking: Looking) -> dict[str, forms.Field]:
        return {"what": forms.ChoiceField(label=_("Which"), choices=WHAT)}

    def said(self, called: str) -> str:
        if self.what == WAITING:
            return _("wait for no answer of ours") if self.is_not else _("wait for an answer of ours")
        if self.what == COMPLAINT:
            return _("have no open complaint") if self.is_not else _("have an open complaint")
        return _("have no open conversation") if self.is_not else _("have an open conversation")

    def rows(self, looking: Looking) -> Rows:
        seen = looking.conversations()
        if self.what == WAITING:
            seen = seen.filter(place=Place.WAITING)
        elif self.what == COMPLAINT:
            seen = seen.filter(_complains(), closed_at__isnull=True)
        else:
            seen = seen.filter(place__in=(Place.WAITING, Place.THEIRS, Place.LATER))
        return Rows(seen, order=("-last_at", "-pk"))

    def tells(self, row: Conversation, looking: Looking) -> Because:
        return Because(_("Open; the last word was on %(day)s.") % {"day": day(row.last_at)}, row.public_id)

    def nothing(self) -> str:
        return _("Nothing of the kind is open.")


def _complains() -> Q:
    """As the desk reads complaints: by the words of a letter, by a colleague’s tag, or at the door for it."""
    said = Sign.objects.of_kind(Kind.COMPLAINT).filter(message__conversation=OuterRef("pk"))
    marked = Tagging.objects.filter(conversation=OuterRef("pk"), tag__key__in=COMPLAINT_TAGS)
    return Q(urgency=Urgency.TOLD_US_OFF) | Q(Exists(said)) | Q(Exists(marked))
