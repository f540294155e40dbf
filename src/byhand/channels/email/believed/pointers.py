"""PTR: whether the address of our own server leads back to its name, as receivers ask (RFC 1912, 2.1)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from byhand.channels.adapter import Check
from byhand.channels.email.believed.asking import Names
from byhand.channels.email.believed.sender import Sender


def look(sender: Sender, names: Names) -> list[Check]:
    """Of a server of our own; a provider's is the provider's matter. Raises NoName."""
    if not sender.is_own:
        return []
    if not sender.addresses:
        return [Check("PTR", False, _(
            "Our outgoing server calls itself “%(host)s”, and no public address has that name. Give it its full name, "
            "and an A record to that."
        ) % {"host": sender.host})]  # fmt: skip
    return [_of_one(one, sender.host, names) for one in sender.addresses]


def _of_one(address: str, host: str, names: Names) -> Check:
    facts = {"address": address, "host": host}
    back = names.hosts(address)
    if not back:
        return Check("PTR", False, _(
            "%(address)s, from which we send, has no name of its own (PTR). Whoever rents you the address sets it to "
            "%(host)s."
        ) % facts)  # fmt: skip
    if any(address in names.addresses(one) for one in back):
        return Check("PTR", True, _("%(address)s is called %(name)s, and %(name)s leads back to it.")
                     % {**facts, "name": back[0]})  # fmt: skip
    return Check("PTR", False, _(
        "%(address)s is called %(name)s, but that name does not lead back to it. Set the one to %(host)s, or the other."
    ) % {**facts, "name": back[0]})  # fmt: skip
