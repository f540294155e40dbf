"""Whether every personal field is one, and says what stands there for whom we know nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from byhand.kit.personal import broken_in, slots_in
from byhand.outreach.checking.finding import Finding
from byhand.outreach.personal_fields import BY_NAME

_IN_AN_ADDRESS = re.compile(r"\]\([^)\s]*\{[a-z_]+[^)]*\)|<https?://[^>\s]*\{[^>]*>")


def look_at_fields(subject: str, body: str) -> Iterator[Finding]:
    """All of these hold it: a reader would see braces, or a hole."""
    whole = f"{subject}\n{body}"
    for name in dict.fromkeys(one.name for one in slots_in(whole) if one.name not in BY_NAME):
        told = {"field": name, "known": ", ".join(BY_NAME)}
        yield Finding(_("There is no field “%(field)s”. There are: %(known)s.") % told, holds=True)
    bare = (one.name for one in slots_in(whole) if one.name in BY_NAME and not (one.otherwise or "").strip())
    for name in dict.fromkeys(bare):
        said = _("Say what stands in place of “%(field)s” where we do not know it: {%(field)s|dear reader}")
        yield Finding(said % {"field": name}, holds=True)
    for broken in dict.fromkeys(broken_in(whole)):
        yield Finding(
            _("“%(words)s” looks like a field and is none. A field is {first|dear reader}.")
            % {"words": broken[:60]},
            holds=True,
        )
    if _IN_AN_ADDRESS.search(body):
        yield Finding(
            _("A field stands in the address of a link: it would tell who followed it. Take it out."),
            holds=True,
        )
