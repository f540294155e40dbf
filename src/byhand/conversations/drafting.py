"""Drafting: a colleague's words and files are kept while they write."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.utils import timezone

from byhand.channels.inbox import Inbox
from byhand.conversations.forwarding import pass_on
from byhand.conversations.welcome import guard
from byhand.files import clamd
from byhand.files.marks import mark
from byhand.files.upload import Upload
from byhand.team.user import User

if TYPE_CHECKING:
    from byhand.conversations.attachment import Attachment
    from byhand.conversations.conversation import Conversation
    from byhand.conversations.draft import Draft, DraftFile


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on the writing sheet."""

    to: str = ""
    cc: str = ""
    subject: str = ""
    body: str = ""
    seen_message: int = 0
    inbox: Inbox | None = None
    bcc: str = ""


class DraftQuerySet(models.QuerySet["Draft"]):
    pass_on = pass_on

    def for_sheet(self, author: User, seen: models.QuerySet[Conversation]) -> DraftQuerySet:
        """A colleague's own drafts; nobody reads another's, nor forwards what is out of sight."""
        in_sight = models.Q(forwards=None) | models.Q(forwards__conversation__in=seen)
        return self.filter(in_sight, author=author)

    def begun_letters(self) -> DraftQuerySet:
        """New letters that were begun and not sent, newest first."""
        return (
            self.filter(conversation=None)
            .exclude(to="", cc="", bcc="", subject="", body="")
            .order_by("-changed_at")
        )

    def discard(self, draft: int) -> bool:
        """Throws a begun letter away; False if there is none."""
        return bool(self.filter(conversation=None, pk=draft).delete()[0])

    def drop(self, conversation: Conversation, *, by: User) -> None:
        """Throws the words of an answer away, and the files that were to go along."""
        self.filter(author=by, conversation=conversation).delete()

    def keep(
        self, words: Words, *, conversation: Conversation, by: User, files: Collection[int] | None = None
    ) -> Draft:
        """Keeps the words of an answer: one draft a colleague and conversation; and which files are chosen."""
        draft, _made = self.update_or_create(author=by, conversation=conversation, defaults=_columns(words))
        draft.choose(files)
        return draft

    def for_answer(self, conversation: Conversation, *, by: User) -> Draft:
        """Their draft of an answer; an empty one if nothing is written yet."""
        draft, _made = self.get_or_create(author=by, conversation=conversation)
        return draft

    def keep_letter(
        self, words: Words, *, draft: int | None, by: User, files: Collection[int] | None = None
    ) -> Draft | None:
        """Keeps the words of a new letter, in that draft of theirs if there is one.

        None for a forward that was sent or thrown away meanwhile: without what it forwards it would say another thing.
        """
        mine = self.filter(author=by, conversation=None, pk=draft or 0)
        if not mine.update(**_columns(words)):
            return None if files is not None else self.create(author=by, **_columns(words))
        kept = mine.get()
        kept.choose(files)
        return kept


class Attaching(models.Model):
    """Files that are to go along."""

    files: models.QuerySet[DraftFile]

    class Meta:
        abstract = True

    def attach(
        self, *, filename: str, type: str, content: bytes, attachment: Attachment | None = None
    ) -> None:
        """Keeps a file with the draft. Raises Unwelcome with the sentence that says why not."""
        guard(filename, content)
        self.files.create(
            filename=filename[-255:], type=type[:255] or "application/octet-stream", size=len(content),
            sha256=Upload.objects.keep(content), attachment=attachment,
        )  # fmt: skip

    def along(self) -> models.QuerySet[DraftFile]:
        """The files that would leave with it."""
        return self.files.filter(left_out_at__isnull=True)

    def going(self) -> list[DraftFile]:
        """The files its writer added, each with what the virus scanner said."""
        return _marked(self.files.filter(attachment__isnull=True))

    def of_the_forwarded(self) -> list[DraftFile]:
        """The files of the message it forwards, those that are to stay here among them."""
        return _marked(self.files.filter(attachment__isnull=False))

    def choose(self, files: Collection[int] | None) -> None:
        """Of the files of the forwarded message these go along, the others stay here; None leaves it as it is."""
        if files is None:
            return
        of_it = self.files.filter(attachment__isnull=False)
        of_it.filter(pk__in=files).update(left_out_at=None)
        of_it.filter(left_out_at__isnull=True).exclude(pk__in=files).update(left_out_at=timezone.now())

    def detach(self, file: int) -> None:
        """Leaves a file out again."""
        self.files.filter(pk=file).delete()

    def discard_words(self) -> None:
        """The words went elsewhere; with files to go along the draft stays."""
        draft = cast("Draft", self)
        if draft.files.exists():
            draft.body = ""
            draft.save(update_fields=["body"])
        else:
            draft.delete()


def _marked(files: models.QuerySet[DraftFile]) -> list[DraftFile]:
    return list(files.annotate(mark=mark()) if clamd.is_wanted() else files)


def _columns(words: Words) -> dict[str, Any]:
    return {
        "to": words.to, "cc": words.cc, "bcc": words.bcc, "subject": words.subject, "body": words.body,
        "seen_message": words.seen_message, "inbox": words.inbox, "changed_at": timezone.now(),
    }  # fmt: skip
