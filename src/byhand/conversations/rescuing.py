"""Rescuing: what somebody took out of the Junk folder, in whatever program, was for us after all."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import ngettext

from byhand.channels.arrival import Copy
from byhand.channels.folder import Folder
from byhand.conversations.conversation import Conversation
from byhand.conversations.message import Message

AT_A_TIME = 200


def rescue_due() -> str:
    """The chore: brings back what the server folded away and a person put into the inbox.

    What a colleague folded by hand stays, and so does mail of those whom one blocked: they have looked at it here.
    """
    by_machine = Conversation.objects.filter(folded_at__isnull=False, folded_by__isnull=True)
    by_machine = by_machine.exclude(person__blocked_at__isnull=False)
    back = sum(one.unfold(by=None) for one in by_machine.filter(pk__in=_moved())[:AT_A_TIME])
    if not back:
        return ""
    return ngettext("%(count)s was taken out of Junk.", "%(count)s were taken out of Junk.", back) % {
        "count": back
    }


def _moved() -> list[int]:
    """Conversations with a letter that came into Junk, was judged by that, and lies in the inbox now."""
    in_inbox = Copy.objects.filter(arrival=OuterRef("arrival"), folder__role=Folder.Role.INCOMING)
    folded = Message.objects.filter(
        arrival__folder__role=Folder.Role.JUNK, conversation__folded_at__isnull=False
    )
    return list(folded.filter(Exists(in_inbox)).values_list("conversation", flat=True).distinct())
