"""Addressed: to whom a line of recipients leads, as people read it: a browser on a website has a name alone."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from byhand.kit.reach import VISITOR

_MARK = rf"{VISITOR}[A-Za-z0-9_-]+"
_NAMED, _BARE = re.compile(rf"\s*<{_MARK}>"), re.compile(rf"(?<![\w<]){_MARK}")


def addressed(line: str) -> str:
    """The line without what the desk alone calls a browser by."""
    return (
        _BARE.sub(lambda _found: _("a browser on a website"), _NAMED.sub("", line))
        if VISITOR in line
        else line
    )
