"""Checking files for viruses: as they come, again until the scanner answers, and before one is handed out."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.files import clamd
from byhand.files.check import Check, Place
from byhand.files.store import Missing

PER_RUN = 50


class NotHandedOut(Exception):
    """The file stays where it is; the text is a sentence for a person."""


def hand_out(place: Place, content: bytes) -> bytes:
    """The bytes, if the house has no scanner or it found nothing in them. Raises NotHandedOut.

    What came before there was a scanner is checked now.
    """
    known = Check.objects.filter(pk=place.sha256).first()
    if clamd.is_wanted() and (known is None or known.checked_at is None):
        known = looked_at(place, content)
        _refuse_if_unchecked(known)
    if known and known.found:
        raise NotHandedOut(
            _("This file holds a virus (%(name)s). It is kept as it came and handed out to nobody.")
            % {"name": known.found}
        )
    return content


def looked_at(place: Place, content: bytes) -> Check:
    """The check of these bytes, which the scanner has been asked about."""
    Check.objects.ask([place])
    check = Check.objects.get(pk=place.sha256)
    if check.checked_at is None:
        check.look(content)
    return check


def check_due() -> str:
    """The chore: asks the scanner about what it has not answered yet. Says how many it did."""
    if not clamd.is_wanted():
        return ""
    done = 0
    for one in Check.objects.due()[:PER_RUN]:
        try:
            one.look(one.place().read())
        except (Missing, IndexError):
            one.put_off(_("Its bytes are no longer in the file store."))
        if one.trouble and one.checked_at is None:
            break  # the others would wait for the same silence
        done += 1
    return ngettext("%(n)s file checked.", "%(n)s files checked.", done) % {"n": done} if done else ""


def why_not_sent(digests: Iterable[str]) -> str:
    """Why these files may not leave; empty if they may."""
    wanted = set(digests)
    known = {one.sha256: one for one in Check.objects.filter(pk__in=wanted)} if wanted else {}
    bad = next((one for one in known.values() if one.found), None)
    if bad:
        return _("A file holds a virus (%(name)s). Leave it out; your words are kept.") % {"name": bad.found}
    waiting = clamd.is_wanted() and any(known[one].checked_at is None for one in known)
    return (
        _("A file is not yet checked for viruses. Try again in a minute, or leave it out.") if waiting else ""
    )


def _refuse_if_unchecked(check: Check) -> None:
    if check.checked_at is None:
        raise NotHandedOut(
            _("This file is not yet checked for viruses. %(why)s It is tried again by itself.")
            % {"why": check.trouble}
        )
