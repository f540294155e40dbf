"""DKIM where we sign: whether the DNS shows exactly the keys by which we do."""

from __future__ import annotations

from django.utils.translation import gettext as _

from byhand.channels.adapter import Check
from byhand.channels.email.believed.asking import Names
from byhand.channels.sending_key import SendingKey


def look(domain: str, names: Names) -> list[Check]:
    """A line a key: those in use, and newer ones that wait to be shown. Raises NoName."""
    here = {one.pk: one for one in (*SendingKey.objects.in_use(domain), *SendingKey.objects.of(domain))}
    keys = list(here.values())
    if not keys:
        return [Check("DKIM", False, _("%(domain)s has no key yet. Make one below, or let the relay sign.")
                      % {"domain": domain})]  # fmt: skip
    return [look_at(one, names) for one in keys]


def look_at(key: SendingKey, names: Names) -> Check:
    """Raises NoName."""
    found = names.txt(key.name())
    facts = {"name": key.name(), "record": key.record(), "kind": key.called()}
    if not found:
        told = _("The DNS does not show our %(kind)s key. Add a TXT record for %(name)s: %(record)s")
        return Check("DKIM", False, told % facts)
    if len(found) > 1:
        return Check(
            "DKIM", False, _("There are several records at %(name)s. Leave only ours: %(record)s") % facts
        )
    tags = _tags(found[0])
    if tags.get("p") != key.public or tags.get("k", "rsa") != facts["kind"].lower():
        return Check("DKIM", False, _(
            "The DNS shows another key at %(name)s than ours, so our signatures fail. Let the record say: %(record)s"
        ) % facts)  # fmt: skip
    if "y" in tags.get("t", "").split(":"):
        return Check(
            "DKIM", False, _("The record at %(name)s says that it is a test (t=y). Take that out.") % facts
        )
    key.is_shown()
    return Check("DKIM", True, _("The DNS shows our %(kind)s key at %(name)s.") % facts)


def _tags(record: str) -> dict[str, str]:
    """Blanks within a value count for nothing: a long key is often cut in pieces."""
    pairs = (one.partition("=") for one in record.split(";") if "=" in one)
    return {name.strip(): "".join(value.split()) for name, _is, value in pairs}
