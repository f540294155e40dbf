"""How a visitor stands: whether they are here now, on which page, and what is known of who they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import QuerySet

from byhand.channels.chat.settings import KIND
from byhand.channels.chat.visitor import PREFIX, Visitor
from byhand.conversations.conversation import Conversation
from byhand.people.address import Address
from byhand.team.kept import Given, kept


@dataclass(frozen=True, slots=True)
class Visit:
    """`seen_at` is when they were last here; `email` is what they typed, `vouched_email` what their site said."""

    address: str
    is_here: bool
    seen_at: datetime | None
    page: str
    email: str
    vouched_email: str
    goes_on_by_mail: bool

    def page_shown(self) -> str:
        """Where on the website, without the scheme."""
        parts = urlsplit(self.page)
        return parts.netloc + (parts.path if parts.path != "/" else "")


def visit_of(conversation: Conversation) -> Visit | None:
    """None for anything but a chat. Two queries for one."""
    if conversation.inbox.kind != KIND:
        return None
    found = _addresses().ask(conversation=conversation.pk)
    keys = [one.value.removeprefix(PREFIX) for one in found]
    one = Visitor.objects.filter(key__in=keys).order_by("-spoken_at").first() if keys else None
    if one is None:
        return None
    return Visit(
        one.address(), one.is_here(), one.left_at or one.here_at, one.page, one.email, one.vouched_email,
        goes_on_by_mail=one.mailed_at is not None,
    )  # fmt: skip


@kept
def _addresses() -> QuerySet[Address]:
    return Address.objects.filter(
        kind=Address.Kind.VISITOR, takes_part__conversation=Given("conversation")
    ).order_by("pk")
