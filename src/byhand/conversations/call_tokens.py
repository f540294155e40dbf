"""What proves to the desk that a visitor's page belongs to a call: a signed word that page alone was given."""

from __future__ import annotations

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

from byhand.conversations.call import Call

# Nobody talks longer, and a page that was left open must not speak for somebody next week.
LASTS = timedelta(hours=12)
_signer = TimestampSigner(salt="byhand.call")


def token_of(call: Call) -> str:
    return _signer.sign(call.public_id)


def call_proven_by(token: str) -> Call | None:
    """The call that page belongs to; None for anything forged, old or gone."""
    try:
        public_id = _signer.unsign(token[:200], max_age=LASTS)
    except BadSignature:
        return None
    return Call.objects.filter(public_id=public_id).select_related("conversation", "inbox").first()
