"""The mail backend Django would use: there is none. Words leave through the gate."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage


class PastTheGate(RuntimeError):
    """Something tried to send mail without the gate."""


class Backend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise PastTheGate("Mail leaves through byhand.gate alone: Dispatch.release or a notice.")
