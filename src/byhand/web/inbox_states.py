"""An inbox as the settings tell it: who sees it, how complete it is, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.channels.arrival import Arrival
from byhand.channels.chat.settings import KIND
from byhand.channels.chat.visitor import Visitor
from byhand.channels.completeness import Completeness, FolderCount, completeness
from byhand.channels.inbox import Inbox
from byhand.conversations.conversation import Conversation
from byhand.web import times


@dataclass(frozen=True, slots=True)
class InboxState:
    """`gap` is a sentence, empty if nothing is missing; `is_complete` means: looked at, and everything is here."""

    inbox: Inbox
    seen_by: str
    lines: tuple[str, ...]
    gap: str
    is_complete: bool


def state_of(inbox: Inbox) -> InboxState:
    if inbox.kind != "email":
        return InboxState(inbox, _seen_by(inbox), (_holdings(inbox), *_private(inbox)), "", is_complete=False)
    counted, lines = completeness(inbox), _private(inbox)
    return InboxState(
        inbox, _seen_by(inbox), (*_lines(counted), *lines), _gap(counted), is_complete=counted.is_complete
    )


def _private(inbox: Inbox) -> tuple[str, ...]:
    """That there are private conversations is told; of what they are is told to those named on them alone."""
    if inbox.holds_private_since is None:
        return ()
    count = Conversation.objects.filter(private_at__isnull=False, seen_in_inboxes__inbox=inbox).count()
    told = ngettext(
        "%(n)s conversation is private to some.", "%(n)s conversations are private to some.", count
    )
    return (told % {"n": count},) if count else ()


def _seen_by(inbox: Inbox) -> str:
    if inbox.is_team_wide:
        return _("Seen by the whole team.")
    names = ", ".join(inbox.members.values_list("name", flat=True))
    return _("Seen by %(names)s.") % {"names": names or _("nobody yet")}


def _lines(counted: Completeness) -> Iterator[str]:
    for folder in counted.folders:
        yield _line(folder)
    if counted.looked_at:
        yield _("Last looked %(when)s.") % {"when": times.clock(counted.looked_at)}
    elif not counted.folders:
        yield _("Not looked at yet.")


def _line(folder: FolderCount) -> str:
    """“INBOX: the server holds 1,204; 1,200 arrived here, 4 of them need a look.”"""
    line = _("%(folder)s: the server holds %(holds)s, %(arrived)s arrived here") % {
        "folder": folder.name, "holds": folder.server_holds, "arrived": folder.arrived,
    }  # fmt: skip
    if folder.unreadable:
        line += ", " + ngettext("%(n)s needs a look", "%(n)s need a look", folder.unreadable) % {
            "n": folder.unreadable
        }
    if folder.held_before:
        left = ngettext(
            "%(n)s older one was left there", "%(n)s older ones were left there", folder.held_before
        )
        line += ", " + left % {"n": folder.held_before}
    return line + "."


def _gap(counted: Completeness) -> str:
    if not counted.missing:
        return ""
    return ngettext(
        "%(n)s letter is on the server and not here yet.", "%(n)s letters are on the server and not here yet.",
        counted.missing,
    ) % {"n": counted.missing}  # fmt: skip


def _holdings(inbox: Inbox) -> str:
    if inbox.kind == KIND:
        wrote = Visitor.objects.filter(inbox=inbox).count()
        return ngettext("%(n)s visitor has written.", "%(n)s visitors have written.", wrote) % {"n": wrote}
    count = Arrival.objects.filter(inbox=inbox).count()
    return ngettext("%(n)s letter is here.", "%(n)s letters are here.", count) % {"n": count}
