"""Verifying a chat: what its owner ought to know before they put it on a page."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from byhand.channels.adapter import Check
from byhand.channels.chat.settings import KIND, identity_key_of, settings_of
from byhand.channels.inbox import Inbox
from byhand.team.secrets import LostKey


def verify(inbox: Inbox) -> list[Check]:
    """Each outcome in words; raises nothing."""
    return list(_checks(inbox))


def _checks(inbox: Inbox) -> Iterator[Check]:
    said = settings_of(inbox)
    yield Check(
        _("Pages"), bool(said.origins),
        _("These pages may show it: %(pages)s.") % {"pages": ", ".join(said.origins)} if said.origins
        else _("No page may show it yet. Name the address of your website."),
    )  # fmt: skip
    if not settings.BASE_URL.startswith("https://"):
        yield Check(
            _("Encryption"), False,
            _("The desk is not reached by https, and browsers show no such frame inside a page that is."),
        )  # fmt: skip
    yield _by_mail(said.goes_on_by)
    yield _identity(inbox)


def _by_mail(pk: int) -> Check:
    mailbox = Inbox.objects.at_work().filter(pk=pk).exclude(kind=KIND).first()
    if mailbox is None:
        return Check(
            _("By mail"), False, _("It does not go on by mail: an answer waits until its visitor comes back.")
        )
    return Check(
        _("By mail"), True, _("Who has left gets the answer from %(address)s.") % {"address": mailbox.address}
    )


def _identity(inbox: Inbox) -> Check:
    try:
        has_key = bool(identity_key_of(inbox))
    except LostKey as lost:
        return Check(_("Identity"), False, str(lost))
    sentence = (
        _("Whom your site vouches for is shown as verified.")
        if has_key
        else _("Nobody is shown as verified.")
    )
    return Check(_("Identity"), True, sentence)
