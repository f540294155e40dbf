"""DMARC: what the domain asks of whoever receives a letter in its name (RFC 7489)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from byhand.channels.adapter import Check
from byhand.channels.email.believed.asking import Names


def look(domain: str, names: Names, *, signed_by: str = "") -> Check:
    """`signed_by`: the domain of a signature that is not ours, where one is known. Raises NoName."""
    at, records = _nearest(domain, names)
    if not records:
        record = f"v=DMARC1; p=none; rua=mailto:postmaster@{domain}"
        return _wrong(_(
            "%(domain)s has no DMARC record; the great providers then trust its letters less. Add a TXT record for "
            "_dmarc.%(domain)s: %(record)s"
        ), domain=domain, record=record)  # fmt: skip
    if len(records) > 1:
        return _wrong(_("%(domain)s has several DMARC records, and then none counts. Leave one."), domain=at)
    tags = _tags(records[0])
    policy = tags.get("sp", tags.get("p", "")) if at != domain else tags.get("p", "")
    if policy not in ("none", "quarantine", "reject") or not records[0].strip().lower().startswith(
        "v=dmarc1;"
    ):
        return _wrong(
            _("The DMARC record of %(domain)s is written wrongly: after “v=DMARC1;” it wants p=none, p=quarantine or "
              "p=reject."), domain=at,
        )  # fmt: skip
    if signed_by and not _is_aligned(signed_by, domain, strict=tags.get("adkim") == "s"):
        return _wrong(_(
            "Our letters are signed by %(other)s, which counts for nothing in the DMARC of %(domain)s. Ask the "
            "provider to sign as %(domain)s, or let us sign."
        ), domain=domain, other=signed_by)  # fmt: skip
    return Check("DMARC", True, _said(domain, policy))


def _said(domain: str, policy: str) -> str:
    if policy == "none":
        return _(
            "%(domain)s has a DMARC record that only watches (p=none). When all else here is well for some weeks, let "
            "it say p=quarantine."
        ) % {"domain": domain}  # fmt: skip
    return _("%(domain)s has a DMARC record (p=%(policy)s): who writes in its name without proof is turned away.") % {
        "domain": domain, "policy": policy,
    }  # fmt: skip


def _nearest(domain: str, names: Names) -> tuple[str, list[str]]:
    """The record of the domain, or else of the one above it, down to two labels (RFC 7489, 6.6.3)."""
    labels = domain.split(".")
    for depth in range(max(len(labels) - 1, 1)):
        at = ".".join(labels[depth:])
        found = [one for one in names.txt(f"_dmarc.{at}") if one.strip().lower().startswith("v=dmarc1")]
        if found:
            return at, found
    return domain, []


def _tags(record: str) -> dict[str, str]:
    pairs = (one.partition("=") for one in record.split(";") if "=" in one)
    return {name.strip().lower(): value.strip().lower() for name, _is, value in pairs}


def _is_aligned(signer: str, domain: str, *, strict: bool) -> bool:
    """RFC 7489, 3.1.1; relaxed: one is the other, or below it."""
    if signer == domain or strict:
        return signer == domain
    return domain.endswith(f".{signer}") or signer.endswith(f".{domain}")


def _wrong(sentence: str, **facts: str) -> Check:
    return Check("DMARC", False, sentence % facts)
