"""Which files may go along with a letter."""

from __future__ import annotations

from django.utils.translation import gettext as _

from byhand.files import clamd, store
from byhand.files.check import Place
from byhand.files.checking import looked_at

# What a mailbox would start when it is opened: the large providers refuse letters with these, whatever is in them.
PROGRAMS = frozenset((
    "ade", "adp", "apk", "appx", "bat", "cab", "chm", "cmd", "com", "cpl", "diagcab", "dll", "dmg", "exe",
    "hta", "ins", "isp", "iso", "jar", "js", "jse", "lib", "lnk", "mde", "msc", "msi", "msix", "msp", "mst",
    "nsh", "pif", "ps1", "reg", "scr", "sct", "shb", "sys", "vb", "vbe", "vbs", "vhd", "vxd", "wsc", "wsf",
    "wsh",
))  # fmt: skip
STARTS = (b"MZ", b"\x7fELF")


class Unwelcome(Exception):
    """This file cannot go along; the text is a sentence for a person."""


def guard(filename: str, content: bytes) -> None:
    """Raises Unwelcome for an empty file, for a program, and for what the virus scanner finds."""
    name = {"name": filename[-80:]}
    if not content:
        raise Unwelcome(_("“%(name)s” is empty. Was it still being written?") % name)
    if filename.rpartition(".")[2].lower().strip() in PROGRAMS or content.startswith(STARTS):
        raise Unwelcome(
            _("“%(name)s” is a program, and most mailboxes refuse letters with one. Anything else may go along, 20 MB "
              "together: pictures, papers, sound, archives. Give the program as a link.") % name
        )  # fmt: skip
    if clamd.is_wanted():
        check = looked_at(Place(store.digest_of(content)), content)
        if check.found:
            raise Unwelcome(
                _("“%(name)s” holds a virus (%(what)s) and was not kept.") % {**name, "what": check.found}
            )
