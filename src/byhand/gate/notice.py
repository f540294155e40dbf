"""A notice: one of the few fixed machine mails. No free text, no author, a named colleague to turn to.

Rows are made by `gate/notices.py` alone. What is stored is which notice with which facts, never prose.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from byhand.channels.inbox import Inbox
from byhand.gate.leaving import Leaving, LeavingQuerySet, Stage
from byhand.team.typed import objects_of

ON_THE_LIST = [
    "receipt", "sign-in", "invitation", "failure", "digest", "opt-in", "stopped", "still wanted", "complaint",
]  # fmt: skip


class Notice(Leaving):
    """Which notice, through which inbox, about what, and whom to turn to."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("receipt")
        SIGN_IN = "sign-in", _("sign-in mail")
        INVITATION = "invitation", _("invitation")
        DELIVERY_FAILURE = "failure", _("delivery failure")
        DIGEST = "digest", _("digest")
        OPT_IN = "opt-in", _("question whether we may write")
        STOPPED = "stopped", _("confirmation that letters stopped")
        STILL_WANTED = "still wanted", _("question whether our letters are still wanted")
        COMPLAINT = "complaint", _("word that a letter was unwelcome")

    kind = models.CharField(max_length=12, choices=Kind)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="notices")
    contact = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=80, blank=True, help_text="The conversation it belongs to, if any.")
    facts = models.JSONField(
        default=dict, help_text="What is put into the fixed text: a subject, a link, a date."
    )
    message_id = models.CharField(max_length=255, unique=True)
    in_reply_to = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    get_kind_display: Callable[[], str]

    objects = objects_of(LeavingQuerySet["Notice"])

    class Meta(Leaving.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=ON_THE_LIST),
                name="notice_kind_is_on_the_list",
            ),
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="notice_stage_is_known"),
        ]
        indexes = [
            models.Index(fields=["stage", "next_attempt_at"], name="notice_due"),
            models.Index(fields=["kind", "recipient", "made_at"], name="notice_per_recipient"),
            models.Index(fields=["about"], name="notice_about"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} to {self.recipient}"
