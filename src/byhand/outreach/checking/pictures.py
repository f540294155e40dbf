"""Whether every picture can be shown, and says in words what it shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from byhand.kit.markdown import pictures_in, pictures_of_others
from byhand.outreach.checking.finding import Finding


def look_at_pictures(body: str, ours: Collection[str]) -> Iterator[Finding]:
    """`ours`: digests of the pictures that were added here. A picture without words, or that is gone, holds it."""
    shown = pictures_in(body)
    bare = sum(not one.alt or one.alt == _("What does it show?") for one in shown)
    if bare:
        yield Finding(ngettext(
            "%(n)s picture has no words for those who cannot see it: ![write them here](…)",
            "%(n)s pictures have no words for those who cannot see them: ![write them here](…)", bare,
        ) % {"n": bare}, holds=True)  # fmt: skip
    if any(one.sha256 not in ours for one in shown):
        yield Finding(_("A picture is not one of this letter. Add it here, then put it in."), holds=True)
    for address in pictures_of_others(body):
        said = _(
            "The picture at %(address)s would tell its house who reads; its words stand there. Add it here instead."
        )
        yield Finding(said % {"address": address[:80]})
