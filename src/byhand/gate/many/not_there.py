"""Not there: what a server says of a recipient who does not exist is kept with the address: nobody writes there again.

Only what speaks of the address itself: RFC 3463, 3.2 (5.1.1 mailbox, 5.1.2 domain, 5.1.3 syntax, 5.1.6 moved, 5.1.10
null MX by RFC 7505). A full mailbox, or a server that does not like us, says nothing about an address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from byhand.people.address import Address

_NOT_THERE = re.compile(r"\b5\.1\.(?:1|2|3|6|10)\b")


def mark_what_is_not_there(refused: Mapping[int, str]) -> None:
    """By the number of the address, what was said when it was refused."""
    gone = {pk: why for pk, why in refused.items() if _NOT_THERE.search(why)}
    for address in Address.objects.filter(pk__in=gone, failing_since__isnull=True) if gone else ():
        address.note_failure(gone[address.pk])
