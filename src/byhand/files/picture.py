"""A picture for words that others read: bytes every browser shows, not too large, kept and checked like every file."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from byhand.files.check import Check, Place
from byhand.files.upload import Upload
from byhand.kit.pictures import type_of

MOST_BYTES = 5_000_000


class NotAPicture(Exception):
    """It is not taken; the text is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """Where its bytes lie in the file store, and what they are."""

    sha256: str
    name: str
    type: str
    size: int


def keep_picture(name: str, content: bytes) -> KeptPicture:
    """Keeps it, and asks the virus scanner. Raises NotAPicture."""
    if len(content) > MOST_BYTES:
        raise NotAPicture(
            _("“%(name)s” is over 5 MB. Make it smaller; a page should be quick.") % {"name": name}
        )
    kind = type_of(content)
    if not kind:
        told = {"name": name}
        raise NotAPicture(
            _("“%(name)s” is no picture of a kind every browser shows: PNG, JPEG, GIF, WebP.") % told
        )
    digest = Upload.objects.keep(content)
    Check.objects.ask([Place(digest)])
    return KeptPicture(digest, name[:200], kind, len(content))
