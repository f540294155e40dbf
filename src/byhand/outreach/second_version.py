"""A second version of the words in a language, compared by lot: another subject and, if one likes, other words."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from byhand.outreach.words import BroadcastWords, Worded, markdown, one_line
from byhand.team.typed import this_row


class InTwoVersions(Worded):
    """The ability to be said in two ways, of which each reader gets one. Each verb is False once it was let go."""

    class Meta:  # pyright: ignore[reportIncompatibleVariableOverride]
        abstract = True

    @transaction.atomic
    def write_second(self, language: str, *, subject: str, body: str) -> bool:
        """Keeps what stands on its sheet; False, too, where there is none. No words: those of the first."""
        second = self.words.filter(language=language, has_second=True)
        return self._change(second, second_subject=one_line(subject), second_body=markdown(body))

    @transaction.atomic
    def begin_second(self, language: str) -> bool:
        """As it stood when it was taken out, else with the subject of the first, which one changes. False where there
        is one."""
        subject = Coalesce(NullIf("second_subject", models.Value("")), "subject")
        first = self.words.filter(language=language, has_second=False)
        return self._change(first, has_second=True, second_subject=subject)

    @transaction.atomic
    def take_out_second(self, language: str) -> bool:
        """Everyone gets the first version. What was written for the second is kept, should it be wanted again."""
        return self._change(self.words.filter(language=language, has_second=True), has_second=False)

    def _change(self, words: models.QuerySet[BroadcastWords], **told: object) -> bool:
        if not self._is_open():
            return False
        now = timezone.now()
        this_row(self).update(changed_at=now)
        return bool(words.update(**told, changed_at=now))
