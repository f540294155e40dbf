"""What the page proposes for an address, before a colleague changes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What to put into the fields, and a sentence saying where it comes from."""

    fields: dict[str, Any]
    sentence: str


def first_words(address: str) -> FirstWords:
    domain = address.rpartition("@")[2].lower()
    return FirstWords(
        {
            "address": address, "auth": "password", "imap_host": f"imap.{domain}", "imap_port": 993,
            "imap_security": "tls", "smtp_host": f"smtp.{domain}", "smtp_port": 465, "smtp_security": "tls",
        },
        _("Nothing is known about %(domain)s, so this is a guess. Your provider's help page tells the servers.")
        % {"domain": domain},
    )  # fmt: skip
