"""The envelope sender of one letter to one recipient, so that whatever comes back names it by where it arrives.

`local+b.KIND.ID.HASH@domain` (variable envelope return paths, Bernstein 1997, in the subaddresses of RFC 5233), with
HMAC-SHA256 cut to 80 bits (RFC 2104, section 5) under the key of our Message-IDs. An inbox whose server delivers such
addresses switches it on; the others keep their own address.
"""

from __future__ import annotations

import base64
import hmac
import re
from hashlib import sha256

from django.conf import settings

from byhand.channels.inbox import RETURN_PATHS, Inbox

LONGEST_LOCAL = 64  # RFC 5321, 4.5.3.1.1
_OURS = re.compile(r"\+b\.([a-z]{1,2})\.([1-9][0-9]{0,18})\.([a-z2-7]{16})@", re.IGNORECASE)


def return_path(kind: str, pk: int, inbox: Inbox) -> str:
    """Whither a letter comes back that did not arrive: one of its own, or the inbox's address.

    `kind`: a code of `coming_back.py`; `pk`: of the row of this one recipient.
    """
    local, at, domain = inbox.address.rpartition("@")
    marked = f"{local}+b.{kind}.{pk}.{_keyed_hash(kind, pk)}"
    can = (
        inbox.options.get(RETURN_PATHS) and at and "+" not in local and len(marked.encode()) <= LONGEST_LOCAL
    )
    return f"{marked}@{domain}" if can else inbox.address


def behind(address: str) -> tuple[str, int] | None:
    """The kind and the row whose return path this is; None for a forged and for every other address."""
    found = _OURS.search(address)
    if found is None:
        return None
    kind, pk = found[1].lower(), int(found[2])
    return (kind, pk) if hmac.compare_digest(_keyed_hash(kind, pk), found[3].lower()) else None


def _keyed_hash(kind: str, pk: int) -> str:
    whole = hmac.new(settings.MESSAGE_ID_KEY, f"return path\x00{kind}\x00{pk}".encode(), sha256).digest()
    return base64.b32encode(whole[:10]).decode().lower()
