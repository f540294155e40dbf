"""Reading files: the words of office files become searchable, each content once, a failure noted and left."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import ngettext

from byhand.conversations.attachment import Attachment
from byhand.conversations.file_text import FileText
from byhand.files.store import Missing
from byhand.kit.guarded_text import text_of_file
from byhand.kit.office import NotRead

PER_RUN = 5
LARGEST = 20_000_000
SECONDS = 20.0
MEMORY = 512 * 1024 * 1024
ENDINGS = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp")


def read_files_due() -> str:
    """The chore: reads a few files that nobody has read. Says how many."""
    done = 0
    for one in _unread().select_related("message__arrival")[:PER_RUN]:
        # Noted before it is read: a file that takes the house down with it is not met again.
        noted, is_new = FileText.objects.get_or_create(
            sha256=one.sha256, defaults={"trouble": "It was begun and not finished."}
        )
        if is_new:
            _read(one, noted)
            done += 1
    return ngettext("%(count)s file read.", "%(count)s files read.", done) % {"count": done} if done else ""


def _unread() -> QuerySet[Attachment]:
    """Newest first; what stands in the list of texts was tried, well or badly."""
    named = Q()
    for ending in ENDINGS:
        named |= Q(filename__iendswith=ending)
    tried = FileText.objects.filter(sha256=OuterRef("sha256"))
    return Attachment.objects.filter(named, ~Exists(tried), size__lte=LARGEST).order_by("-pk")


def _read(attachment: Attachment, noted: FileText) -> None:
    try:
        text = text_of_file(attachment.content(), seconds=SECONDS, memory_bytes=MEMORY)
    except Missing:
        noted.trouble = "Its bytes are not in the store."
    except NotRead as trouble:
        noted.trouble = str(trouble)
    else:
        noted.text, noted.trouble = text, ""
    noted.save(update_fields=["text", "trouble"])
