"""Everything that is looked at, in order: what holds it first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from byhand.gate.many.lot import SECOND
from byhand.gate.many.plan import Words
from byhand.outreach.broadcast import Broadcast
from byhand.outreach.checking.fields import look_at_fields
from byhand.outreach.checking.finding import Finding
from byhand.outreach.checking.links import look_at_links
from byhand.outreach.checking.pictures import look_at_pictures
from byhand.outreach.checking.words import look_at_body, look_at_subject
from byhand.outreach.rules.rule import NoAudience


def findings(broadcast: Broadcast) -> list[Finding]:
    """Of whom it goes to, then of each language and version; what holds it stands first. One query for the pictures."""
    ours = {one.sha256 for one in broadcast.pictures.all()}
    found = list(_of_the_whole(broadcast))
    for one in broadcast.words.all():
        first = (
            *look_at_subject(one.subject),
            *_of_body(one.body, ours),
            *look_at_fields(one.subject, one.body),
        )
        found += [replace(each, language=one.language) for each in first]
        said = one.versions()
        second = _of_second(said[0], said[1], ours) if one.has_second else ()
        found += [replace(each, language=one.language, version=SECOND) for each in second]
    return sorted(found, key=lambda one: not one.holds)


def _of_the_whole(broadcast: Broadcast) -> Iterator[Finding]:
    if broadcast.inbox is None:
        yield Finding(_("Say from which inbox it goes: answers come there."), holds=True)
    if broadcast.topic is None and not broadcast.because:
        yield Finding(_("Say what it is about: only those get it who agreed to that."), holds=True)
    if broadcast.because and any(one.has_second for one in broadcast.words.all()):
        yield Finding(
            _("What everyone must know says the same to everyone. Take the second version out."), holds=True
        )
    if broadcast.audience is None:
        yield Finding(_("Say whom it is for."), holds=True)
        return
    try:
        broadcast.audience.said()
    except NoAudience as no:
        yield Finding(str(no), holds=True)


def _of_body(body: str, ours: Collection[str]) -> Iterator[Finding]:
    yield from look_at_body(body)
    yield from look_at_pictures(body, ours)
    yield from look_at_links(body)


def _of_second(first: Words, second: Words, ours: Collection[str]) -> Iterator[Finding]:
    """Of words that are those of the first version nothing is said again."""
    own = second.body if second.body != first.body else ""
    if not own and second.subject == first.subject:
        yield Finding(_("Both versions say the same. Change the second, or take it out."), holds=True)
        return
    yield from look_at_subject(second.subject)
    yield from look_at_fields(second.subject, own)
    if own:
        yield from _of_body(own, ours)
