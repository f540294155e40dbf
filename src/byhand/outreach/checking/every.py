"""Everything that is looked at, in order: what holds it first."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from byhand.outreach.broadcast import Broadcast
from byhand.outreach.checking.fields import look_at_fields
from byhand.outreach.checking.finding import Finding
from byhand.outreach.checking.links import look_at_links
from byhand.outreach.checking.pictures import look_at_pictures
from byhand.outreach.checking.words import look_at_body, look_at_subject
from byhand.outreach.rules.rule import NoAudience


def findings(broadcast: Broadcast) -> list[Finding]:
    """Of whom it goes to, then of each language; what holds it stands first. One query for the pictures."""
    ours = {one.sha256 for one in broadcast.pictures.all()}
    found = list(_of_the_whole(broadcast))
    for one in broadcast.words.all():
        found += [
            Finding(each.sentence, each.holds, one.language)
            for each in (
                *look_at_subject(one.subject), *look_at_body(one.body), *look_at_fields(one.subject, one.body),
                *look_at_pictures(one.body, ours), *look_at_links(one.body),
            )
        ]  # fmt: skip
    return sorted(found, key=lambda one: not one.holds)


def _of_the_whole(broadcast: Broadcast) -> Iterator[Finding]:
    if broadcast.inbox is None:
        yield Finding(_("Say from which inbox it goes: answers come there."), holds=True)
    if broadcast.topic is None and not broadcast.because:
        yield Finding(_("Say what it is about: only those get it who agreed to that."), holds=True)
    if broadcast.audience is None:
        yield Finding(_("Say whom it is for."), holds=True)
        return
    try:
        broadcast.audience.said()
    except NoAudience as no:
        yield Finding(str(no), holds=True)
